import { createHash } from 'node:crypto';
import type { RawPart } from '../../../src/document/index.js';

const PART = { mediaType: null, charset: null, url: null, fileName: null } as const;

/** A part as the fetcher or an import would hand it over. */
export function partOf(content: string | Uint8Array, more: Partial<Omit<RawPart, 'bytes' | 'sha256'>> = {}): RawPart {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { ...PART, ...more, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
