import { sha256 } from './names.js';

const WIDTH = 120;
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function entries(value: { readonly [key: string]: Json }): [string, Json][] {
  // By code unit, so that two machines with different locales write the same file.
  return Object.keys(value)
    .sort()
    .flatMap((key): [string, Json][] => (value[key] === undefined ? [] : [[key, value[key] as Json]]));
}

function oneLine(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((x) => oneLine(x ?? null)).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const inner = entries(value as { readonly [key: string]: Json }).map(([k, v]) => `${JSON.stringify(k)}: ${oneLine(v)}`);
    return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`;
  }
  return JSON.stringify(value);
}

function pretty(value: Json, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const line = oneLine(value);
  if (line.length + indent.length <= WIDTH) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((x) => deeper + pretty(x ?? null, deeper)).join(',\n')}\n${indent}]`;
  const inner = entries(value as { readonly [key: string]: Json }).map(([k, v]) => `${deeper}${JSON.stringify(k)}: ${pretty(v, deeper)}`);
  return `{\n${inner.join(',\n')}\n${indent}}`;
}

/**
 * JSON for people and git: sorted keys, two spaces, short objects and lists on one line, a line break at the end. Equal values give equal text.
 */
export const toPrettyJson = (value: unknown): string => `${pretty(JSON.parse(JSON.stringify(value ?? null)) as Json, '')}\n`;

/** Seals a record: `checksum` is the SHA-256 of the pretty JSON of everything else in it. */
export function seal(record: object): string {
  const { checksum: _, ...rest } = record as { checksum?: unknown };
  return toPrettyJson({ ...rest, checksum: sha256(toPrettyJson(rest)) });
}

/**
 * The record of a sealed file, or what is wrong with it: any byte that we did not write shows, white space included.
 * @returns `value` without its `checksum`
 */
export function unseal(
  text: string,
): { readonly value: Record<string, unknown>; readonly checksum: string } | { readonly problem: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: text.length === 0 ? 'is empty' : 'is not JSON' };
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return { problem: 'is not a record' };
  const { checksum, ...value } = parsed as Record<string, unknown>;
  if (typeof checksum !== 'string') return { problem: 'has lost its checksum' };
  if (seal(value) !== text) return { problem: 'does not match its checksum: it was edited or damaged' };
  return { value, checksum };
}
