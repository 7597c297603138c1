import { createHash } from 'node:crypto';
import { type Document, type Link, mayNeedBrowser } from '../document/index.js';
import { isPlanwatchError, PlanwatchError } from '../errors.js';
import type { Fetched, Validators } from '../fetch/index.js';
import type { Snapshot, Source } from '../records/index.js';
import type { Capture } from '../snapshots/index.js';
import { parseSnapshot } from './editions.js';
import type { WatchParts } from './types.js';

/** Below this many characters of main text a page is taken for a cover sheet, and its attachments for the document. */
const COVER_SHEET_CHARS = 1500;
/** Below this, a page that needs scripts is suspected. */
const EMPTY_SHELL_CHARS = 120;
/** The longest article seen was split over nine pages; the bound is against a page that links to itself for ever. */
const MAX_PARTS = 60;
const MAX_ATTACHMENTS = 8;

export type Gathered =
  | { readonly kind: 'not-modified' }
  | { readonly kind: 'same'; readonly validators: Validators }
  | { readonly kind: 'captured'; readonly snapshot: Snapshot; readonly document: Document; readonly partial: boolean };

export interface GatherOptions {
  readonly validators: Validators | null;
  /** A single file with this digest is the one we have, and is not stored again. */
  readonly knownDigest: string | null;
  /** Called once, before the first byte is staged. */
  readonly beforeStaging: () => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Fetches a source: its page, the further pages of a split article, and the attachments where the page itself is only their cover.
 * Whatever arrives is staged in the store before it is parsed.
 * @throws PlanwatchError FETCH_*, DOCUMENT_*, SNAPSHOTS_*
 */
export async function gather(parts: WatchParts, source: Source, options: GatherOptions): Promise<Gathered> {
  const url = source.url;
  if (url === null) throw new PlanwatchError('WATCH_NO_ADDRESS', { source: source.id });
  const { validators, signal } = options;
  const request = { url, source, ...(validators ? { validators } : {}), ...(signal ? { signal } : {}) };
  const get = source.fetch === 'browser' ? (parts.fetchRendered ?? parts.fetch) : parts.fetch;
  const answer = await get(request).catch(async (error) => {
    const rendered = asksForScripts(error) && source.fetch === 'auto' ? await renderedOrNull(parts, request) : null;
    if (rendered === null) throw error;
    return rendered;
  });
  if (answer.kind === 'not-modified') return { kind: 'not-modified' };
  if (options.knownDigest !== null && createHash('sha256').update(answer.bytes).digest('hex') === options.knownDigest)
    return { kind: 'same', validators: { etag: answer.etag, lastModified: answer.lastModified } };
  await options.beforeStaging();

  let first = await stageAndParse(parts, source, [answer]);
  if (needsBrowser(first.document) && source.fetch === 'auto' && parts.fetchRendered !== null) {
    parts.log.info(`${source.id}: the plain page has no content, trying a browser`);
    const rendered = await renderedOrNull(parts, request);
    if (rendered !== null) {
      const second = await stageAndParse(parts, source, [rendered]);
      const better = second.document.isDocument && second.document.text.length > first.document.text.length;
      await parts.store.setAside(better ? first.snapshot : second.snapshot, 'same');
      if (better) first = second;
    }
  }
  let more: Further = { fetched: [], partial: false };
  try {
    if (first.document.isDocument) more = await furtherParts(parts, source, first.document, answer, signal);
  } catch (error) {
    // Half an article must not be found by the next check and taken for the whole.
    await parts.store.setAside(first.snapshot, 'same');
    throw error;
  }
  const { fetched, partial } = more;
  if (fetched.length === 0) return { kind: 'captured', ...first, partial };
  const whole = await stageAndParse(parts, source, [answer, ...fetched]);
  await parts.store.setAside(first.snapshot, 'same');
  return { kind: 'captured', ...whole, partial };
}

/**
 * True where more was still to be fetched when this was staged: a split article of which one page came, a cover sheet without its attachments,
 * a shell without what its scripts make.
 */
export function isIncomplete(source: Source, snapshot: Snapshot, document: Document): boolean {
  if (snapshot.origin === 'imported' || snapshot.parts.length > 1) return false;
  if (needsBrowser(document) && source.fetch === 'auto') return true;
  return (
    document.links.some((l) => l.rel === 'part') ||
    (wantsAttachments(source, document) && document.links.some((l) => l.rel === 'attachment'))
  );
}

const wantsAttachments = (source: Source, document: Document) =>
  source.kind !== 'listing' && (document.text.length < COVER_SHEET_CHARS || document.unreadable.length > 0);

async function stageAndParse(parts: WatchParts, source: Source, answers: readonly Fetched[]) {
  const capture = toCapture(answers);
  const snapshot = await parts.store.stage(source.id, { ...capture, capturedAt: await afterNewest(parts, source, capture.capturedAt) });
  try {
    return { snapshot, document: await parseSnapshot(parts, source, snapshot) };
  } catch (error) {
    await parts.store.setAside(snapshot, 'quarantined');
    throw error;
  }
}

/**
 * When a capture counts as taken. Editions are in the order of their instants: what is fetched now is younger than all that is stored, also
 * where the clock was set back, or the next change would be told backwards.
 */
async function afterNewest(parts: WatchParts, source: Source, capturedAt: string): Promise<string> {
  const newest = (await parts.store.snapshots(source.id)).at(-1);
  if (newest === undefined || Date.parse(capturedAt) > Date.parse(newest.capturedAt)) return capturedAt;
  parts.log.warn(`${source.id}: the clock says ${capturedAt}, but an edition of ${newest.capturedAt} is stored; is the clock right?`);
  return new Date(Date.parse(newest.capturedAt) + 1).toISOString();
}

function toCapture(answers: readonly Fetched[]): Capture {
  const main = answers[0] as Fetched;
  return {
    capturedAt: main.capturedAt,
    url: main.url,
    finalUrl: main.finalUrl,
    status: main.status,
    headers: main.headers,
    etag: main.etag,
    lastModified: main.lastModified,
    parts: answers.map((a) => ({ bytes: a.bytes, mediaType: a.mediaType, charset: a.charset, url: a.finalUrl, fileName: null })),
    origin: 'fetched',
    insecureTls: answers.some((a) => a.insecureTls),
  };
}

const needsBrowser = (document: Document) =>
  (document.text.trim().length < EMPTY_SHELL_CHARS && !document.links.some((l) => l.rel === 'item')) ||
  (!document.isDocument && mayNeedBrowser(document.why));

/** Firewalls that set a script to solve answer so to everybody who runs none. */
const asksForScripts = (error: unknown) =>
  isPlanwatchError(error) && error.code === 'FETCH_BLOCKED' && [412, 521].includes((error.params as { status: number }).status);

async function renderedOrNull(parts: WatchParts, request: Parameters<WatchParts['fetch']>[0]): Promise<Fetched | null> {
  const { validators: _, ...plain } = request;
  try {
    const answer = await parts.fetchRendered?.(plain);
    return answer?.kind === 'fetched' ? answer : null;
  } catch (error) {
    if (!isPlanwatchError(error)) throw error;
    parts.log.warn(`${request.source.id}: the browser did not help: ${error.message}`);
    return null;
  }
}

interface Further {
  readonly fetched: readonly Fetched[];
  /** An attachment could not be had; it is asked for again by the next check. */
  readonly partial: boolean;
}

async function furtherParts(parts: WatchParts, source: Source, document: Document, main: Fetched, signal?: AbortSignal): Promise<Further> {
  let partial = false;
  const seen = new Set([main.url, main.finalUrl]);
  const fetched: Fetched[] = [];
  const take = async (link: Link) => {
    if (seen.has(link.href)) return;
    seen.add(link.href);
    const answer = await parts.fetch({ url: link.href, source, referer: main.finalUrl, ...(signal ? { signal } : {}) });
    if (answer.kind === 'fetched') fetched.push(answer);
  };
  // A missing page of a split article would look like forty removed targets, so its failure is the failure of the check.
  for (const link of document.links.filter((l) => l.rel === 'part').slice(0, MAX_PARTS)) await take(link);
  if (wantsAttachments(source, document)) {
    for (const link of document.links.filter((l) => l.rel === 'attachment').slice(0, MAX_ATTACHMENTS)) {
      try {
        await take(link);
      } catch (error) {
        if (!isPlanwatchError(error) || error.transient) throw error;
        partial = true;
        parts.log.warn(`${source.id}: attachment "${link.text}" was left out: ${error.message}`);
      }
    }
  }
  return { fetched, partial };
}
