import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { PlanwatchError } from '../errors.js';

function decoderFor(coding: string, bytes: Uint8Array): Transform | null {
  const [a = 0, b = 0] = bytes;
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      // Some caches keep the label of a body that they have already unpacked.
      return a === 0x1f && b === 0x8b ? createGunzip() : null;
    case 'deflate':
      // RFC 9110 §8.4.1.2 means zlib; some servers send the raw stream. A zlib head is a multiple of 31 and names method 8.
      return (a & 0x0f) === 8 && (a * 256 + b) % 31 === 0 ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

/**
 * A page that is still a gzip stream when all its labels are undone: a file that was packed on the disk of its server, and packed or sent as if it
 * were none. Only what calls itself a text is unpacked; archives stay what they are.
 */
export const isPackedText = (bytes: Uint8Array, contentType: string | null): boolean =>
  bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8 && /^\s*(?:text\/|application\/(?:xhtml|json|xml))/i.test(contentType ?? '');

/** Nobody packs more than once on purpose; each layer may unfold to the whole cap. */
const MAX_CODINGS = 3;
const KNOWN = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'identity', '']);

/**
 * Undoes the content codings, last first, stopping as soon as the result passes the cap: a bomb never gets to unfold.
 * @throws PlanwatchError FETCH_TOO_LARGE, FETCH_INCOMPLETE for a packed stream without its end, FETCH_PROTOCOL for an unknown coding
 */
export async function decodeBody(bytes: Uint8Array, contentEncoding: string | null, url: string, maxBytes: number): Promise<Uint8Array> {
  if (bytes.length === 0) return bytes;
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((x) => x.trim());
  if (codings.length > MAX_CODINGS)
    throw new PlanwatchError('FETCH_PROTOCOL', { url, reason: `it packed its body ${codings.length} times` });
  let result = bytes;
  for (const coding of codings.reverse()) {
    if (!KNOWN.has(coding)) throw new PlanwatchError('FETCH_PROTOCOL', { url, reason: 'the content coding is unknown' });
    const decoder = result.length === 0 ? null : decoderFor(coding, result);
    if (decoder !== null) result = await unpack(decoder, result, url, maxBytes);
  }
  return result;
}

async function unpack(decoder: Transform, bytes: Uint8Array, url: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  decoder.end(bytes);
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > maxBytes) throw new PlanwatchError('FETCH_TOO_LARGE', { url, maxBytes });
      chunks.push(chunk);
    }
  } catch (error) {
    decoder.destroy();
    if (error instanceof PlanwatchError) throw error;
    throw new PlanwatchError('FETCH_INCOMPLETE', { url, received: bytes.length, expected: null }, { cause: error });
  }
  return Buffer.concat(chunks);
}
