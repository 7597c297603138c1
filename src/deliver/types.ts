/** What is sent. `id` makes sending idempotent: the same id to the same channel goes out once. */
export interface Delivery {
  readonly id: string;
  readonly kind: 'report' | 'alert' | 'alive';
  readonly at: string;
  readonly subject: string;
  /** Plain text, Markdown and HTML of the same message. */
  readonly text: string;
  readonly markdown: string;
  readonly html: string;
  readonly attachments: readonly { readonly fileName: string; readonly mediaType: string; readonly path: string }[];
  /** For channels that subscribe to a part only. */
  readonly jurisdictions: readonly string[];
  readonly concepts: readonly string[];
  readonly changeTypes: readonly string[];
}

/** One configured way out. @throws PlanwatchError DELIVER_* (transient ones are tried again by the outbox) */
export interface Channel {
  readonly name: string;
  readonly type: string;
  accepts(delivery: Delivery): boolean;
  send(delivery: Delivery, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
