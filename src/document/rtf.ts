/** Groups that hold no running text (RTF 1.9.1): tables of fonts and styles, pictures, headers and footers, and all that `\*` marks as optional. */
const SILENT = new Set(
  'fonttbl colortbl stylesheet info pict header footer headerl headerr headerf footerl footerr footerf generator themedata datastore listtable listoverridetable rsidtbl object fldinst xmlnstbl'.split(
    ' ',
  ),
);
const BREAKS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  tab: '\t',
  cell: '\t',
  nestcell: '\t',
  nestrow: '\n',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
};

/** Documents of Chinese offices are written in code page 936; other code pages of RTF are not met. */
const decoder = () => new TextDecoder('gb18030');

interface Group {
  readonly silent: boolean;
  /** Characters to pass over behind a `\u`, which older readers show instead. */
  readonly fallback: number;
}

/** The running text of an RTF file, a paragraph a line, cells of a table row between tabs. Files under a `.doc` name are often RTF. */
export function textOfRtf(bytes: Uint8Array): string {
  let source = '';
  for (let i = 0; i < bytes.length; i += 8192) source += String.fromCharCode(...bytes.subarray(i, i + 8192));
  const out: string[] = [];
  let pending: number[] = [];
  let groups: Group[] = [{ silent: false, fallback: 1 }];
  let skip = 0;
  const top = () => groups[groups.length - 1] as Group;
  const flush = () => {
    if (pending.length > 0) out.push(decoder().decode(Uint8Array.from(pending)));
    pending = [];
  };
  const put = (text: string) => {
    flush();
    if (!top().silent) out.push(text);
  };
  const byte = (code: number) => {
    if (skip > 0) skip--;
    else if (!top().silent) pending.push(code);
  };
  const token = /\\([a-zA-Z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([\r\n]+)|([^\\{}\r\n])/g;
  for (const [, word, number, hex, symbol, brace, newline, plain] of source.matchAll(token)) {
    if (newline !== undefined) continue;
    if (plain !== undefined) byte(plain.charCodeAt(0));
    else if (hex !== undefined) byte(Number.parseInt(hex, 16));
    else if (brace === '{') {
      flush();
      groups.push(top());
    } else if (brace === '}') {
      flush();
      if (groups.length > 1) groups.pop();
      skip = 0;
    } else if (symbol === '*') groups = [...groups.slice(0, -1), { ...top(), silent: true }];
    else if (symbol === '~') put(' ');
    else if (symbol !== undefined && '\\{}'.includes(symbol)) byte(symbol.charCodeAt(0));
    else if (word === 'u' && number !== undefined) {
      put(String.fromCharCode((Number(number) + 65_536) % 65_536));
      skip = top().fallback;
    } else if (word === 'uc') groups = [...groups.slice(0, -1), { ...top(), fallback: Number(number ?? 1) }];
    else if (word !== undefined && SILENT.has(word)) groups = [...groups.slice(0, -1), { ...top(), silent: true }];
    else if (word !== undefined && BREAKS[word] !== undefined) put(BREAKS[word] as string);
  }
  flush();
  return out.join('');
}
