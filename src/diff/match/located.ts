import type { Indicator } from '../../indicators/index.js';
import { itemAt, keyAt, type Layout } from '../text/layout.js';
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
  return indicators.map((indicator, index) => {
    const start = Math.min(keyAt(layout, indicator.span.start), Math.max(0, layout.key.length - 1));
    const end = Math.max(Math.min(start + 1, layout.key.length), keyAt(layout, indicator.span.end));
    return {
      indicator,
      index,
      start,
      end,
      atom: Math.max(0, itemAt(layout.atoms, start)),
      sentence: Math.max(0, itemAt(layout.sentences, start)),
      name: keyOf(indicator.name),
    };
  });
}
