import type { ChangeType } from '../diff/index.js';

export const DELIVERY_KINDS = ['report', 'alert', 'alive'] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** One message in the three forms that channels need. `html` is a fragment without html, head or body element; `markdown` is CommonMark. */
export interface Body {
  readonly text: string;
  readonly markdown: string;
  readonly html: string;
}

/** A part of a message that concerns one jurisdiction or one change: what a channel with a narrow subscription may leave out. */
export interface DeliveryItem extends Body {
  readonly jurisdiction: string;
  readonly concept: string | null;
  /** null for what is no change: trouble with a source, a first capture. */
  readonly changeType: ChangeType | null;
  /** Of a revision: a few words for the subject. */
  readonly headline?: string;
}

export interface Attachment {
  readonly fileName: string;
  readonly mediaType: string;
  /** Absolute; the file stays where it is and is read when the message is sent. */
  readonly path: string;
}

/** What is sent. `id` makes sending idempotent: the same id to the same channel goes out once. */
export interface Delivery extends Body {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly at: string;
  readonly subject: string;
  readonly attachments: readonly Attachment[];
  /** For channels that subscribe to a part only. */
  readonly jurisdictions: readonly string[];
  readonly concepts: readonly string[];
  readonly changeTypes: readonly string[];
  /** The language of the few words that the channels add themselves. @default 'zh-CN' */
  readonly locale?: 'zh-CN' | 'en';
  /** The message in parts; where given, a channel with a narrow subscription gets only the items it asked for, between `head` and `foot`. */
  readonly parts?: {
    readonly head: Body;
    readonly items: readonly DeliveryItem[];
    readonly foot: Body;
    /** Of a report: subject and head are then made anew from the items that are left. */
    readonly period?: { readonly since: string; readonly until: string };
  };
  /** Plain figures for machines; sent by the webhook alone. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** What a channel says of a message it has handed over. */
export interface Sent {
  /** For the log: handed over, but not in full (one of several recipients refused …). */
  readonly warnings: readonly string[];
}

/** One configured way out. @throws PlanwatchError DELIVER_* (the outbox tries again; sooner where it is transient) */
export interface Channel {
  /** Unique among the channels and the same in every run: the marks of the outbox hang on it. */
  readonly name: string;
  readonly type: string;
  accepts(delivery: Delivery): boolean;
  send(delivery: Delivery, signal?: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}

/** Where the outbox keeps its records; the store's state documents fit. Writes are atomic and durable when they resolve. */
export interface OutboxState {
  getState(key: string): Promise<unknown | null>;
  putState(key: string, value: unknown): Promise<void>;
  listState(prefix: string): Promise<readonly string[]>;
  deleteState(key: string): Promise<void>;
}

export interface DeliverLog {
  debug(message: string, values?: Record<string, unknown>): void;
  info(message: string, values?: Record<string, unknown>): void;
  warn(message: string, values?: Record<string, unknown>): void;
  error(message: string, values?: Record<string, unknown>): void;
}
