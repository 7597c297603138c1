import type { Comparator } from '../indicator.js';

interface ComparatorWord {
  readonly pattern: RegExp;
  readonly comparator: Comparator;
}

/** Words that end right before the numeral. First match wins: 不低于 before 低于. */
export const BEFORE: readonly ComparatorWord[] = [
  { pattern: /(?:不低于|不少于|不小于|不得低于|不得少于|至少|最少|起码|≥|>=|大于等于|大于或等于)$/, comparator: 'ge' },
  { pattern: /(?:不超过|不高于|不大于|不多于|不突破|不得超过|不得高于|最多|至多|≤|<=|小于等于)$/, comparator: 'le' },
  { pattern: /(?:超过了?|突破了?|高于|多于|大于|超出|首超|首次超|逾|跨越|越过|破|超|>|﹥)$/, comparator: 'gt' },
  { pattern: /(?:低于|少于|小于|不到|不足|<|﹤)$/, comparator: 'lt' },
  { pattern: /(?:大约|大概|约为|约|将近|接近|临近|逼近|迈向|近|≈)$/, comparator: 'approx' },
];

/** Words that begin right after the unit. */
export const AFTER: readonly ComparatorWord[] = [
  { pattern: /^(?:左右|上下|前后)/, comparator: 'approx' },
  { pattern: /^(?:及|或|及其|\(含\)|（含）)?(?:以上|之上)|^\+|^(?:起|多)(?=[，。、；])/, comparator: 'ge' },
  { pattern: /^(?:及|或|（含）|的?(?:预期|年度|控制)*(?:目标|范围))?(?:以内|以下|之内|之下)/, comparator: 'le' },
];

export const comparatorBefore = (text: string): Comparator | null => BEFORE.find((w) => w.pattern.test(text))?.comparator ?? null;
export const comparatorAfter = (text: string): { readonly comparator: Comparator; readonly length: number } | null => {
  for (const { pattern, comparator } of AFTER) {
    const found = pattern.exec(text);
    if (found) return { comparator, length: found[0].length };
  }
  return null;
};
