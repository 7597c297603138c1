import { strToU8, zipSync } from 'fflate';
import type { PlanBlock, PlanCell } from './plan.js';

const markup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const paragraph = (text: string, style?: string) =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${markup(text)}</w:t></w:r></w:p>`;

/** Cells in WordprocessingML: a merge downward is restarted in its first row and continued in the others. */
function table(rows: readonly (readonly PlanCell[])[]): string {
  const pending = new Map<number, number>();
  const lines = rows.map((cells) => {
    let column = 0;
    let xml = '';
    const continued = () => {
      while ((pending.get(column) ?? 0) > 0) {
        pending.set(column, (pending.get(column) as number) - 1);
        xml += '<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>';
        column++;
      }
    };
    for (const cell of cells) {
      continued();
      const grid = cell.colSpan ? `<w:gridSpan w:val="${cell.colSpan}"/>` : '';
      const merge = cell.rowSpan ? '<w:vMerge w:val="restart"/>' : '';
      if (cell.rowSpan) pending.set(column, cell.rowSpan - 1);
      xml += `<w:tc><w:tcPr>${grid}${merge}</w:tcPr>${paragraph(cell.text)}</w:tc>`;
      column += cell.colSpan ?? 1;
    }
    continued();
    return `<w:tr>${xml}</w:tr>`;
  });
  return `<w:tbl>${lines.join('')}</w:tbl>`;
}

/** A DOCX file of the blocks. `extra` adds or replaces parts of the archive. */
export function makeDocx(blocks: readonly PlanBlock[], extra: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const body = blocks
    .map((block) =>
      block.kind === 'table'
        ? table(block.rows)
        : paragraph(block.text, block.kind === 'heading' ? `Heading${block.level ?? 1}` : undefined),
    )
    .join('');
  const xml = (content: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`);
  const styles = [1, 2, 3]
    .map((n) => `<w:style w:type="paragraph" w:styleId="Heading${n}"><w:name w:val="heading ${n}"/></w:style>`)
    .join('');
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  return zipSync({
    '[Content_Types].xml': xml(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    ),
    'word/_rels/document.xml.rels': xml(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    ),
    'word/styles.xml': xml(`<w:styles ${w}>${styles}</w:styles>`),
    'word/document.xml': xml(`<w:document ${w}><w:body>${body}</w:body></w:document>`),
    ...extra,
  });
}
