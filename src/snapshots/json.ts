import { sha256 } from './names.js';

const WIDTH = 120;
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function entries(value: { readonly [key: string]: Json }): [string, Json][] {
  // By code unit, so that two machines with different locales write the same file.
  return Object.keys(value)
    .sort()
    .flatMap((key): [string, Json][] => (value[key] === undefined ? [] : [[key, value[key] as Json]]));
}

/** The value on one line, null as soon as it needs more than `room` characters: a large tree is given up after its first leaves. */
function oneLine(value: Json, room: number): string | null {
  if (value === null || typeof value !== 'object') {
    const text = JSON.stringify(value);
    return text.length <= room ? text : null;
  }
  const isList = Array.isArray(value);
  const items: (readonly [string, Json])[] = isList
    ? value.map((x) => ['', x ?? null] as const)
    : entries(value as { readonly [key: string]: Json });
  if (items.length === 0) return isList ? '[]' : '{}';
  let line = isList ? '[' : '{ ';
  for (const [i, [key, inner]] of items.entries()) {
    const label = isList ? '' : `${JSON.stringify(key)}: `;
    const text = oneLine(inner, room - line.length - label.length - 2);
    if (text === null) return null;
    line += `${i === 0 ? '' : ', '}${label}${text}`;
  }
  line += isList ? ']' : ' }';
  return line.length <= room ? line : null;
}

function pretty(value: Json, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const line = oneLine(value, WIDTH - indent.length);
  if (line !== null) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((x) => deeper + pretty(x ?? null, deeper)).join(',\n')}\n${indent}]`;
  const inner = entries(value as { readonly [key: string]: Json }).map(([k, v]) => `${deeper}${JSON.stringify(k)}: ${pretty(v, deeper)}`);
  return `{\n${inner.join(',\n')}\n${indent}}`;
}

/**
 * JSON for people and git: sorted keys, two spaces, short objects and lists on one line, a line break at the end. Equal values give equal text.
 */
export const toPrettyJson = (value: unknown): string => `${pretty(JSON.parse(JSON.stringify(value ?? null)) as Json, '')}\n`;

const CHECKSUM = /^ {2}"checksum": "([0-9a-f]{64})"/m;
const BLANK = '0'.repeat(64);

/**
 * Seals a record: `checksum` is the SHA-256 of the file itself with zeros in the place of the checksum, so that any byte that we did not
 * write shows, white space included, and checking takes no more than hashing.
 */
export function seal(record: object): string {
  const open = toLines({ ...record, checksum: BLANK });
  return open.replace(CHECKSUM, `  "checksum": "${sha256(open)}"`);
}

/** Like `toPrettyJson`, with each key of the outermost record on a line of its own: there the checksum can be found without parsing. */
function toLines(record: object): string {
  const plain = JSON.parse(JSON.stringify(record)) as { readonly [key: string]: Json };
  const inner = entries(plain).map(([k, v]) => `  ${JSON.stringify(k)}: ${pretty(v, '  ')}`);
  return `{\n${inner.join(',\n')}\n}\n`;
}

/**
 * The record of a sealed file, or what is wrong with it.
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
  const found = CHECKSUM.exec(text)?.[1];
  if (found !== checksum || sha256(text.replace(CHECKSUM, `  "checksum": "${BLANK}"`)) !== checksum) {
    return { problem: 'does not match its checksum: it was edited or damaged' };
  }
  return { value, checksum };
}
