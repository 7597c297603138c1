import type { Indicator } from '../../indicators/index.js';
import { itemFrom, keyFrom, type Layout } from '../text/layout.js';
import { nameKey } from './names.js';

/** An indicator with its place in the layout; `start` and `end` are of the value, in key positions. */
export interface Located {
  readonly indicator: Indicator;
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly atom: number;
  readonly sentence: number;
  readonly name: string;
}

/** Finds where each indicator stands. An indicator outside every block (furniture) is placed at the next character that means something. */
export function locate(layout: Layout, indicators: readonly Indicator[]): Located[] {
  const names = new Map<string, string>();
  const keyOf = (name: string): string => {
    let key = names.get(name);
    if (key === undefined) {
      key = nameKey(name);
      names.set(name, key);
    }
    return key;
  };
  const most = Math.max(0, layout.key.length - 1);
  let near = { key: 0, atom: 0, sentence: 0 };
  return indicators.map((indicator, index) => {
    const key = keyFrom(layout, indicator.span.start, near.key);
    const start = Math.min(key, most);
    const end = Math.max(Math.min(start + 1, layout.key.length), keyFrom(layout, indicator.span.end, key));
    const atom = Math.max(0, itemFrom(layout.atoms, start, near.atom));
    const sentence = Math.max(0, itemFrom(layout.sentences, start, near.sentence));
    near = { key, atom, sentence };
    return { indicator, index, start, end, atom, sentence, name: keyOf(indicator.name) };
  });
}
