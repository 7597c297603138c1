import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Document, parseText } from '../../../src/document/index.js';
import { createContext } from '../../../src/indicators/index.js';
import { extractTables, type TableIndicator } from '../../../src/indicators/tables/index.js';
import { type GridCase, gridDocument } from './grid-document.js';

interface Case {
  /** What this layout alone covers. */
  readonly covers: string;
  /** Lines of a `.txt` or `.md`; or a grid with spans. */
  readonly text?: readonly string[];
  readonly grid?: GridCase;
  /** One line a record, in order of their place: name; measure; value; unit; comparator; period; role; attribute; then basis, base, text where present. */
  readonly expect: readonly string[];
  readonly unreadable?: readonly string[];
  /** Names that must be marked for review. */
  readonly review?: readonly string[];
}

const folder = fileURLToPath(new URL('../../corpus/tables/', import.meta.url));

const line = (i: TableIndicator): string =>
  [
    i.name,
    i.measure,
    JSON.stringify(i.value),
    i.unit,
    i.comparator,
    i.period ?? '',
    i.role,
    i.attribute ?? '',
    ...(['basis', 'base', 'text', 'ambition'] as const).flatMap((k) => (i[k] ? [`${k}=${i[k]}`] : [])),
  ].join('; ');

const documentOf = (c: Case): Document =>
  c.grid ? gridDocument(c.grid) : parseText((c.text ?? []).join('\n'), { sha256: '0'.repeat(64), mediaType: 'text/plain' });

for (const file of readdirSync(folder).sort()) {
  describe(file, () => {
    const cases = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Case[];
    for (const c of cases) {
      test(c.covers, () => {
        const document = documentOf(c);
        const found = extractTables(document, createContext(document));
        expect(found.indicators.map(line)).toEqual(c.expect);
        expect([...document.unreadable, ...found.unreadable].map((u) => `${u.reason}: ${u.heading}`)).toEqual(c.unreadable ?? []);
        for (const i of found.indicators) {
          expect(document.text.slice(i.span.start, i.span.end)).toBe(i.valueText);
          expect(i.valueText.trim()).not.toBe('');
          expect(i.form).toBe('table');
        }
        const doubtful = [...new Set(found.indicators.filter((i) => i.needsReview).map((i) => i.name))];
        expect(doubtful).toEqual(c.review ?? []);
      });
    }
  });
}
