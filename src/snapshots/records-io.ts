import { z } from 'zod';
import { PlanwatchError } from '../errors.js';
import type { ChangeSet, Review, Snapshot } from '../records/index.js';
import { seal, unseal } from './json.js';
import type { Tree } from './tree.js';

// Loose on purpose: the checksum proves that planwatch wrote the file, and a newer version may have added fields.
const PART = z.looseObject({
  digest: z.string(),
  bytes: z.number().int().nonnegative(),
  url: z.string().nullable(),
  fileName: z.string().nullable(),
  mediaType: z.string().nullable(),
  charset: z.string().nullable(),
});
const SNAPSHOT = z.looseObject({
  id: z.string(),
  source: z.string(),
  capturedAt: z.iso.datetime(),
  digest: z.string(),
  url: z.string().nullable(),
  finalUrl: z.string().nullable(),
  status: z.number().nullable(),
  headers: z.record(z.string(), z.string()),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  parts: z.array(PART).min(1),
  origin: z.enum(['fetched', 'imported']),
  insecureTls: z.boolean(),
});
const CHANGE_SET = z.looseObject({
  id: z.string(),
  source: z.string(),
  at: z.string(),
  before: z.string(),
  after: z.string(),
  extractor: z.string(),
  diff: z.looseObject({ changes: z.array(z.unknown()) }),
});
const REVIEW = z.looseObject({
  change: z.string(),
  verdict: z.enum(['confirm', 'dismiss', 'correct']),
  note: z.string().nullable(),
  at: z.string(),
});
const STATE = z.looseObject({ value: z.unknown() });

/** Kinds of sealed record and what each must have. */
export const RECORDS = { snapshot: SNAPSHOT, changeSet: CHANGE_SET, review: REVIEW, state: STATE } as const;
interface Kinds {
  readonly snapshot: Snapshot;
  readonly changeSet: ChangeSet;
  readonly review: Review;
  readonly state: { readonly value: unknown };
}

export const writeRecord = (tree: Tree, path: string, record: object): Promise<void> =>
  tree.write(path, new TextEncoder().encode(seal(record)));

/** The record, null where there is no file, or what is wrong with it. */
export async function readRecord<K extends keyof Kinds>(
  tree: Tree,
  path: string,
  kind: K,
): Promise<{ readonly record: Kinds[K] } | { readonly problem: string } | null> {
  const bytes = await tree.read(path);
  if (bytes === null) return null;
  const opened = unseal(new TextDecoder().decode(bytes));
  if ('problem' in opened) return opened;
  const parsed = RECORDS[kind].safeParse(opened.value);
  if (!parsed.success) return { problem: `is not a ${kind}: ${z.prettifyError(parsed.error).split('\n')[0]}` };
  return { record: parsed.data as unknown as Kinds[K] };
}

/** @throws PlanwatchError SNAPSHOTS_DAMAGED */
export async function loadRecord<K extends keyof Kinds>(tree: Tree, path: string, kind: K): Promise<Kinds[K] | null> {
  const found = await readRecord(tree, path, kind);
  if (found === null) return null;
  if ('problem' in found) throw new PlanwatchError('SNAPSHOTS_DAMAGED', { path: tree.locate(path), problem: found.problem });
  return found.record;
}
