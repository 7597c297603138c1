import type { Attribute, Comparator, Measure, Role } from '../../src/indicators/index.js';
import { FALL, FILLERS, GROWTH, LEVEL, PLACES, POINTS, TASKS } from './plan-words.js';
import { createRandom, type Random } from './random.js';

/** One printed value of an invented plan. */
export interface Slot {
  readonly key: string;
  readonly name: string;
  readonly measure: Measure;
  /** As printed, without sign. */
  readonly printed: string;
  readonly unit: string;
  readonly fall: boolean;
  readonly prefix: string;
  readonly suffix: string;
  readonly comparator: Comparator;
  readonly period: string;
  readonly role: Role;
  readonly attribute: Attribute | null;
  readonly form: 'prose' | 'table';
}

/** A clause: words and slots in order. */
export type Item = readonly (string | Slot)[];
export interface Sentence {
  readonly lead: string;
  readonly items: readonly Item[];
}
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly base: Slot;
  readonly target: Slot;
  readonly attribute: Attribute;
}
export interface Part {
  readonly heading: string;
  readonly level: number;
  readonly paragraphs: readonly (readonly Sentence[])[];
  readonly table: { readonly caption: string; readonly header: readonly string[]; readonly rows: readonly Row[] } | null;
}
export interface Plan {
  readonly title: string;
  readonly parts: readonly Part[];
}

interface Frame {
  readonly period: string;
  readonly role: Role;
}

/** Makes an invented report and outline in one, with about 110 values in prose and 18 table rows. */
export function makePlan(seed: number): Plan {
  const random = createRandom(seed);
  const place = random.pick(PLACES);
  let serial = 0;
  const key = () => `k${serial++}`;
  const slot = (over: Partial<Slot> & Pick<Slot, 'name' | 'measure' | 'printed' | 'unit'> & Frame): Slot => ({
    key: key(),
    fall: false,
    prefix: '',
    suffix: '',
    comparator: 'eq',
    attribute: null,
    form: 'prose',
    ...over,
  });
  const sentences = (frame: Frame, names: Pools, count: number): Sentence[] => {
    const made: Sentence[] = [];
    for (let i = 0; i < count; i++) {
      const items: Item[] = [];
      for (let k = random.int(1, 4); k > 0; k--) items.push(makeItem(random, frame, names, slot));
      made.push({ lead: random.chance(0.4) ? `${random.pick(FILLERS)}，` : '', items });
    }
    return made;
  };
  const part = (heading: string, level: number, frame: Frame | null, count: number): Part => ({
    heading,
    level,
    table: null,
    paragraphs: frame === null ? [] : inParagraphs(random, sentences(frame, poolsOf(random), count)),
  });
  const rows = random
    .shuffle(LEVEL)
    .slice(0, 16)
    .map(([name, unit, low, high, places]): Row => {
      const base = number(random, low, high, places);
      const attribute: Attribute = random.chance(0.5) ? '预期性' : '约束性';
      return {
        name,
        unit,
        attribute,
        base: slot({ name, measure: 'level', printed: base, unit, period: '2025', role: 'actual', form: 'table' }),
        target: slot({
          name,
          measure: 'level',
          printed: bump(random, base, 1.05, 1.3),
          unit,
          period: '2030',
          role: 'target',
          attribute,
          form: 'table',
        }),
      };
    });
  return {
    title: `${place}2026年政府工作报告`,
    parts: [
      part('一、2025年工作回顾', 1, null, 0),
      part('（一）经济运行稳中有进。', 2, { period: '2025', role: 'actual' }, 8),
      part('（二）民生福祉持续改善。', 2, { period: '2025', role: 'actual' }, 7),
      part('二、“十五五”时期主要目标', 1, { period: '2030', role: 'target' }, 6),
      {
        heading: '专栏1 “十五五”时期经济社会发展主要指标',
        level: 2,
        paragraphs: [],
        table: { caption: '专栏1 “十五五”时期经济社会发展主要指标', header: ['指标', '单位', '2025年', '2030年', '属性'], rows },
      },
      part('三、2026年工作安排', 1, null, 0),
      part('（一）全力推动经济平稳增长。', 2, { period: '2026', role: 'target' }, 9),
      part('（二）着力办好民生实事。', 2, { period: '2026', role: 'target' }, 8),
    ],
  };
}

interface Pools {
  readonly growth: string[];
  readonly level: (readonly [string, string, number, number, number])[];
  readonly fall: string[];
  readonly points: string[];
  readonly tasks: (readonly [string, string])[];
}
const poolsOf = (random: Random): Pools => ({
  growth: random.shuffle(GROWTH),
  level: random.shuffle(LEVEL),
  fall: random.shuffle(FALL),
  points: random.shuffle(POINTS),
  tasks: random.shuffle(TASKS),
});

type MakeSlot = (over: Partial<Slot> & Pick<Slot, 'name' | 'measure' | 'printed' | 'unit'> & Frame) => Slot;

/** A clause of a kind whose names are not used up; every name stands once in a part. */
function makeItem(random: Random, frame: Frame, pools: Pools, slot: MakeSlot): Item {
  const target = frame.role === 'target';
  const level = pools.level.pop();
  const bound = (): Pick<Slot, 'prefix' | 'suffix' | 'comparator'> =>
    target ? random.pick(BOUNDS) : { prefix: '', suffix: '', comparator: 'eq' };
  switch (random.int(0, 5)) {
    case 0: {
      const name = pools.growth.pop();
      if (name)
        return [`${name}增长`, slot({ name, measure: 'growth', printed: number(random, 2, 12, 1), unit: '%', ...frame, ...bound() })];
      break;
    }
    case 1: {
      const name = pools.fall.pop();
      if (name)
        return [
          `${name}下降`,
          slot({ name, measure: 'growth', printed: number(random, 1, 15, 1), unit: '%', fall: true, ...frame, ...bound() }),
        ];
      break;
    }
    case 2: {
      const name = pools.points.pop();
      if (name)
        return [`${name}提高`, slot({ name, measure: 'delta', printed: number(random, 0, 4, 1), unit: '个百分点', ...frame, ...bound() })];
      break;
    }
    case 3: {
      const name = pools.growth.pop();
      if (name) {
        const value = slot({ name, measure: 'level', printed: number(random, 50, 3000, 1), unit: '亿元', ...frame });
        return [`${name}达到`, value, '、增长', slot({ name, measure: 'growth', printed: number(random, 2, 12, 1), unit: '%', ...frame })];
      }
      break;
    }
    case 4: {
      const task = pools.tasks.pop();
      if (task)
        return [
          task[0],
          slot({ name: task[0], measure: 'level', printed: number(random, 10, 900, 0), unit: task[1], ...frame, ...bound() }),
        ];
      break;
    }
  }
  const [name, unit, low, high, places] = level ?? ['重点项目投资', '亿元', 20, 900, 1];
  return [`${name}达到`, slot({ name, measure: 'level', printed: number(random, low, high, places), unit, ...frame, ...bound() })];
}

export const BOUNDS: readonly Pick<Slot, 'prefix' | 'suffix' | 'comparator'>[] = [
  { prefix: '', suffix: '', comparator: 'eq' },
  { prefix: '', suffix: '左右', comparator: 'approx' },
  { prefix: '', suffix: '以上', comparator: 'ge' },
  { prefix: '', suffix: '以上', comparator: 'ge' },
];

function inParagraphs(random: Random, all: readonly Sentence[]): Sentence[][] {
  const paragraphs: Sentence[][] = [];
  for (let i = 0; i < all.length; ) {
    const count = random.int(1, 4);
    paragraphs.push(all.slice(i, i + count));
    i += count;
  }
  return paragraphs;
}

export function number(random: Random, low: number, high: number, places: number): string {
  const scale = 10 ** places;
  const value = random.int(low * scale + 1, high * scale);
  const whole = Math.floor(value / scale);
  const rest =
    places === 0
      ? ''
      : String(value % scale)
          .padStart(places, '0')
          .replace(/0+$/, '');
  return rest === '' ? String(whole) : `${whole}.${rest}`;
}

/** A nearby value that is not the same when printed. */
export function bump(random: Random, printed: string, from: number, to: number): string {
  const places = (printed.split('.')[1] ?? '').length;
  const next = (Number(printed) * (from + random.next() * (to - from)))
    .toFixed(places)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  return next === printed ? String(Number(printed) + 1) : next;
}
