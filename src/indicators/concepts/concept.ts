import type { Measure } from '../indicator.js';

/** One entry of the catalogue (concepts/catalogue.json, schema concepts/concept.schema.json). */
export interface Concept {
  /** Stable, dotted: `income.disposable.per-capita.all`. */
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** Other names of the same statistic, as documents print them: same thing, population, numerator and denominator, stock or flow. */
  readonly synonyms?: readonly string[];
  /** Names that stand for it where a growth is stated: 服务业增长6% is of its value added. */
  readonly growthSynonyms?: readonly string[];
  /** Names that stand for it where an amount is stated. */
  readonly levelSynonyms?: readonly string[];
  /**
   * Of a family: how its names end. The words before tell the member, whose key is `of.output/新材料`. Endings that measure the same are joined by a bar, the first
   * of the family's first group goes without saying: `产值|总产值`; each other group's stays in the key, `of.output/新材料市值`.
   */
  readonly suffixes?: readonly string[];
  /** Base units a level is printed in; empty or absent where any will do. */
  readonly units?: readonly string[];
  /** What a level can sensibly be, in the base unit, as decimal strings. */
  readonly range?: readonly [string, string];
  /** What a yearly growth can sensibly be, in percent; default -60 to 300. */
  readonly growthRange?: readonly [string, string];
  readonly polarity: 'higher' | 'lower' | 'neither';
  /** It comes about within a period by itself: 新增 before its name makes no other concept of it. */
  readonly flow?: boolean;
  /** Named in the target passage of most yearly reports. */
  readonly headline?: boolean;
  /** Measure a bare growth rate is of, where a name alone decides. */
  readonly measures?: readonly Measure[];
}
