import type { Locale } from '../report/index.js';

/**
 * The words of what commands tell of documents, Chinese and English; as `report.locale` or `--locale` says. Outcomes, errors and help are the program's
 * own words and always English.
 */
const WORDS = {
  relation: ['关系', 'relation'],
  indicator: ['指标', 'indicator'],
  jurisdiction: ['地区', 'jurisdiction'],
  statements: ['各文件的说法', 'statements'],
  agrees: ['一致', 'agrees'],
  contradicts: ['不一致', 'contradicts'],
  rebased: ['口径调整', 'rebased'],
  succeeds: ['接续', 'succeeds'],
  only: ['另有 {n} 项只见于一份文件', '{n} stated by one document only'],
  growth: ['增速', 'growth'],
  cagr: ['年均增速', 'average growth'],
  delta: ['增减', 'change'],
  level: ['水平', 'level'],
  target: ['目标', 'target'],
  actual: ['完成数', 'reported'],
} as const;

export type Word = keyof typeof WORDS;
export type Translate = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export const words = (locale: Locale): Translate => {
  const column = locale === 'zh-CN' ? 0 : 1;
  return (word, values = {}) => WORDS[word][column].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
};
