/** A half-open range `[start, end)` in UTF-16 code units of `Document.text`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const BLOCK_KINDS = ['heading', 'paragraph', 'table', 'note'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** One cell of a resolved table grid. `row` and `column` name its top-left corner, counted from 0. */
export interface TableCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** The cell's words with breaks and padding healed; what a reader would read aloud. */
  readonly text: string;
  /** Where the cell stands in `Document.text`; null for an empty cell. May cover a line break. */
  readonly span: Span | null;
  readonly header: boolean;
}

/** A table with spans resolved: every grid position is covered by at most one cell. */
export interface Table {
  /** The line that names the table (`专栏2 “十四五”经济社会发展主要指标表`), null where none stands near it. */
  readonly caption: string | null;
  readonly rows: number;
  readonly columns: number;
  readonly headerRows: number;
  readonly cells: readonly TableCell[];
  /** Lines under the table that explain its marks (`*为年均增速`, `[ ]内为五年累计数`). */
  readonly notes: readonly string[];
  /** What the grid was read from; a `flat` grid is rebuilt from one cell a line and is less certain. */
  readonly origin: 'html' | 'markdown' | 'flat' | 'text' | 'pdf' | 'docx' | 'xlsx';
  /** Rows whose cells were told apart by the size of their figures alone, or that have more of them than the header has columns; absent where there are none. */
  readonly uncertainRows?: readonly number[];
}

/**
 * A unit of reading order. `pieces` are the parts of `Document.text` that belong to the block, in order; what lies between two pieces
 * (line breaks, a page number printed into a sentence, a running header) is not part of it. `span` runs from the first to the last.
 */
export interface Block {
  readonly kind: BlockKind;
  readonly span: Span;
  readonly pieces: readonly Span[];
  /** Rank of a heading, 1 for the outermost seen; 0 for all other kinds. */
  readonly level: number;
  /** Headings above this block, outermost first, as printed but trimmed; a heading does not contain itself. */
  readonly section: readonly string[];
  readonly table: Table | null;
}

export const UNREADABLE_REASONS = ['image', 'scan', 'lost-names', 'format'] as const;
export interface Unreadable {
  readonly heading: string;
  readonly reason: (typeof UNREADABLE_REASONS)[number];
}

export const CHARSET_RULES = ['bom', 'http', 'meta', 'utf-8-valid', 'fallback', 'none'] as const;

/** What the page says about itself; null where it does not. Days are `YYYY-MM-DD`. */
export interface Metadata {
  readonly title: string | null;
  readonly jurisdiction: string | null;
  /** work-report | outline | special-plan | plan-report | bulletin | notice | review | listing, guessed from the title */
  readonly kind: string | null;
  readonly issuer: string | null;
  readonly documentNumber: string | null;
  readonly indexNumber: string | null;
  readonly writtenOn: string | null;
  readonly publishedOn: string | null;
}

/** Of a text that says nothing about itself. */
export const NO_METADATA: Metadata = {
  title: null,
  jurisdiction: null,
  kind: null,
  issuer: null,
  documentNumber: null,
  indexNumber: null,
  writtenOn: null,
  publishedOn: null,
};

/** A link of the page that the watch may follow. `href` is absolute where the part's address is known. */
export interface Link {
  readonly href: string;
  readonly text: string;
  readonly rel: 'attachment' | 'part' | 'item' | 'next-list';
  /** Date printed beside a listing item, `YYYY-MM-DD`. */
  readonly on: string | null;
}

/** A parsed plan page: plain data, JSON-serialisable, everything anchored in `text`. */
export interface Document {
  /** For `.txt` and `.md` the decoded source without byte order mark and nothing else; for other formats the main text as laid out by us. */
  readonly text: string;
  readonly metadata: Metadata;
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
  readonly unreadable: readonly Unreadable[];
  readonly mediaType: string;
  readonly charset: string | null;
  readonly charsetFrom: (typeof CHARSET_RULES)[number];
  readonly sha256: string;
  /** False for a challenge, login, maintenance or not-found page served with status 200. */
  readonly isDocument: boolean;
  readonly why: string | null;
}

/** One fetched or imported file, as stored. A document may come in several (paged articles, attachments). */
export interface RawPart {
  readonly bytes: Uint8Array;
  /** As served, without parameters; null when unknown (then the bytes and `fileName` decide). */
  readonly mediaType: string | null;
  /** From the HTTP header only. */
  readonly charset: string | null;
  readonly url: string | null;
  readonly fileName: string | null;
  readonly sha256: string;
}
