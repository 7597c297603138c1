import type { Measure } from '../indicator.js';

/** One entry of the catalogue (concepts/catalogue.json, schema concepts/concept.schema.json). */
export interface Concept {
  /** Stable, dotted: `income.disposable.per-capita.all`. */
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** Other names and abbreviations, as documents print them. */
  readonly synonyms?: readonly string[];
  /** Of a family: how its names end. The words before tell the member, whose key is `of.output/新材料`. */
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
