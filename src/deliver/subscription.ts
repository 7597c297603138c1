import { compose, toParagraph } from './compose.js';
import { countItems, toReportSubject } from './report-subject.js';
import type { Delivery, DeliveryItem } from './types.js';

/** What a channel wants to hear of; an empty list means everything. */
export interface Subscription {
  readonly jurisdictions: readonly string[];
  readonly concepts: readonly string[];
  readonly changes: readonly string[];
  readonly events: readonly string[];
}

/** 重庆市 covers 重庆市九龙坡区, but not the other way round. */
const inJurisdiction = (wanted: readonly string[], name: string): boolean => wanted.length === 0 || wanted.some((w) => name.startsWith(w));

/** `income` covers `income.disposable.per-capita`, but not `incomes`. */
const isConcept = (wanted: readonly string[], key: string | null): boolean =>
  wanted.length === 0 || (key !== null && wanted.some((w) => key === w || key.startsWith(`${w}.`)));

const isChange = (wanted: readonly string[], type: string | null): boolean =>
  wanted.length === 0 || (type !== null && wanted.includes(type));

function wantsItem(s: Subscription, kind: Delivery['kind'], item: DeliveryItem): boolean {
  if (!inJurisdiction(s.jurisdictions, item.jurisdiction)) return false;
  // Trouble with a source concerns whoever subscribed to its jurisdiction, whatever the concepts.
  return kind !== 'report' || (isConcept(s.concepts, item.concept) && isChange(s.changes, item.changeType));
}

/**
 * Whether a channel gets a delivery at all. With the parts of the message at hand, jurisdiction, concept and kind of change must meet in
 * one item; without them each list is compared for itself. A sign of life concerns every jurisdiction.
 */
export function wants(s: Subscription, delivery: Delivery): boolean {
  if (!s.events.includes(delivery.kind)) return false;
  if (delivery.kind === 'alive' || isWhole(s)) return true;
  // Trouble that names no place (a channel that is down) concerns everybody.
  if (delivery.kind === 'alert' && delivery.jurisdictions.length === 0) return true;
  if (delivery.parts !== undefined) return delivery.parts.items.some((item) => wantsItem(s, delivery.kind, item));
  const some = (wanted: readonly string[], has: readonly string[], test: (w: readonly string[], x: string) => boolean) =>
    wanted.length === 0 || has.some((x) => test(wanted, x));
  if (!some(s.jurisdictions, delivery.jurisdictions, inJurisdiction)) return false;
  return delivery.kind !== 'report' || (some(s.concepts, delivery.concepts, isConcept) && some(s.changes, delivery.changeTypes, isChange));
}

/** The delivery as this channel should see it: only the items it subscribed to. Attachments stay whole. */
export function narrow(s: Subscription, delivery: Delivery): Delivery {
  const { parts } = delivery;
  if (parts === undefined || isWhole(s)) return delivery;
  const items = parts.items.filter((item) => wantsItem(s, delivery.kind, item));
  if (items.length === parts.items.length) return delivery;
  const locale = delivery.locale ?? 'zh-CN';
  const subject = parts.period === undefined ? delivery.subject : toReportSubject(items, parts.period, locale);
  const head = parts.period === undefined ? parts.head : toParagraph(subject);
  return {
    ...delivery,
    subject,
    ...compose(head, items, parts.foot, locale, parts.items.length - items.length),
    parts: { ...parts, head, items },
    ...(parts.period === undefined ? {} : { data: { ...delivery.data, summary: countItems(items) } }),
    jurisdictions: [...new Set(items.map((i) => i.jurisdiction))],
    concepts: [...new Set(items.flatMap((i) => i.concept ?? []))],
    changeTypes: [...new Set(items.flatMap((i) => i.changeType ?? []))],
  };
}

const isWhole = (s: Subscription): boolean => s.jurisdictions.length + s.concepts.length + s.changes.length === 0;
