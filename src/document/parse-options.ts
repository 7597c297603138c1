import type { RawPart } from './document.js';
import type { BinaryReaders } from './readers.js';

export interface ParseLimits {
  /** Bytes of one part. @default 104857600 */
  readonly maxBytes: number;
}

export const PARSE_LIMITS: ParseLimits = { maxBytes: 104_857_600 };

export interface ParseOptions {
  /** CSS selector of the article, for pages whose own the rules do not find. */
  readonly selector?: string | null;
  /** Address that links are resolved against where a part has none. */
  readonly url?: string | null;
  /** For PDF, OFD, DOCX, XLSX and DOC; without them these formats are named unreadable. */
  readonly readers?: BinaryReaders;
  readonly limits?: Partial<ParseLimits>;
}

/** What a part is called in messages: its file name, else its address. */
export const nameOf = (part: Pick<RawPart, 'fileName' | 'url'>): string => part.fileName ?? part.url ?? 'the document';
