import type { Layout } from './layout.js';

/**
 * Which character of one text became which of the other. `mate[i]` is the position in `after.key` of unit `i` of `before.key`, -1 where it went;
 * `back` is the inverse. `moved[i]` marks units of `before` that stand elsewhere now. Mates that did not move rise.
 */
export interface Alignment {
  readonly before: Layout;
  readonly after: Layout;
  readonly mate: Int32Array;
  readonly back: Int32Array;
  readonly moved: Uint8Array;
}

export const swapAlignment = (a: Alignment): Alignment => {
  const moved = new Uint8Array(a.back.length);
  for (let j = 0; j < a.back.length; j++) {
    const i = a.back[j] as number;
    if (i >= 0) moved[j] = a.moved[i] as number;
  }
  return { before: a.after, after: a.before, mate: a.back, back: a.mate, moved };
};

/** Links one unit of each text; `moved` where it stands elsewhere now. */
export function link(state: Alignment, i: number, j: number, moved: boolean): void {
  state.mate[i] = j;
  state.back[j] = i;
  if (moved) state.moved[i] = 1;
}
