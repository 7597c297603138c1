import type { PlanBlock, PlanCell } from './plan.js';

/** A4 in points, with the margins of an official document. */
const WIDTH = 595;
const HEIGHT = 842;
const LEFT = 79;
const RIGHT = WIDTH - 74;
const TOP = HEIGHT - 100;
const BOTTOM = 100;
const SIZE = 14;
const LEADING = 26;

/** One em for what is set full width, half an em for Latin letters and figures. */
const advance = (unit: string, size: number) => (unit.charCodeAt(0) < 0x80 ? size / 2 : size);
const widthOf = (text: string, size: number) => [...text].reduce((sum, unit) => sum + advance(unit, size), 0);
const hex = (text: string) => [...text].map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0')).join('');

/** Draws text and lines into pages and writes them as a PDF whose Chinese font is not embedded (STSong-Light, UniGB-UCS2-H), as old systems did. */
export class PdfWriter {
  private readonly pages: string[] = [];
  private ops = '';
  y = TOP;

  text(x: number, y: number, text: string, size = SIZE): void {
    // Latin and Chinese apart, as the font's own widths of Latin are proportional.
    let at = x;
    for (const run of text.match(/[\x20-\x7e]+|[^\x20-\x7e]+/g) ?? []) {
      if (/[\x20-\x7e]/.test(run)) {
        for (const unit of run) {
          this.ops += `BT /F1 ${size} Tf ${at.toFixed(2)} ${y.toFixed(2)} Td <${hex(unit)}> Tj ET\n`;
          at += advance(unit, size);
        }
      } else {
        this.ops += `BT /F1 ${size} Tf ${at.toFixed(2)} ${y.toFixed(2)} Td <${hex(run)}> Tj ET\n`;
        at += widthOf(run, size);
      }
    }
  }

  rule(x1: number, y1: number, x2: number, y2: number): void {
    this.ops += `0.5 w ${x1.toFixed(2)} ${y1.toFixed(2)} m ${x2.toFixed(2)} ${y2.toFixed(2)} l S\n`;
  }

  /** A picture over the whole page instead of text. */
  picture(): void {
    this.ops += `q ${WIDTH} 0 0 ${HEIGHT} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID ~ EI Q\n`;
  }

  /** A page with nothing on it. */
  blankPage(): void {
    this.pages.push(this.ops);
    this.ops = '';
  }

  /** Turns what follows on this page by a right angle, as a wide table on an upright page is. */
  turn(): void {
    this.ops += `0 1 -1 0 ${WIDTH} 0 cm\n`;
  }

  /** Ends the page with its number and a running header, and starts the next. */
  newPage(header: string | null): void {
    if (header) this.text(LEFT, HEIGHT - 60, header, 10);
    this.text(WIDTH / 2 - 18, 60, `— ${this.pages.length + 1} —`, 12);
    this.pages.push(this.ops);
    this.ops = '';
    this.y = TOP;
  }

  bytes(): Uint8Array {
    const objects: string[] = [];
    const add = (content: string) => objects.push(content);
    const kids = this.pages.map((_, i) => `${6 + i * 2} 0 R`).join(' ');
    add('<< /Type /Catalog /Pages 2 0 R >>');
    add(`<< /Type /Pages /Kids [${kids}] /Count ${this.pages.length} >>`);
    add('<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>');
    add(
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor 5 0 R >>',
    );
    add(
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    );
    for (const [i, ops] of this.pages.entries()) {
      add(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${7 + i * 2} 0 R >>`,
      );
      add(`<< /Length ${ops.length} >>\nstream\n${ops}\nendstream`);
    }
    let out = '%PDF-1.4\n';
    const offsets = objects.map((content, i) => {
      const offset = out.length;
      out += `${i + 1} 0 obj\n${content}\nendobj\n`;
      return offset;
    });
    const start = out.length;
    out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
    out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
    return new TextEncoder().encode(out);
  }
}

/** Breaks a paragraph to lines of the text width; no line starts with a closing mark. */
export function breakLines(text: string, width: number, size: number, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  let left = width - indent;
  for (const unit of text) {
    const need = advance(unit, size);
    if (need > left && !/[，。；：、）”%]/.test(unit)) {
      lines.push(line);
      line = '';
      left = width;
    }
    line += unit;
    left -= need;
  }
  if (line) lines.push(line);
  return lines;
}

interface Placed extends PlanCell {
  readonly r: number;
  readonly c: number;
}

function place(rows: readonly (readonly PlanCell[])[]): { cells: Placed[]; columns: number } {
  const busy = new Map<number, number>();
  const cells: Placed[] = [];
  let columns = 0;
  rows.forEach((row, r) => {
    let c = 0;
    for (const cell of row) {
      while ((busy.get(c) ?? -1) >= r) c++;
      cells.push({ ...cell, r, c });
      for (let i = 0; i < (cell.colSpan ?? 1); i++) busy.set(c + i, r + (cell.rowSpan ?? 1) - 1);
      c += cell.colSpan ?? 1;
      columns = Math.max(columns, c);
    }
  });
  return { cells, columns };
}

/** Draws a table with lines; wide words wrap inside their cells. */
function drawTable(writer: PdfWriter, rows: readonly (readonly PlanCell[])[], widths: readonly number[]): void {
  const { cells, columns } = place(rows);
  const size = 10;
  const xs = [LEFT];
  for (let c = 0; c < columns; c++) xs.push((xs[c] as number) + (widths[c] ?? 50));
  const linesOf = (cell: Placed) =>
    breakLines(cell.text, (xs[cell.c + (cell.colSpan ?? 1)] as number) - (xs[cell.c] as number) - 6, size, 0);
  const heights = rows.map(
    (_, r) => Math.max(...cells.filter((cell) => cell.r === r && !cell.rowSpan).map((cell) => linesOf(cell).length), 1) * 13 + 7,
  );
  const ys = [writer.y];
  for (const height of heights) ys.push((ys[ys.length - 1] as number) - height);
  for (const cell of cells) {
    const [x1, x2] = [xs[cell.c] as number, xs[cell.c + (cell.colSpan ?? 1)] as number];
    const [y1, y2] = [ys[cell.r] as number, ys[cell.r + (cell.rowSpan ?? 1)] as number];
    writer.rule(x1, y1, x2, y1);
    writer.rule(x1, y2, x2, y2);
    writer.rule(x1, y1, x1, y2);
    writer.rule(x2, y1, x2, y2);
    const lines = linesOf(cell);
    const first = (y1 + y2) / 2 + (lines.length - 1) * 6.5 - 3.5;
    for (const [i, text] of lines.entries()) writer.text(x1 + 3, first - i * 13, text, size);
  }
  writer.y = (ys[ys.length - 1] as number) - 24;
}

/** The plan as an official document: headers, page numbers, paragraphs that run over pages, the table with its lines. */
export function makePdf(
  blocks: readonly PlanBlock[],
  options: { readonly header?: string; readonly widths?: readonly number[] } = {},
): Uint8Array {
  const writer = new PdfWriter();
  const header = options.header ?? null;
  const room = (needed: number) => {
    if (writer.y - needed < BOTTOM) writer.newPage(header);
  };
  for (const block of blocks) {
    if (block.kind === 'table') {
      room(block.rows.length * 22);
      drawTable(writer, block.rows, options.widths ?? [46, 30, 110, 50, 50, 50, 60, 46]);
      continue;
    }
    const size = block.kind === 'title' ? 20 : block.kind === 'note' ? 11 : SIZE;
    const centred = block.kind === 'title' || block.kind === 'caption';
    const indent = centred || block.kind === 'note' ? 0 : 2 * size;
    breakLines(block.text, RIGHT - LEFT, size, indent).forEach((text, i) => {
      room(LEADING);
      writer.text(centred ? (LEFT + RIGHT - widthOf(text, size)) / 2 : LEFT + (i === 0 ? indent : 0), writer.y, text, size);
      writer.y -= size > SIZE ? LEADING * 1.3 : LEADING;
    });
  }
  writer.newPage(header);
  return writer.bytes();
}

/** Pages that hold one picture each and no text. */
export function makeScannedPdf(pages: number): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${Array.from({ length: pages }, (_, i) => `${4 + i * 2} 0 R`).join(' ')}] /Count ${pages} >>`,
  ];
  objects.push(
    '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n~\nendstream',
  );
  for (let i = 0; i < pages; i++) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources << /XObject << /Im 3 0 R >> >> /Contents ${5 + i * 2} 0 R >>`,
    );
    objects.push(`<< /Length 30 >>\nstream\nq ${WIDTH} 0 0 ${HEIGHT} 0 0 cm /Im Do Q\nendstream`);
  }
  let out = '%PDF-1.4\n';
  const offsets = objects.map((content, i) => {
    const offset = out.length;
    out += `${i + 1} 0 obj\n${content}\nendobj\n`;
    return offset;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(out);
}
