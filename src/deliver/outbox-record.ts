import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PlanwatchError } from '../errors.js';
import { DELIVERY_KINDS } from './types.js';

const body = { text: z.string(), markdown: z.string(), html: z.string() };
const changeType = z.enum(['revised', 'added', 'removed', 'reworded', 'moved']);

const deliverySchema = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(DELIVERY_KINDS),
  at: z.string(),
  subject: z.string(),
  ...body,
  attachments: z.array(z.strictObject({ fileName: z.string(), mediaType: z.string(), path: z.string() })),
  jurisdictions: z.array(z.string()),
  concepts: z.array(z.string()),
  changeTypes: z.array(z.string()),
  locale: z.enum(['zh-CN', 'en']).optional(),
  parts: z
    .strictObject({
      head: z.strictObject(body),
      items: z.array(
        z.strictObject({
          ...body,
          jurisdiction: z.string(),
          concept: z.string().nullable(),
          changeType: changeType.nullable(),
          headline: z.string().optional(),
        }),
      ),
      foot: z.strictObject(body),
      period: z.strictObject({ since: z.string(), until: z.string() }).optional(),
    })
    .optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

const markSchema = z.strictObject({
  /** `waiting` until it is sent, given up, or the channel is no longer configured. */
  state: z.enum(['waiting', 'sent', 'gave-up', 'dropped']),
  attempts: z.int().min(0),
  /** When it was last tried; for `sent`, when that was. */
  at: z.string().nullable(),
  nextAt: z.string().nullable(),
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});
export type Mark = z.infer<typeof markSchema>;

/** A message on its way, and how far it has come on each channel. */
const recordSchema = z.strictObject({
  schema: z.literal('planwatch.outbox/1'),
  delivery: deliverySchema,
  enqueuedAt: z.string(),
  marks: z.record(z.string(), markSchema),
});
export type OutboxRecord = z.infer<typeof recordSchema>;

/** What stays of a message that is done: enough to know its id again. */
const doneSchema = z.strictObject({
  schema: z.literal('planwatch.outbox-done/1'),
  id: z.string(),
  doneAt: z.string(),
  marks: z.record(z.string(), z.strictObject({ state: markSchema.shape.state, at: z.string().nullable() })),
});
export type DoneRecord = z.infer<typeof doneSchema>;

/** Ids may hold any character; keys become file names. */
const toName = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32);
export const PENDING = 'outbox/pending/';
export const DONE = 'outbox/done/';
export const toPendingKey = (id: string): string => `${PENDING}${toName(id)}`;
export const toDoneKey = (id: string): string => `${DONE}${toName(id)}`;

/** @throws PlanwatchError DELIVER_OUTBOX_DAMAGED */
export const parseRecord = (key: string, value: unknown): OutboxRecord => parse(recordSchema, key, value);
/** @throws PlanwatchError DELIVER_OUTBOX_DAMAGED */
export const parseDone = (key: string, value: unknown): DoneRecord => parse(doneSchema, key, value);

function parse<T>(schema: z.ZodType<T>, key: string, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problem = result.error.issues.map((i) => `${i.path.join('.') || 'record'}: ${i.message}`).join('; ');
  throw new PlanwatchError('DELIVER_OUTBOX_DAMAGED', { key, problem });
}

export const toDone = (record: OutboxRecord, doneAt: string): DoneRecord => ({
  schema: 'planwatch.outbox-done/1',
  id: record.delivery.id,
  doneAt,
  marks: Object.fromEntries(Object.entries(record.marks).map(([name, m]) => [name, { state: m.state, at: m.at }])),
});

export const isDone = (record: OutboxRecord): boolean => Object.values(record.marks).every((m) => m.state !== 'waiting');
