import { describe, expect, test } from 'vitest';
import { type Document, parseText } from '../../../src/document/index.js';
import { createContext } from '../../../src/indicators/index.js';
import { extractTables } from '../../../src/indicators/tables/index.js';
import { gridDocument } from './grid-document.js';
import { type Plain, toColumns, toFlat, toGrid, toMarkdown } from './render.js';

/** mulberry32: the same tables on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES: readonly (readonly [string, string])[] = [
  ['地区生产总值年均增速', '%'],
  ['人均地区生产总值', '万元'],
  ['固定资产投资年均增长', '%'],
  ['社会消费品零售总额', '亿元'],
  ['R&D经费投入强度', '%'],
  ['每万人口高价值发明专利拥有量', '件'],
  ['常住人口城镇化率', '%'],
  ['城乡居民人均可支配收入比', ''],
  ['城镇调查失业率', '%'],
  ['居民人均可支配收入增长', '%'],
  ['每千人口拥有执业（助理）医师数', '人'],
  ['每千人口拥有3岁以下婴幼儿托位数', '个'],
  ['单位地区生产总值能源消耗降低', '%'],
  ['细颗粒物（PM2.5）浓度', '微克/立方米'],
  ['地表水达到或好于Ⅲ类水体比例', '%'],
  ['能源综合生产能力', '万吨标准煤'],
  ['城镇新增就业', '万人'],
  ['5G用户普及率', '%'],
  ['全员劳动生产率', '万元/人'],
  ['孕产妇死亡率', '1/10万'],
];
const GROUPS = ['经济发展', '创新驱动', '民生福祉', '绿色生态', '一、安全保障'];
const FIGURES = [
  '6.5',
  '12',
  '1024.5',
  '7左右',
  '≥80',
  '>60',
  '<5.5',
  '85以上',
  '5.5以内',
  '[20]',
  '【6】',
  '〔13.5〕',
  '1,200',
  '0.025',
  '2',
  '3',
  '6%',
  '5%—6%',
  '6.5*',
];
const WORDS = ['完成市级下达目标', '与经济增长基本同步', '市级下达', '稳步提高'];
const VALUES = [
  ['2020年', '2025年'],
  ['2020年', '2025年目标', '年均[累计]'],
  ['2025年目标'],
  ['2020年实际', '2025年规划目标'],
  ['2020年', '2022年', '2025年'],
];

function invent(next: () => number): Plain {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const serial = next() < 0.6;
  const unit = next() < 0.5;
  const attribute = next() < 0.7;
  const first = attribute && next() < 0.25;
  const groups = serial && next() < 0.5;
  const values = pick(VALUES);
  const header = [
    ...(serial ? ['序号'] : []),
    pick(['指标', '指标名称', '指标内容', '主要指标']),
    ...(unit ? ['单位'] : []),
    ...(first ? ['属性'] : []),
    ...values,
    ...(attribute && !first ? [pick(['属性', '指标属性'])] : []),
  ];
  const pool = [...NAMES].map((name) => [next(), name] as const).sort((a, b) => a[0] - b[0]);
  const rows: string[][] = [];
  const count = 4 + Math.floor(next() * 10);
  for (let i = 0; i < count; i++) {
    if (groups && i % 4 === 0) rows.push([GROUPS[(i / 4) % GROUPS.length] as string]);
    const [name, measured] = (pool[i] as (typeof pool)[number])[1];
    const kind = pick(['预期性', '约束性']);
    const cells = values.map((_, v) => {
      if (measured === '') return `${(1.5 + next()).toFixed(2)}:1`;
      const dice = next();
      if (dice < 0.12 && v < values.length - 1) return pick(['-', '—', '——']);
      return dice < 0.18 && v > 0 ? pick(WORDS) : pick(FIGURES);
    });
    rows.push([
      ...(serial ? [String(i + 1)] : []),
      unit || !measured ? name : `${name}（${measured}）`,
      ...(unit ? [measured || '—'] : []),
      ...(first ? [kind] : []),
      ...cells,
      ...(attribute && !first ? [kind] : []),
    ]);
  }
  return { header, rows };
}

const TITLE = '白桦市平川区国民经济和社会发展第十四个五年规划纲要';
const CAPTION = '专栏2 “十四五”时期经济社会发展主要指标';
const NOTE = '注：[ ]、【】、〔〕内为五年累计数；*为年均增速。';

const statements = (document: Document): string[] =>
  extractTables(document, createContext(document))
    .indicators.map((i) =>
      [i.name, i.measure, JSON.stringify(i.value), i.unit, i.comparator, i.period, i.role, i.attribute, i.text].join('; '),
    )
    .sort();

const pageOf = (lines: readonly string[]): Document =>
  parseText(
    [
      TITLE,
      '',
      '第一章 主要目标',
      '到2025年，全区主要指标见下表，各项工作稳步推进。',
      CAPTION,
      ...lines,
      NOTE,
      '第二章 重点任务',
      '推进重点任务，建设美丽平川。',
    ].join('\n'),
    { sha256: '0'.repeat(64), mediaType: 'text/plain' },
  );

describe('one table in every form states the same', () => {
  const forms: readonly (readonly [string, (plain: Plain) => string[]])[] = [
    ['markdown', toMarkdown],
    ['one cell a line', (plain) => toFlat(plain, false)],
    ['one cell a line, empty lines between', (plain) => toFlat(plain, true)],
    ['columns of a printed page', toColumns],
  ];
  for (const [form, lines] of forms) {
    test(form, () => {
      for (let seed = 1; seed <= 60; seed++) {
        const plain = invent(random(seed));
        const grid = gridDocument({ title: TITLE, caption: CAPTION, rows: toGrid(plain), notes: [NOTE] });
        const expected = statements(grid);
        expect(expected.length, `seed ${seed}`).toBeGreaterThan(2);
        expect(statements(pageOf(lines(plain))), `seed ${seed}\n${lines(plain).join('\n')}`).toEqual(expected);
      }
    });
  }
});
