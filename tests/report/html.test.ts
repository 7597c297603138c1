import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cheerio from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReport, renderHtml } from '../../src/report/index.js';
import { LOCALES } from '../../src/report/types.js';
import { KINDS, large, sample } from './fixtures/districts.js';
import { hostile } from './fixtures/hostile.js';

describe('HTML', () => {
  it.each(KINDS.flatMap((kind) => LOCALES.map((locale) => [kind, locale] as const)))(
    '%s in %s is the golden page',
    async (kind, locale) => {
      // Without the style sheet: a new colour is no new page.
      const page = renderHtml(buildReport(sample(kind, locale))).replace(/<style>[\s\S]*?<\/style>/, '<style></style>');
      await expect(page).toMatchFileSnapshot(`golden/${kind}.${locale}.html`);
    },
  );

  const html = renderHtml(buildReport(sample('many', 'zh-CN')));
  const $ = cheerio.load(html);

  it('needs nothing from elsewhere', () => {
    expect($('script, link, iframe, img, object, embed, base').length).toBe(0);
    expect(html).not.toMatch(/@import|url\(/);
    expect($('meta[http-equiv="Content-Security-Policy"]').attr('content')).toContain("default-src 'none'");
  });

  it('has every id once and every inner link a goal', () => {
    const ids = $('[id]')
      .toArray()
      .map((node) => $(node).attr('id'));
    expect(ids.length).toBe(new Set(ids).size);
    const goals = $('a[href^="#"], use[href^="#"]')
      .toArray()
      .map((node) => $(node).attr('href')?.slice(1));
    expect(goals.length).toBeGreaterThan(20);
    expect(goals.filter((goal) => !ids.includes(goal))).toEqual([]);
  });

  it('links the first table to the evidence and back', () => {
    const rows = $('.ranked tbody tr').toArray();
    expect(rows.length).toBe(10);
    for (const row of rows) {
      const goal = $(row).find('.name a').attr('href') as string;
      const change = $(goal).closest('.change');
      expect(change.find(`a[href="#${$(row).attr('id')}"]`).length).toBe(1);
    }
  });

  it('gives every picture a name and a table of its values', () => {
    const pictures = $('figure.picture').toArray();
    expect(pictures.length).toBeGreaterThan(4);
    for (const picture of pictures) {
      expect($(picture).find('svg[role="img"]').attr('aria-label')).toBeTruthy();
      expect($(picture).find('table.for-readers tbody tr').length).toBeGreaterThan(2);
    }
    expect($('svg.strip').first().attr('aria-label')).toBe('19 次无变动、1 次有变动');
  });

  it('has header cells with a scope in every data table and no skipped heading', () => {
    for (const th of $('table:not(.for-readers) th').toArray()) expect($(th).attr('scope')).toMatch(/^(?:col|row|rowgroup)$/);
    const levels = $('h1, h2, h3, h4')
      .toArray()
      .map((node) => Number(node.tagName.slice(1)));
    for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('keeps a report without news to a page: no documents, no rules', () => {
    const quiet = cheerio.load(renderHtml(buildReport(sample('none', 'en'))));
    expect(quiet('.documents, .across, .rules').length).toBe(0);
    expect(quiet('.sources tbody tr').length).toBe(3);
  });
});

describe('the words of a line', () => {
  it('names a few of many places and tells how many there are', () => {
    for (const [locale, expected] of [
      ['zh-CN', /^云岭市第1区、.*、云岭市第6区等 9 个地区$/],
      ['en', /^云岭市第1区, .*, 云岭市第6区 and others, 9 in all$/],
    ] as const) {
      const model = buildReport(large(9, 'two', locale));
      expect(model.jurisdictionsText).toMatch(expected);
      expect(model.jurisdictions.length).toBe(9);
    }
    expect(buildReport(large(8, 'two')).jurisdictionsText).toContain('、云岭市第8区');
  });

  it('keeps a figure and its unit together, and nothing else', () => {
    const html = renderHtml(buildReport(sample('many', 'zh-CN')));
    expect(html).toContain('>控制在<span class="nb">32微克/立方米</span>以内</span>');
    expect(html).toContain('>4.2万人以上</span>');
    expect(html).toContain('>与经济增长同步</span>');
    expect(html).toContain('>42.5%</span>');
  });

  it('sets commands of a hint as code and joins sentences as its language does', () => {
    const english = renderHtml(buildReport(sample('failures', 'en')));
    expect(english).toContain('Raise <span class="code">timeoutMs</span> for this source');
    expect(renderHtml(buildReport(sample('failures', 'zh-CN')))).not.toMatch(/。 \p{Script=Han}/u);
  });

  it('groups the digits of a count and leaves the page number its room', () => {
    const model = buildReport(sample('one', 'en'));
    const [first, ...rest] = model.counts;
    const html = renderHtml({ ...model, counts: [{ ...(first as (typeof rest)[0]), value: 1200 }, ...rest], id: `${'a'.repeat(90)}b` });
    expect(html).toContain('<dd>1,200</dd>');
    expect(html).toMatch(/@bottom-left \{ content: "a{40} \\2026 {2}a{39}b"; \}/);
  });

  it('explains an order only where there is one', () => {
    expect(renderHtml(buildReport(sample('many', 'en')))).toContain('<table class="rules">');
    expect(renderHtml(buildReport(sample('one', 'en')))).not.toContain('<table class="rules">');
  });
});

describe('hostile text', () => {
  it.each(LOCALES)('stays text, in %s', (locale) => {
    const model = buildReport(hostile(locale));
    const html = renderHtml(model);
    const $ = cheerio.load(html);
    expect($('script, img, iframe, style').length).toBe(1);
    expect($('[onerror], [onload], a[href^="javascript"]').length).toBe(0);
    expect($('body').text()).toContain('<script>alert(1)</script>');
    expect($('body').text()).toContain('{{constructor}}');
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\uffff]/);
    for (const row of $('.ranked tbody tr').toArray()) expect($(row).find('td, th').length).toBe(7);
  });
});

describe('templates of the user', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'planwatch-templates-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const model = buildReport(sample('one', 'en'));
  const withFile = (name: string, text: string) => {
    const folder = mkdtempSync(join(dir, 't-'));
    writeFileSync(join(folder, name), text);
    return () => renderHtml(model, { templatesDir: folder });
  };

  it('stand in for the built-in file of the same name', () => {
    const html = withFile('method.hbs', '<p>Ask {{version}}.</p>')();
    expect(html).toContain('<p>Ask 0.1.0.</p>');
    expect(html).toContain('1 target revised in 1 document: 1 lowered.');
    expect(withFile('style.css', ':root { --accent: #600 }')()).toContain('--accent: #600');
  });

  it.each([
    ['method.hbs', 'one\n{{nosuch}}', 'Template method.hbs, line 2: "nosuch" not defined in [object Object]'],
    [
      'first-page.hbs',
      '<h1>\n\n{{#each revisoins}}x{{/each}}',
      'Template first-page.hbs, line 3: {{#each}} over a field that does not exist',
    ],
    ['method.hbs', '{{#if nosuch}}x{{/if}}', 'Template method.hbs, line 1: {{#if}} over a field that does not exist'],
    ['document.hbs', '\n{{title}}\n{{#if url}}{{> nosuch}}{{/if}}', 'Template document.hbs, line 3: there is no partial "nosuch"'],
    ['method.hbs', '{{t "no.message"}}', 'Template method.hbs, line 1: no message is called "no.message"'],
    ['reading.hbs', '{{#if outlookText}}', 'Template reading.hbs, line 1: Parse error on line 1:'],
  ])('%s: %s', (name, text, message) => {
    expect(withFile(name, text)).toThrow(expect.objectContaining({ code: 'REPORT_TEMPLATE', message }) as Error);
  });

  it('that cannot be read are an error with the folder', () => {
    expect(() => renderHtml(model, { templatesDir: '/no/such/folder' })).toThrow(
      expect.objectContaining({ code: 'REPORT_TEMPLATES_NOT_FOUND' }) as Error,
    );
  });
});
