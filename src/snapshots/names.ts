import { createHash } from 'node:crypto';
import type { PartRecord, Snapshot } from '../records/index.js';

/** Bytes beyond this stay outside git: hosting sites warn from 50 MB, and clones carry every version of a file for ever. */
export const MAX_BYTES_IN_GIT = 5 * 1024 * 1024;

const SOURCE = /^[a-z0-9][a-z0-9-]{0,99}$/;
const NAME = /^[A-Za-z0-9_][A-Za-z0-9._@+-]{0,149}$/;
const SNAPSHOT = /^\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z-[0-9a-f]{12}$/;
export const DIGEST = /^[0-9a-f]{64}$/;

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Digest over the digests of several parts, in order; of one part, that part's own. */
export const combinedDigest = (digests: readonly string[]): string =>
  digests.length === 1 ? (digests[0] as string) : sha256(digests.join('\n'));

/**
 * `2021-03-01T081700.123Z-1a2b3c4d5e6f`: sorts by instant, tells two captures of one millisecond apart, and has no character that a
 * file system or a shell minds.
 * @param capturedAt ISO 8601 in UTC, as `toISOString` writes it
 */
export function toSnapshotId(capturedAt: string, digest: string): string {
  return `${toStamp(capturedAt)}-${digest.slice(0, 12)}`;
}

/** `2021-03-01T081700.123Z`. @throws RangeError where the instant cannot be read */
export const toStamp = (instant: string): string => new Date(instant).toISOString().replace(/:/g, '');

export const isSnapshotId = (id: string): boolean => SNAPSHOT.test(id);
export const isSourceId = (id: string): boolean => SOURCE.test(id);
export const isName = (name: string): boolean => NAME.test(name) && !name.includes('..');

function checked(ok: boolean, what: string, value: string): string {
  // A name that fails here was not made by us: no path is ever built from it.
  if (!ok) throw new RangeError(`Not a usable ${what}: ${JSON.stringify(value)}`);
  return value;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/zip': 'zip',
  'application/ofd': 'ofd',
};
const KNOWN = new Set([...Object.values(EXTENSIONS), 'htm', 'shtml', 'wps', 'et']);

/** From a fixed list, so that a person can open the file; never the page's own words. */
function extension(part: Pick<PartRecord, 'mediaType' | 'fileName'>): string {
  const byType = EXTENSIONS[part.mediaType ?? ''];
  const byName = /\.([a-z]{2,5})$/i.exec(part.fileName ?? '')?.[1]?.toLowerCase();
  return byType ?? (byName !== undefined && KNOWN.has(byName) ? byName : 'bin');
}

/** Every path of the store is made here. */
export const paths = {
  source: (source: string): string => checked(isSourceId(source), 'source id', source),
  log: (source: string): string => `${paths.source(source)}/checks.jsonl`,
  head: (source: string): string => `${paths.source(source)}/checks.head`,
  shelf: (source: string, shelf: Shelf): string => `${paths.source(source)}/${shelf}`,
  snapshot: (source: string, shelf: Shelf, id: string): string =>
    `${paths.shelf(source, shelf)}/${checked(isSnapshotId(id), 'snapshot id', id)}`,
  part: (source: string, part: Pick<PartRecord, 'digest' | 'bytes' | 'mediaType' | 'fileName'>): string =>
    `${paths.source(source)}/${part.bytes > MAX_BYTES_IN_GIT ? 'large' : 'raw'}/${checked(DIGEST.test(part.digest), 'digest', part.digest)}.${extension(part)}`,
  changes: (source: string): string => `${paths.source(source)}/changes`,
  changeSet: (source: string, id: string): string => `${paths.changes(source)}/${checked(isName(id), 'change set id', id)}.json`,
  reviews: (source: string): string => `${paths.source(source)}/reviews`,
  review: (source: string, at: string, key: string): string => `${paths.reviews(source)}/${toStamp(at)}-${sha256(key).slice(0, 12)}.json`,
  state: (key: string): string =>
    `_state/${key
      .split('/')
      .map((x) => checked(isName(x), 'state key', x))
      .join('/')}.json`,
} as const;

/** Where the bytes of a snapshot lie within the store; of several parts, the first. */
export const storedAs = ({ source, parts }: Pick<Snapshot, 'source' | 'parts'>): string => paths.part(source, parts[0] as PartRecord);

/** Where the record of a snapshot stands: fresh from the wire, an edition of the page, or put aside as evidence. */
export const SHELVES = ['staged', 'editions', 'quarantined'] as const;
export type Shelf = (typeof SHELVES)[number];

export const GITIGNORE = `# Written by planwatch. Bytes over ${MAX_BYTES_IN_GIT / 1024 / 1024} MB, temporary files and what only this machine needs.
/*/large/
/*/checks.head
/.tmp/
/.lock*
`;
export const GITATTRIBUTES = `# Written by planwatch. No file is ever converted; two writers' log lines are both kept.
* -text
*/raw/* -diff
*/checks.jsonl -text merge=union
`;
