import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractIndicators } from '../../src/indicators/index.js';
import { expectationOf, PAGES, parsePage, slugs, sourceOf } from '../pages/golden.js';

const all = await slugs();
const read = (slug: string, file: string) => readFile(join(PAGES, slug, file), 'utf8');

describe.each(all)('golden page %s', (slug) => {
  const parsed = parsePage(slug);

  it('reads as pinned', async () => {
    const document = await parsed;
    expect(`${document.text}\n`).toBe(await read(slug, 'expected.txt'));
    expect(JSON.parse(JSON.stringify(expectationOf(document)))).toEqual(JSON.parse(await read(slug, 'expected.json')));
  });

  it('anchors every block and cell in the text', async () => {
    const { text, blocks } = await parsed;
    for (const block of blocks) {
      expect(block.span.end).toBeLessThanOrEqual(text.length);
      expect(text.slice(block.span.start, block.span.end)).not.toBe('');
      for (const cell of block.table?.cells ?? []) {
        if (cell.span) expect(text.slice(cell.span.start, cell.span.end)).toBe(cell.text);
        else expect(cell.text).toBe('');
      }
    }
  });
});

describe.each(all.filter((slug) => existsSync(join(PAGES, slug, 'facts.json'))))('golden page %s', (slug) => {
  it('yields the statements that a reader marked', async () => {
    const { indicators } = extractIndicators(await parsePage(slug));
    for (const fact of JSON.parse(await read(slug, 'facts.json')) as unknown[])
      expect(indicators).toContainEqual(expect.objectContaining(fact));
  });
});

it('lists every golden page with the shape it covers', async () => {
  const readme = await read('.', 'README.md');
  for (const slug of all) {
    expect(existsSync(join(PAGES, slug, 'expected.json')), slug).toBe(true);
    expect(readme).toContain(`| ${slug} | ${(await sourceOf(slug)).covers} |`);
  }
});
