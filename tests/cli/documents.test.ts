import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cli, configure, folder, reportPage, TARGETS, website, withTargets } from './harness.js';
import { compareShape, diffShape, extractShape, parseAs } from './shapes.js';

const OLD = reportPage(TARGETS);
const NEW = reportPage(
  withTargets(['固定资产投资增长8%左右', '固定资产投资增长6%左右'], ['城镇新增就业1.5万人以上', '城镇新增就业15000人以上']),
);
let dir: string;
let older: string;
let newer: string;

beforeEach(() => {
  dir = folder();
  older = join(dir, 'old.html');
  newer = join(dir, 'new.html');
  writeFileSync(older, OLD);
  writeFileSync(newer, NEW);
});

describe('planwatch extract', () => {
  it('prints planwatch.extract/1 whose spans slice the text back', async () => {
    const said = await cli(['extract', older, '--format', 'json', '--with-text']);
    expect(said).toMatchObject({ code: 0, err: '' });
    const { document, indicators } = parseAs(extractShape, said.out);
    expect(document).toMatchObject({
      isDocument: true,
      kind: 'work-report',
      mediaType: 'text/html',
      charset: 'utf-8',
      charsetFrom: 'meta',
    });
    const text = document.text ?? '';
    const slice = (name: string) => indicators.filter((i) => i.name === name).map((i) => text.slice(i.span.start, i.span.end));
    expect(slice('固定资产投资')).toEqual(['8%']);
    expect(slice('城镇新增就业')).toEqual(['1.43万人', '1.5万人']);
    for (const { quote, span } of indicators) expect(quote).toContain(text.slice(span.start, span.end));
  });

  it('leaves the text out unless it is asked for', async () => {
    expect(parseAs(extractShape, (await cli(['extract', older, '--format', 'json'])).out).document.text).toBeUndefined();
  });

  it('reads GB18030 bytes that call themselves gb2312', async () => {
    // 云汀区垚山 in GBK; 垚 is outside GB2312, 㘵 is a four-byte character of GB18030.
    const page = readFileSync('demo/site/edition-1/zwgk/ghjh/202103/t20210318_30402.html');
    const path = join(dir, 'gbk.html');
    writeFileSync(path, page);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(page)).toThrow();
    const { document, indicators } = parseAs(extractShape, (await cli(['extract', path, '--format', 'json', '--with-text'])).out);
    expect(document).toMatchObject({
      charset: 'gb18030',
      charsetFrom: 'meta',
      jurisdiction: '澜州市云汀区',
      documentNumber: '云汀府发〔2021〕6号',
    });
    expect(document.text).toContain('大㘵村、垚山片区');
    expect(indicators.find((i) => i.name === '森林覆盖率' && i.role === 'target')).toMatchObject({
      value: 45,
      unit: '%',
      attribute: '约束性',
      form: 'table',
    });
  });

  it('reads plain text and Markdown with spans into the source, byte order mark removed', async () => {
    const source = '# 2021年云汀区政府工作报告\n\n今年主要预期目标是：地区生产总值增长6.5%以上。\n';
    for (const [name, mark] of [
      ['a.txt', ''],
      ['b.md', '\uFEFF'],
    ] as const) {
      const path = join(dir, name);
      writeFileSync(path, mark + source);
      const { document, indicators } = parseAs(
        extractShape,
        (await cli(['extract', path, '--format', 'json', '--with-text', '--period', '2021'])).out,
      );
      expect(document.text).toBe(source);
      expect(indicators.map((i) => [source.slice(i.span.start, i.span.end), i.comparator, i.period, i.role])).toEqual([
        ['6.5%', 'ge', '2021', 'target'],
      ]);
    }
  });

  it('reads an address, and prints tables and csv', async () => {
    const site = await website({ '/r.html': OLD });
    const config = configure(dir, []);
    const table = await cli(['extract', `${site.origin}/r.html`, '--config', config]);
    expect(table.code).toBe(0);
    expect(table.out).toMatch(/● +固定资产投资 +2021 +growth +8%/);
    const csv = await cli(['extract', older, '--format', 'csv']);
    expect(csv.code).toBe(0);
    const lines = csv.out
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split(/\r?\n/);
    expect(lines[0]).toContain('name');
    expect(lines.filter((l) => l.includes('固定资产投资'))).toHaveLength(1);
  });

  it('says what is no document, with exit code 1 and no indicators', async () => {
    const path = join(dir, 'gone.html');
    writeFileSync(path, '<html><head><title>404</title></head><body><p>您访问的页面不存在</p></body></html>');
    const said = await cli(['extract', path, '--format', 'json']);
    expect(said.code).toBe(1);
    const { document, indicators } = parseAs(extractShape, said.out);
    expect([document.isDocument, indicators]).toEqual([false, []]);
  });
});

describe('planwatch diff', () => {
  it('prints planwatch.diff/1, and 10 only where it is asked for and a target changed', async () => {
    const said = await cli(['diff', older, newer, '--format', 'json']);
    expect(said).toMatchObject({ code: 0, err: '' });
    const { changes, summary, text } = parseAs(diffShape, said.out);
    expect(summary).toMatchObject({ revised: 1, added: 0, removed: 0, reworded: 1, moved: 0 });
    expect(changes.find((c) => c.type === 'revised')).toMatchObject({
      fields: ['value'],
      direction: 'lowered',
      delta: { absolute: '-2', relative: '-0.25' },
      before: { name: '固定资产投资', value: 8 },
      after: { value: 6 },
    });
    expect(text.pieces.map((p) => p.op)).toContain('kept');
    expect((await cli(['diff', older, newer, '--exit-code'])).code).toBe(10);
    expect((await cli(['diff', newer, newer, '--exit-code'])).code).toBe(0);
  });

  it('turns round when its arguments do', async () => {
    const { changes } = parseAs(diffShape, (await cli(['diff', newer, older, '--format', 'json'])).out);
    expect(changes.find((c) => c.type === 'revised')).toMatchObject({ direction: 'raised', before: { value: 6 }, after: { value: 8 } });
  });

  it.each(['text', 'html', 'md'])('prints %s with both sides', async (format) => {
    const said = await cli(['diff', older, newer, '--format', format]);
    expect(said.code).toBe(0);
    for (const words of ['固定资产投资', '8%', '6%']) expect(said.out).toContain(words);
  });

  it('writes to a file with --out', async () => {
    const out = join(dir, 'diff.html');
    expect((await cli(['diff', older, newer, '--format', 'html', '--out', out])).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('固定资产投资');
  });

  it('names stored editions as ID@first, ID@DAY and ID; a file of that name wins', async () => {
    const site = await website({ '/r': OLD });
    const config = configure(dir, [{ id: 'report', url: `${site.origin}/r` }]);
    await cli(['run', '--config', config], { now: '2021-03-01T01:00:00.000Z' });
    site.set('/r', NEW);
    await cli(['run', '--config', config], { now: '2021-03-05T01:00:00.000Z' });
    const between = async (a: string, b: string) =>
      parseAs(diffShape, (await cli(['diff', a, b, '--config', config, '--format', 'json'])).out).summary.revised;
    expect(await between('report@first', 'report')).toBe(1);
    // Up to the end of that day in Asia/Shanghai.
    expect(await between('report@2021-03-04', 'report@2021-03-05')).toBe(1);
    expect(await between('report@2021-03-01', 'report@2021-03-04')).toBe(0);
    expect(await between('report@2021-03-05T00:59:59Z', 'report@2021-03-05T01:00:00Z')).toBe(1);
    expect(existsSync('report')).toBe(false);
    expect(await between(older, 'report')).toBe(1);
  });

  it('refuses to compare with an error page', async () => {
    const path = join(dir, 'gone.html');
    writeFileSync(path, '<html><head><title>404</title></head><body><p>您访问的页面不存在</p></body></html>');
    const said = await cli(['diff', older, path, '--exit-code']);
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain('[CLI_NOT_A_DOCUMENT]');
    expect(said.err).not.toContain('address');
    const empty = await cli(['diff', older, '/dev/null']);
    expect(empty).toMatchObject({ code: 1, out: '' });
    expect(empty.err).toContain('/dev/null is not a document');
  });
});

describe('planwatch compare', () => {
  it('lines up the statements of two documents', async () => {
    const outline = 'demo/site/edition-1/zwgk/ghjh/202103/t20210318_30402.html';
    const report = 'demo/site/edition-1/zwgk/zfgzbg/202101/t20210125_30117.html';
    const said = await cli(['compare', report, outline, '--jurisdiction', '澜州市云汀区', '--format', 'json']);
    expect(said).toMatchObject({ code: 0, err: '' });
    const { rows } = parseAs(compareShape, said.out);
    // 到2025年地区生产总值突破900亿元 / 900左右; 城镇化率 76 in both.
    const both = rows.filter((r) => r.statements.length > 1);
    expect(both.find((r) => r.statements.some((s) => s.name === '常住人口城镇化率' && s.value === 76))).toMatchObject({
      relation: 'agrees',
    });
    expect((await cli(['compare', report, outline, '--jurisdiction', '澜州市云汀区'])).out).toContain('常住人口城镇化率');
  });
});

describe('planwatch explain', () => {
  it('tells what was read, and why other numerals were left out', async () => {
    const said = await cli(['explain', '2021年，地区生产总值增长6%以上，实施3年行动计划']);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out).toMatch(/^地区生产总值: 6%以上$/m);
    expect(said.out).toMatch(/^left out: 3年 \(/m);
    const json = await cli(['explain', '地区生产总值增长6%以上', '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ schema: 'planwatch.explain/1', values: [{ indicator: { value: 6, comparator: 'ge' } }] });
    expect(await cli(['explain', '好好学习'])).toMatchObject({ code: 0, out: 'No numeral and no target without one was found.\n' });
  });
});
