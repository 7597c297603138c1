/** Opens a mail message the way a mail reader does: header fields, encoded words (RFC 2047), parameters (RFC 2231), parts (RFC 2046). */
export interface MimePart {
  readonly headers: ReadonlyMap<string, string>;
  readonly type: string;
  readonly fileName: string | null;
  readonly content: Buffer;
  readonly parts: readonly MimePart[];
}

export function parseMessage(raw: Buffer): MimePart {
  const text = raw.toString('latin1');
  const border = /\r?\n\r?\n/.exec(text);
  const head = border === null ? text : text.slice(0, border.index);
  const body = border === null ? '' : text.slice(border.index + border[0].length);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim()));
  }
  const { value: type, parameters } = parseParameters(headers.get('content-type') ?? 'text/plain');
  const disposition = parseParameters(headers.get('content-disposition') ?? '').parameters;
  const boundary = parameters.get('boundary');
  const chunks = boundary === undefined ? [] : body.split(`--${boundary}`).slice(1);
  return {
    headers,
    type: type.toLowerCase(),
    fileName: disposition.get('filename') ?? parameters.get('name') ?? null,
    content: decodeBody(body, (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase()),
    parts: chunks
      .filter((c) => !c.startsWith('--'))
      .map((c) => parseMessage(Buffer.from(c.replace(/^\r?\n/, '').replace(/\r?\n$/, ''), 'latin1'))),
  };
}

export const flatten = (part: MimePart): MimePart[] => [part, ...part.parts.flatMap(flatten)];

function decodeBody(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function decodeWords(value: string): string {
  return value
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, data: string) =>
      (kind.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : decodeBody(data.replace(/_/g, ' '), 'quoted-printable')).toString('utf8'),
    );
}

function parseParameters(value: string): { value: string; parameters: Map<string, string> } {
  const [first = '', ...rest] = value.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const pieces = rest.flatMap((item) => {
    const match = /^\s*([^=*\s]+)(\*(\d+))?(\*)?=("?)(.*?)\5\s*$/.exec(item);
    return match === null
      ? []
      : [
          {
            name: (match[1] as string).toLowerCase(),
            part: Number(match[3] ?? 0),
            encoded: match[4] !== undefined || (match[2] === undefined && item.includes('*=')),
            text: match[6] as string,
          },
        ];
  });
  const parameters = new Map<string, string>();
  for (const name of new Set(pieces.map((p) => p.name))) {
    const mine = pieces.filter((p) => p.name === name).sort((a, b) => a.part - b.part);
    const joined = mine.map((p) => p.text).join('');
    parameters.set(name, mine.some((p) => p.encoded) ? decodeURIComponent(joined.replace(/^utf-8'[^']*'/i, '')) : joined);
  }
  return { value: first.trim(), parameters };
}
