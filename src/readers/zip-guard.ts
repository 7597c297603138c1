import { PlanwatchError } from '../errors.js';

/** Bytes all entries of an archive may inflate to; a plan with pictures needs a tenth. */
export const MAX_INFLATED = 400 * 1024 * 1024;
/** Bytes of one XML part; mammoth and the sheet reader hold it several times over. */
export const MAX_XML = 120 * 1024 * 1024;
/** Real archives of text and pictures stay under this ratio; text alone reaches some 20. */
const MAX_RATIO = 200;
const MAX_ENTRIES = 20_000;
/** Bytes inflated at a time: a bomb of ratio 1000 makes 64 MB of one step. */
const STEP = 64 * 1024;
const CONTAINER = 'a ZIP container (DOCX, XLSX, OFD)';

interface Entry {
  readonly name: string;
  readonly packed: number;
  readonly size: number;
}

const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** The central directory of a ZIP file (APPNOTE 6.3.10, 4.3.12). */
export function entriesOf(bytes: Uint8Array, name: string): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bad = (reason: string) => new PlanwatchError('DOCUMENT_UNREADABLE', { name, format: CONTAINER, reason });
  let end = bytes.length - 22;
  const lowest = Math.max(0, bytes.length - 65_557);
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < lowest || end < 0) throw bad('its directory is missing, the file is cut short');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MAX_ENTRIES) throw bad(`it lists ${count} entries`);
  const decoder = new TextDecoder();
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw bad('its directory is damaged');
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const length = view.getUint16(at + 28, true);
    entries.push({ name: decoder.decode(bytes.subarray(at + 46, at + 46 + length)), packed, size });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/**
 * Refuses archives that would not fit in memory once unpacked: by what they declare, and, as a directory may lie, by inflating every part that
 * a reader will open and counting what comes out.
 * @throws PlanwatchError DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE
 */
export async function guardZip(bytes: Uint8Array, name: string): Promise<void> {
  const entries = entriesOf(bytes, name);
  const tooLarge = (what: string, limit: number) => new PlanwatchError('DOCUMENT_TOO_LARGE', { name, what, limit: mb(limit) });
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (declared > MAX_INFLATED) throw tooLarge(`it unpacks to ${mb(declared)}`, MAX_INFLATED);
  for (const entry of entries) {
    if (/\.(?:xml|rels)$/i.test(entry.name) && entry.size > MAX_XML)
      throw tooLarge(`its part ${entry.name} unpacks to ${mb(entry.size)}`, MAX_XML);
    if (entry.size > 10 * 1024 * 1024 && entry.size > entry.packed * MAX_RATIO)
      throw tooLarge(`its part ${entry.name} unpacks ${Math.round(entry.size / Math.max(1, entry.packed))} times its size`, MAX_XML);
  }
  const { Unzip, UnzipInflate } = await import('fflate');
  const problems: Error[] = [];
  let total = 0;
  const unzip = new Unzip((file) => {
    let own = 0;
    file.ondata = (error, data) => {
      if (error) problems.push(error);
      own += data?.length ?? 0;
      total += data?.length ?? 0;
      if (own > MAX_XML && /\.(?:xml|rels)$/i.test(file.name))
        problems.push(tooLarge(`its part ${file.name} unpacks to more than it declares`, MAX_XML));
      if (total > MAX_INFLATED) problems.push(tooLarge('it unpacks to more than it declares', MAX_INFLATED));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length && problems.length === 0; at += STEP) {
    try {
      unzip.push(bytes.subarray(at, at + STEP), at + STEP >= bytes.length);
    } catch (error) {
      problems.push(error as Error);
    }
  }
  const [problem] = problems;
  if (problem instanceof PlanwatchError) throw problem;
  if (problem) throw new PlanwatchError('DOCUMENT_UNREADABLE', { name, format: CONTAINER, reason: problem.message }, { cause: problem });
}
