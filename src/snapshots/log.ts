import { PlanwatchError } from '../errors.js';
import type { CheckRecord } from '../records/index.js';
import { paths, sha256 } from './names.js';
import type { Tree } from './tree.js';

const NEWLINE = 0x0a;

/** Eight hex digits: enough to notice damage to a line, few enough to keep a quiet check under 200 bytes. */
const lineSum = (body: string): string => sha256(body).slice(0, 8);

/** One line of the log: the record, then its own checksum. */
export function toLogLine(record: CheckRecord): string {
  const body = JSON.stringify(record);
  return `${body.slice(0, -1)},"sum":"${lineSum(body)}"}\n`;
}

export interface LogReading {
  readonly records: readonly CheckRecord[];
  /** Checksum of each whole line, in order. */
  readonly sums: readonly string[];
  /** Whole lines that cannot be trusted, counted from 1. */
  readonly bad: readonly { readonly line: number; readonly problem: string }[];
  /** Size in bytes up to the end of the last whole line; a torn line may follow. */
  readonly wholeBytes: number;
  readonly torn: boolean;
}

/** Reads a log. A last line without its line break was cut by a kill in the middle of writing it, and was never confirmed to anybody. */
export function readLog(bytes: Uint8Array): LogReading {
  const wholeBytes = bytes.lastIndexOf(NEWLINE) + 1;
  const text = new TextDecoder().decode(bytes.subarray(0, wholeBytes));
  const records: CheckRecord[] = [];
  const sums: string[] = [];
  const bad: { line: number; problem: string }[] = [];
  const lines = wholeBytes === 0 ? [] : text.slice(0, -1).split('\n');
  lines.forEach((line, i) => {
    const tail = /,"sum":"([0-9a-f]{8})"\}$/.exec(line);
    const body = tail === null ? '' : `${line.slice(0, tail.index)}}`;
    if (tail === null || lineSum(body) !== tail[1]) {
      sums.push('');
      bad.push({ line: i + 1, problem: tail === null ? 'has no checksum' : 'does not match its checksum' });
      return;
    }
    sums.push(tail[1] as string);
    records.push(JSON.parse(body) as CheckRecord);
  });
  return { records, sums, bad, wholeBytes, torn: wholeBytes < bytes.length };
}

/** What this machine has confirmed to have written: how `verify` knows that lines are gone from the end. Kept out of git. */
export interface LogHead {
  readonly lines: number;
  readonly last: string;
  /** Size of the log after that line. */
  readonly bytes: number;
  /** Set while lines are known to be missing. */
  readonly lost?: number;
}

export async function readHead(tree: Tree, source: string): Promise<LogHead | null> {
  const bytes = await tree.read(paths.head(source));
  if (bytes === null) return null;
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes)) as LogHead;
    return Number.isInteger(head.lines) && Number.isInteger(head.bytes) && typeof head.last === 'string' ? head : null;
  } catch {
    return null; // It is written without fsync: after a power cut it may be anything.
  }
}

export const writeHead = (tree: Tree, source: string, head: LogHead): Promise<void> =>
  tree.note(paths.head(source), new TextEncoder().encode(`${JSON.stringify(head)}\n`));

/**
 * Lines that the head knows and the log has not. Lines from another writer (a merge in git) may stand anywhere between: they only add.
 */
export function lostLines(reading: LogReading, head: LogHead | null): number {
  if (head === null) return 0;
  const missing = Math.max(0, head.lines - reading.sums.length);
  const gone = missing > 0 || head.lines === 0 || reading.sums.includes(head.last) || reading.bad.length > 0 ? missing : 1;
  return gone + (head.lost ?? 0);
}

/** What one process remembers of the logs it has appended to, so that a log of years is not read again for each line. */
export type LogCache = Map<string, { readonly bytes: number; readonly lines: number; readonly lost: number }>;

async function readWhole(tree: Tree, source: string, head: LogHead | null): Promise<{ bytes: number; lines: number; lost: number }> {
  const path = paths.log(source);
  const reading = readLog((await tree.read(path)) ?? new Uint8Array());
  if (reading.torn) await tree.truncate(path, reading.wholeBytes);
  return { bytes: reading.wholeBytes, lines: reading.sums.length, lost: lostLines(reading, head) };
}

/** Appends one line, first cutting off what a kill left half-written. */
export async function appendToLog(tree: Tree, source: string, record: CheckRecord, cache: LogCache): Promise<void> {
  const path = paths.log(source);
  const size = await tree.size(path);
  let known = cache.get(source);
  if (known === undefined || known.bytes !== size) {
    const head = await readHead(tree, source);
    // A log of the size that we left it in ends with a whole line.
    known =
      head !== null && head.bytes === size ? { bytes: size, lines: head.lines, lost: head.lost ?? 0 } : await readWhole(tree, source, head);
  }
  const line = toLogLine(record);
  const bytes = new TextEncoder().encode(line);
  cache.delete(source); // A failed append may have written a part.
  await tree.append(path, bytes, record.outcome !== 'unchanged');
  const next = { bytes: known.bytes + bytes.length, lines: known.lines + 1, lost: known.lost };
  cache.set(source, next);
  // The line is on disk: a full disk that has no room for the head takes nothing of that back.
  const head = { lines: next.lines, last: sumOf(line), bytes: next.bytes, ...(next.lost > 0 ? { lost: next.lost } : {}) };
  await writeHead(tree, source, head).catch((error) => {
    if (!(error instanceof PlanwatchError)) throw error;
  });
}

const sumOf = (line: string): string => /"sum":"([0-9a-f]{8})"\}\n$/.exec(line)?.[1] ?? '';

/** @throws PlanwatchError SNAPSHOTS_DAMAGED where a whole line cannot be trusted; a torn last line is left out */
export async function loadLog(tree: Tree, source: string): Promise<readonly CheckRecord[]> {
  const reading = readLog((await tree.read(paths.log(source))) ?? new Uint8Array());
  const first = reading.bad[0];
  if (first !== undefined) {
    throw new PlanwatchError('SNAPSHOTS_DAMAGED', { path: tree.locate(paths.log(source)), problem: `line ${first.line} ${first.problem}` });
  }
  return reading.records;
}
