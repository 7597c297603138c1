import { describe, expect, it } from 'vitest';
import { parseDocument, type RawPart } from '../../src/document/index.js';
import { extractIndicators } from '../../src/indicators/index.js';
import { createReaders } from '../../src/readers/index.js';
import { makeDocx } from './make/docx.js';
import { flatText } from './make/flat.js';
import { encodeGb18030 } from './make/gb18030.js';
import { planPages } from './make/pages.js';
import { partOf } from './make/part.js';
import { makePdf } from './make/pdf.js';
import { PLAN, PLAN_TITLE, type PlanBlock } from './make/plan.js';

/** Every field but the span (and the id, which may depend on it), as one string. */
async function statements(part: RawPart): Promise<string[]> {
  const { indicators } = extractIndicators(await parseDocument([part], { readers: createReaders() }));
  return indicators.map(({ span: _span, id: _id, ...rest }) => JSON.stringify(rest));
}

const pages = planPages();
const html = (name: string) => partOf(pages[name] as string, { fileName: `${name}.html` });
const reference = await statements(html('trs'));

describe('one plan in every form', () => {
  it('has indicators to compare, from prose and from the table', () => {
    expect(reference.length).toBeGreaterThan(35);
    expect(reference.filter((row) => row.includes('"form":"table"')).length).toBeGreaterThan(15);
  });

  it.each([
    ['hanweb with Word residue', () => html('hanweb')],
    ['ucap', () => html('ucap')],
    ['gkmlpt script', () => html('gkmlpt')],
    ['GB18030 bytes', () => partOf(encodeGb18030((pages.trs as string).replace('utf-8', 'gb2312')), { fileName: 'a.html' })],
    ['PDF', () => partOf(makePdf(PLAN, { header: PLAN_TITLE }), { fileName: 'a.pdf' })],
    ['DOCX', () => partOf(makeDocx(PLAN), { fileName: 'a.docx' })],
  ])('%s gives the same indicators', async (_, part) => {
    expect(await statements(part())).toEqual(reference);
  });

  it('flattened text gives the same indicators, merged values apart', async () => {
    // One cell a line cannot say which of two columns a merged value stood under: that row is left out here.
    const isMerged = (block: PlanBlock) => block.kind === 'table';
    const plan = PLAN.map((block) =>
      isMerged(block) && block.kind === 'table' ? { ...block, rows: block.rows.filter((row) => !row.some((cell) => cell.colSpan)) } : block,
    );
    const before = await statements(partOf(pages.trs as string, { fileName: 'a.html' }));
    const flat = await statements(partOf(flatText(plan), { fileName: 'a.txt' }));
    const expected = before.filter((row) => !row.includes('单位地区生产总值能源消耗'));
    const pasted = await statements(
      partOf(
        `<div id="zoom">${flatText(plan)
          .split('\n')
          .map((line) => `<p>${line.replaceAll('<', '&lt;')}</p>`)
          .join('')}</div>`,
        { fileName: 'a.html' },
      ),
    );
    expect(pasted).toEqual(flat);
    const agreeing = expected.filter((row) => flat.includes(row));
    expect(agreeing.length / expected.length).toBeGreaterThanOrEqual(0.99);
    expect(flat.length).toBe(expected.length);
  });
});
