import { describe, expect, test } from 'vitest';
import { parseText } from '../../../src/document/index.js';
import { createContext } from '../../../src/indicators/index.js';
import { extractTables } from '../../../src/indicators/tables/index.js';

const SIZE = 120_000;
/** The project allows 5 s per megabyte; a machine with other work to do is given six times that. Quadratic time would take minutes. */
const LIMIT_MS = (SIZE / 1_000_000) * 5_000 * 6;
const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);

const texts: Readonly<Record<string, string>> = {
  digits: fill('1234567890'),
  'open brackets': fill('（'),
  'a digit a line': fill('1\n'),
  'headers without a body': fill('序号\n指标\n单位\n2020年\n2025年\n'),
  'names without values': fill('序号\n指标\n2020年\n') + fill('某项指标数\n'),
  'one name without end': `序号\n指标\n2020年\n${fill('某项没有尽头的指标名称之一\n')}`,
  'a header every other line': fill('序号 指标 2020年 2025年\n1 森林覆盖率 6 7\n'),
  'pipes on every line': fill('| a | b |\n'),
  'rules on every line': fill('|---|---|\n'),
  'one long row of pipes': fill('|'),
  'tabs on every line': fill('指标\t2020年\t1\n'),
  'titles run into headers': fill('专栏1　主要指标指标2015年2020年\n'),
  'glued rows': `专栏1　主要指标序号指标2015年2018年2020年2025年〔累计〕属性${fill('1某项指标（个）123456789012345678901234567890')}`,
  'glued rows, one a line': `专栏1　主要指标序号指标2015年2018年2020年2025年〔累计〕属性\n${fill('1某项指标（个）11111111111111111111111111111111111111111111111\n')}`,
  'notes only': fill('注：[]为累计\n'),
  'a page number every line': fill('7本页文字\n8本页文字\n'),
  'one paragraph of ten thousand lines': fill('围绕做强本地特色产业链条这条主线加快推进建设\n'),
  'table tags that never close': fill('<table><tr><td>\n'),
  'nothing but indents': fill('。　　'),
};

describe('hostile texts end in time', () => {
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      const started = performance.now();
      const document = parseText(text, { sha256: '0'.repeat(64), mediaType: 'text/plain' });
      const parsed = performance.now();
      const context = createContext(document);
      const begun = performance.now();
      extractTables(document, context);
      expect(parsed - started + performance.now() - begun).toBeLessThan(LIMIT_MS);
    });
  }
});
