import type { Edition } from '../diff/index.js';
import type { Document } from '../document/index.js';
import type { Extraction } from '../indicators/index.js';
import { seal, unseal } from './json.js';
import { sha256 } from './names.js';
import type { Tree } from './tree.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
// The byte order mark is part of a text that has one: spans count it.
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

export const EDITION_FILES = ['document.txt', 'document.json', 'indicators.json'] as const;

/**
 * Writes an edition as three files: the text as it is, what the parser found around it, and the indicators. Each names the checksum of
 * the one before, so that files of two extractions never pass for one.
 */
export async function writeEditionFiles(tree: Tree, folder: string, edition: Edition): Promise<void> {
  const { text, ...rest } = edition.document;
  const bytes = encode(text);
  const document = seal({ ...rest, textSha256: sha256(bytes) });
  const indicators = seal({ ...edition.extraction, documentSha256: sha256(document) });
  await tree.write(`${folder}/document.txt`, bytes);
  await tree.write(`${folder}/document.json`, encode(document));
  await tree.write(`${folder}/indicators.json`, encode(indicators));
}

export interface EditionProblem {
  readonly file: (typeof EDITION_FILES)[number];
  readonly kind: 'missing' | 'edited';
  readonly problem: string;
}

/** The stored edition, or the first thing that is wrong with it. */
export async function readEditionFiles(tree: Tree, folder: string): Promise<Edition | EditionProblem> {
  const [text, document, indicators] = await Promise.all(EDITION_FILES.map((file) => tree.read(`${folder}/${file}`)));
  const missing = [text, document, indicators].findIndex((x) => x === null || x === undefined);
  if (!text || !document || !indicators) {
    return { file: EDITION_FILES[missing] ?? 'document.txt', kind: 'missing', problem: 'is missing' };
  }
  const documentRecord = unseal(decode(document));
  if ('problem' in documentRecord) return { file: 'document.json', kind: 'edited', problem: documentRecord.problem };
  const indicatorsRecord = unseal(decode(indicators));
  if ('problem' in indicatorsRecord) return { file: 'indicators.json', kind: 'edited', problem: indicatorsRecord.problem };
  const { textSha256, ...rest } = documentRecord.value;
  const { documentSha256, ...extraction } = indicatorsRecord.value;
  if (textSha256 !== sha256(text)) {
    return { file: 'document.txt', kind: 'edited', problem: 'does not match its checksum: it was edited or damaged' };
  }
  if (documentSha256 !== sha256(document)) {
    return { file: 'indicators.json', kind: 'edited', problem: 'belongs to another extraction than document.json' };
  }
  // The checksums prove that we wrote it; its shape was ours then and is read as such.
  return {
    document: { ...rest, text: decode(text) } as unknown as Document,
    extraction: extraction as unknown as Extraction,
  };
}

/** The indicators of a stored edition alone; null where they cannot be read. That the text beside them is theirs is for the reader of both. */
export async function readExtractionFile(tree: Tree, folder: string): Promise<Extraction | null> {
  const bytes = await tree.read(`${folder}/indicators.json`);
  const record = bytes === null ? null : unseal(decode(bytes));
  if (record === null || 'problem' in record) return null;
  const { documentSha256: _, ...extraction } = record.value;
  return extraction as unknown as Extraction;
}
