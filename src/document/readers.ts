/** One run of text as a PDF places it, in points from the lower left corner of the page. */
export interface PdfRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A straight horizontal or vertical line, or the edge of a box, in points. */
export interface PdfRule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly PdfRun[];
  readonly rules: readonly PdfRule[];
  /** Pictures that cover most of the page: a scan. */
  readonly images: number;
}

export interface PdfContent {
  readonly title: string | null;
  readonly pages: readonly PdfPage[];
}

export interface SheetCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** As displayed, number format applied. */
  readonly text: string;
}

export interface Sheet {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly SheetCell[];
}

/**
 * Binary formats, read by libraries outside the core. `name` is for messages.
 * @throws PlanwatchError DOCUMENT_UNREADABLE where the bytes are not what they claim to be, DOCUMENT_TOO_LARGE for what would not fit in memory
 */
export interface BinaryReaders {
  pdf(bytes: Uint8Array, name: string): Promise<PdfContent>;
  /** Same shape as a PDF: text and lines by position. */
  ofd(bytes: Uint8Array, name: string): Promise<PdfContent>;
  /** HTML with headings, lists and tables with their spans. */
  docx(bytes: Uint8Array, name: string): Promise<string>;
  xlsx(bytes: Uint8Array, name: string): Promise<readonly Sheet[]>;
  /** Word 97–2003: paragraphs a line, cells of a table row between tabs. */
  doc(bytes: Uint8Array, name: string): Promise<string>;
}
