import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type Config, type ConfiguredSource, holdsPassword, withoutPassword } from '../config/index.js';
import type { Edition } from '../diff/index.js';
import type { RawPart } from '../document/index.js';
import { PlanwatchError } from '../errors.js';
import type { Snapshot } from '../records/index.js';
import { snapshotAt } from '../snapshots/index.js';
import { readEdition } from '../watch/index.js';
import type { Assembly } from './assemble.js';

/** What the caller knows of a bare file: `--jurisdiction`, `--period`, `--kind`. */
export interface BareFacts {
  readonly jurisdiction: string | null;
  readonly period: string | null;
  readonly kind: string | null;
}

export const bareFacts = (flags: Record<string, unknown>): BareFacts => ({
  jurisdiction: (flags.jurisdiction as string | undefined) ?? null,
  period: (flags.period as string | undefined) ?? null,
  kind: (flags.kind as string | undefined) ?? null,
});

/** An edition named on the command line. `source` and `snapshot` are set where it came from the store. */
export interface ResolvedEdition {
  readonly ref: string;
  readonly edition: Edition;
  readonly source: ConfiguredSource | null;
  readonly snapshot: Snapshot | null;
}

const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** @throws PlanwatchError CLI_FILE_UNREADABLE */
export function readPart(path: string): RawPart {
  let bytes: Uint8Array;
  try {
    if (statSync(path).size > MAX_FILE_BYTES) throw new Error('it is larger than 512 MB');
    bytes = readFileSync(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : message;
    throw new PlanwatchError('CLI_FILE_UNREADABLE', { path, reason }, { cause });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, mediaType: null, charset: null, url: null, fileName: basename(path), sha256 };
}

/**
 * Reads a document named as a file, an address, or `ID[@WHEN]`; an existing file wins over an id.
 * @throws PlanwatchError CLI_UNKNOWN_INPUT, CLI_UNKNOWN_WHEN, CLI_FILE_UNREADABLE, FETCH_*, DOCUMENT_*
 */
export async function resolveEdition(config: Config, assembly: Assembly, input: string, facts: BareFacts): Promise<ResolvedEdition> {
  const there = statSync(input, { throwIfNoEntry: false });
  // A pipe as well: `planwatch diff old.html <(…)`.
  if (there !== undefined && !there.isDirectory())
    return { ref: input, source: null, snapshot: null, edition: await readBare(config, assembly, readPart(input), facts) };
  if (/^https?:\/\//i.test(input)) {
    refusePassword('the address', input);
    const request = { url: input, source: { id: 'command-line', robots: config.network.robots, timeoutMs: null, fetch: 'auto' as const } };
    const answer = await assembly.parts.fetch(request);
    if (answer.kind !== 'fetched') throw new PlanwatchError('FETCH_NOT_MODIFIED_UNASKED', { url: input });
    const sha256 = createHash('sha256').update(answer.bytes).digest('hex');
    const part = {
      bytes: answer.bytes,
      mediaType: answer.mediaType,
      charset: answer.charset,
      url: answer.finalUrl,
      fileName: null,
      sha256,
    };
    return { ref: input, source: null, snapshot: null, edition: await readBare(config, assembly, part, facts) };
  }
  const at = input.indexOf('@');
  const id = at < 0 ? input : input.slice(0, at);
  const when = at < 0 ? null : input.slice(at + 1);
  const source = config.sources.find((s) => s.id === id);
  if (source === undefined) {
    if (there || /[\\/.]/.test(input))
      throw new PlanwatchError('CLI_FILE_UNREADABLE', {
        path: input,
        reason: there ? 'it is a folder' : 'there is no such file',
      });
    throw new PlanwatchError('CLI_UNKNOWN_INPUT', { input });
  }
  const snapshot = snapshotAt(await assembly.store.snapshots(id), when, config.timezone);
  if (snapshot === null) throw new PlanwatchError('CLI_UNKNOWN_WHEN', { source: id, when: when ?? 'newest' });
  const { edition } = await readEdition(assembly.parts, source, snapshot);
  return { ref: input, source, snapshot, edition };
}

async function readBare(config: Config, assembly: Assembly, part: RawPart, facts: BareFacts): Promise<Edition> {
  const document = await assembly.parts.parse([part], { selector: null, url: part.url });
  const { extractIndicators } = await import('../indicators/index.js');
  const extraction = document.isDocument
    ? extractIndicators(document, { ...facts, concepts: config.concepts })
    : { extractor: assembly.parts.extractor, indicators: [], unreadable: document.unreadable };
  return { document, extraction };
}

/**
 * An address is stored, logged and printed in reports as it is: a name and password in it would be published with them.
 * @param what the argument that gave it
 * @throws PlanwatchError CLI_USAGE, which does not repeat them
 */
export function refusePassword(what: string, url: string): void {
  if (holdsPassword(url))
    throw new PlanwatchError('CLI_USAGE', {
      problem: `${what} holds a name or password (${withoutPassword(url)}): leave them out; a page behind a login can be saved by hand and given as a file`,
    });
}

/** @throws PlanwatchError CLI_UNKNOWN_SOURCE */
export function sourceOf(config: Config, id: string): ConfiguredSource {
  const source = config.sources.find((s) => s.id === id);
  if (source === undefined) throw new PlanwatchError('CLI_UNKNOWN_SOURCE', { id, known: config.sources.map((s) => s.id) });
  return source;
}
