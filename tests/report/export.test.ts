import * as xlsx from '@e965/xlsx';
import { describe, expect, it, vi } from 'vitest';
import { exportCsv, exportXlsx, indicatorsToCsv } from '../../src/report/index.js';
import { sample } from './fixtures/districts.js';
import { hostile } from './fixtures/hostile.js';

/** RFC 4180, as strict as a reader can be. */
function parse(csv: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < csv.length; i++) {
    const c = csv[i] as string;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (csv[i + 1] === '"') cell += csv[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\r') {
      rows.at(-1)?.push(cell);
      cell = '';
      if (c === '\r') {
        i++;
        if (i < csv.length - 1) rows.push([]);
      }
    } else cell += c;
  }
  return rows;
}

const input = sample('many', 'zh-CN');
const statements = input.sources.reduce((sum, source) => sum + source.history.reduce((n, one) => n + one.indicators.length, 0), 0);
const changes = input.sources.reduce((sum, source) => sum + source.changeSets.reduce((n, one) => n + one.set.diff.changes.length, 0), 0);
const since2020 = { ...input, since: '2020-01-01' };

describe('CSV', () => {
  const csv = exportCsv(since2020);
  const [head = [], ...rows] = parse(csv.slice(1));

  it('starts with a byte order mark and has one row a statement and one a change, all of one width', () => {
    expect(csv.startsWith('\ufeffrecord,source,')).toBe(true);
    expect(rows.filter((row) => row[0] === 'indicator').length).toBe(statements);
    expect(rows.filter((row) => row[0] === 'change').length).toBe(changes);
    for (const row of rows) expect(row.length).toBe(head.length);
  });

  it('keeps figures exact and tells both sides of a change', () => {
    const at = (row: readonly string[], column: string) => row[head.indexOf(column)];
    const jobs = rows.find((row) => row[0] === 'change' && at(row, 'name') === '城镇新增就业') as string[];
    expect(
      ['before_quantity_low', 'quantity_low', 'quantity_unit', 'comparator', 'delta', 'delta_unit', 'delta_relative', 'direction'].map(
        (column) => at(jobs, column),
      ),
    ).toEqual(['40000', '42000', '人', 'ge', '0.2', '万人', '0.0500', 'raised']);
  });

  it('takes editions from the first day on', () => {
    expect(parse(exportCsv({ ...input, since: '2026-11-01' }, 'indicators').slice(1)).length - 1).toBeLessThan(statements);
  });

  it('hands no formula to a spreadsheet', () => {
    const one = hostile('en');
    const [source] = one.sources;
    if (!source) throw new Error('fixture');
    const evil = {
      ...one,
      since: '2020-01-01',
      sources: [{ ...source, source: { ...source.source, title: '=HYPERLINK("http://x","y")' } }],
    };
    const cells = parse(exportCsv(evil).slice(1)).flat();
    expect(cells).toContain(`'=HYPERLINK("http://x","y")`);
    expect(cells.filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
  });

  it('writes the indicators of one document', () => {
    const indicators = input.sources[0]?.current?.edition.extraction.indicators ?? [];
    const [columns, ...lines] = parse(indicatorsToCsv(indicators).slice(1));
    expect(columns?.[0]).toBe('indicator');
    expect(lines.length).toBe(indicators.length);
    expect(indicatorsToCsv([]).split('\r\n')[0]).toBe(indicatorsToCsv(indicators).split('\r\n')[0]);
  });
});

describe('XLSX', () => {
  it('has indicators, changes and the meaning of every column; numbers are numbers', async () => {
    const bytes = await exportXlsx(since2020);
    const book = xlsx.read(bytes);
    expect(book.SheetNames).toEqual(['指标', '变动', '字段说明']);
    const rows = xlsx.utils.sheet_to_json<Record<string, unknown>>(book.Sheets.指标 as xlsx.WorkSheet);
    expect(rows.length).toBe(statements);
    expect(rows.find((row) => row.value_text === '1862.4亿元')).toMatchObject({
      value_low: 1862.4,
      quantity_low: 186240000000,
      unit: '亿元',
    });
    const meanings = xlsx.utils.sheet_to_json<{ column: string }>(book.Sheets.字段说明 as xlsx.WorkSheet).map((row) => row.column);
    const columns = xlsx.utils.sheet_to_json<string[]>(book.Sheets.变动 as xlsx.WorkSheet, { header: 1 })[0];
    expect(meanings).toEqual(columns);
  });

  it('gives the same bytes for the same data', async () => {
    const once = Buffer.from(await exportXlsx(input));
    vi.useFakeTimers({ now: Date.parse('2031-05-06T07:08:09Z'), toFake: ['Date'] });
    const later = Buffer.from(await exportXlsx(input));
    vi.useRealTimers();
    expect(later.equals(once)).toBe(true);
  });
});
