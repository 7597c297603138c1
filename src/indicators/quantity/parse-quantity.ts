import { readArabic, readChinese } from './numeral.js';
import { MULTIPLIERS, type UnitKind, unitAt, unitFacts } from './units.js';

/** A numeral as it stands in a folded text, with the unit printed behind it. Nothing here judges whether it is an indicator. */
export interface Printed {
  readonly start: number;
  /** After the unit, before 左右, 以上 and the like. */
  readonly end: number;
  /** Exact decimals; two for a range; `"1.9:1"` for a ratio. */
  readonly decimals: string | readonly [string, string];
  readonly unit: string;
  readonly kind: UnitKind | 'ratio' | 'none';
  /** 余, 多 or 几 stands between numeral and unit. */
  readonly more: boolean;
  readonly style: 'arabic' | 'chinese' | 'step';
}

const RANGE = /^(?:-{1,2}|[—–~～]{1,2}|至|到)/;
/** The first signs of RANGE, of a multiplier and of 余, 多, 几: one look at a sign saves a search. */
const RANGE_SIGNS = '-—–~～至到';
const SCALE_SIGNS = '十百千万亿';
const MORE_SIGNS = '余多几';

const begins = (text: string, at: number, signs: string): boolean => at < text.length && signs.includes(text[at] as string);

/**
 * Reads the quantity that begins at `at`: `1533.16亿元`, `5%-6%`, `1.9:1`, `7000余家`, `40多万`, `百分之五`, `翻一番`, `两千亿元`, `38万元/人年`.
 * @returns null where no numeral begins at `at`
 */
export function parseQuantity(text: string, at: number): Printed | null {
  return readHalf(text, at) ?? readStep(text, at) ?? readPercentWords(text, at) ?? readPlain(text, at);
}

function readPlain(text: string, at: number): Printed | null {
  const first = readNumber(text, at);
  if (!first) return null;
  if (first.style === 'arabic' && text[first.end] === ':' && /\d/.test(text[first.end + 1] ?? ''))
    return readRatio(text, at, first.end, first.decimal);
  // 12/10万: so many in a hundred thousand.
  const among =
    first.style === 'arabic' ? /^\/(?:10万|十万|万|千)(?:人)?(?![\d元])/.exec(text.slice(first.end, first.end + 6))?.[0] : undefined;
  if (among)
    return { start: at, end: first.end + among.length, decimals: first.decimal, unit: among, kind: 'other', more: false, style: 'arabic' };
  const unit = readUnit(text, first.end, first.multiplier);
  // 提高一倍 is a growth of 100 %, as 翻一番 is.
  if (unit.unit === '倍' && first.style === 'chinese' && first.decimal === '1')
    return { start: at, end: unit.end, decimals: '100', unit: '%', kind: 'percent', more: unit.more, style: 'step' };
  const dash = !unit.more && begins(text, unit.end, RANGE_SIGNS) ? RANGE.exec(text.slice(unit.end, unit.end + 2)) : null;
  if (dash) {
    const second = readNumber(text, unit.end + dash[0].length);
    if (second && second.style === first.style) {
      const last = readUnit(text, second.end, second.multiplier);
      // 5%-6% and 4.5-5% are ranges; 30亿元到2025年 is not.
      if (!last.more && last.unit !== '' && (unit.unit === '' || unit.unit === last.unit) && last.kind !== 'time') {
        return {
          start: at,
          end: last.end,
          decimals: [first.decimal, second.decimal],
          unit: last.unit,
          kind: last.kind,
          more: false,
          style: first.style,
        };
      }
    }
  }
  return { start: at, end: unit.end, decimals: first.decimal, unit: unit.unit, kind: unit.kind, more: unit.more, style: first.style };
}

function readRatio(text: string, at: number, from: number, decimal: string): Printed {
  let end = from;
  let ratio = decimal;
  while (text[end] === ':') {
    const next = readArabic(text, end + 1);
    if (!next) break;
    ratio += `:${next.decimal}`;
    end = next.end;
  }
  return { start: at, end, decimals: ratio, unit: 'ratio', kind: 'ratio', more: false, style: 'arabic' };
}

interface NumberAt {
  readonly end: number;
  readonly decimal: string;
  readonly multiplier: string;
  readonly style: 'arabic' | 'chinese';
}

function readNumber(text: string, at: number): NumberAt | null {
  const arabic = readArabic(text, at);
  if (arabic) return { end: arabic.end, decimal: arabic.decimal, multiplier: '', style: 'arabic' };
  const chinese = readChinese(text, at);
  return chinese && { end: chinese.end, decimal: chinese.decimal, multiplier: chinese.multiplier, style: 'chinese' };
}

/** The unit at `at`: multiplier, 余 or 多, measure word, and what it is per (`万元/人年`). */
export function readUnit(text: string, at: number, multiplier = ''): { end: number; unit: string; kind: Printed['kind']; more: boolean } {
  let end = at;
  let more = false;
  let scale = multiplier;
  const skipMore = () => {
    if (!begins(text, end, MORE_SIGNS)) return;
    // 10亿多元 is an amount of money, 3个多元化 something else.
    const word = scale === '' ? /^多(?:式|元|层|样|功能|晶)/ : /^多(?:式|元[化主投]|层|样|功能|晶)/;
    if (!text.startsWith('多年', end) && !word.test(text.slice(end, end + 3))) {
      more = true;
      end++;
    }
  };
  skipMore();
  for (let i = 0; i < 2; i++) {
    const word = begins(text, end, SCALE_SIGNS) ? MULTIPLIERS.find((m) => text.startsWith(m, end)) : undefined;
    // 3千瓦 is a unit, not 3千 of 瓦; 百分点 is a unit of its own.
    if (!word || unitAt(text, end)) break;
    scale += word;
    end += word.length;
    skipMore();
  }
  const word = unitAt(text, end);
  if (!word || (word === '人口' && scale === '')) {
    if (word === '人口') return { end: end + 1, unit: `${scale}人`, kind: 'people', more };
    return { end, unit: scale, kind: scale ? 'count' : 'none', more };
  }
  let unit = word;
  end += word.length;
  // 万套（间）, 万头（只）: a second measure word in brackets is printed with the first.
  const second = text[end] === '（' ? /^（[间只套户次人名家羽]）/.exec(text.slice(end, end + 3))?.[0] : undefined;
  if (second) {
    end += second.length;
    return { end, unit: scale + unit + second, kind: unitFacts(word)?.kind ?? 'none', more };
  }
  const per = begins(text, end, '/每');
  // 2025年每千人…: years are never per head.
  if (per && (text[end] === '/' || unitFacts(word)?.kind !== 'time')) {
    // 分/千瓦时: 千 belongs to the measure word.
    const below = unitAt(text, end + 1) ? '' : (/^(?:万|百|千|亿|十万)?/.exec(text.slice(end + 1, end + 3))?.[0] ?? '');
    const lower = unitAt(text, end + 1 + below.length);
    if (lower) {
      let tail = end + 1 + below.length + lower.length;
      let year = '';
      // 元/平方米·月.
      const each = /^[·.](?:月|年|天|日)/.exec(text.slice(tail, tail + 2))?.[0];
      if (each && lower !== '人') {
        year = each;
        tail += 2;
      }
      if (/^[·.]?年/.test(text.slice(tail, tail + 2)) && lower === '人') {
        year = '年';
        tail += text[tail] === '年' ? 1 : 2;
      }
      unit += `/${below}${lower}${year}`;
      end = tail;
    }
  }
  return { end, unit: scale + unit, kind: unit.includes('/') ? 'other' : (unitFacts(word)?.kind ?? 'none'), more };
}

/** 减少一半以上, 超过一半: 50 %. */
function readHalf(text: string, at: number): Printed | null {
  if (
    text[at] !== '一' ||
    text[at + 1] !== '半' ||
    !/(?:减少|下降|降低|压减|压缩|缩短|精简|削减|超过|占|约|近)$/.test(text.slice(Math.max(0, at - 2), at))
  )
    return null;
  return { start: at, end: at + 2, decimals: '50', unit: '%', kind: 'percent', more: false, style: 'chinese' };
}

/** 翻一番 is a growth of 100 %, 翻两番 of 300 %, 翻番 of 100 %. */
function readStep(text: string, at: number): Printed | null {
  if (text[at] !== '翻') return null;
  const found = /^翻(?:了)?([一两二三四]|\d)?番/.exec(text.slice(at, at + 5));
  if (!found) return null;
  const times =
    found[1] === undefined ? 1 : /\d/.test(found[1]) ? Number(found[1]) : '一二三四'.indexOf(found[1] === '两' ? '二' : found[1]) + 1;
  const decimals = String((2 ** times - 1) * 100);
  return { start: at, end: at + found[0].length, decimals, unit: '%', kind: 'percent', more: false, style: 'step' };
}

/** 百分之五, 百分之5.5, 千分之三. */
function readPercentWords(text: string, at: number): Printed | null {
  if (text[at] !== '百' && text[at] !== '千') return null;
  const found = /^[百千]分之/.exec(text.slice(at, at + 3));
  if (!found) return null;
  const number = readNumber(text, at + 3);
  if (!number || number.multiplier) return null;
  return {
    start: at,
    end: number.end,
    decimals: number.decimal,
    unit: text[at] === '百' ? '%' : '‰',
    kind: 'percent',
    more: false,
    style: number.style,
  };
}
