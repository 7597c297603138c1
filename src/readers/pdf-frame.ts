/** One run as pdf.js gives it, in the page's own coordinates. */
export interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** How a page is looked at: its size as seen, and where its points come to lie. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => readonly [number, number];
  /** The direction of writing as seen: positive to the right, 0 for text that stands across. */
  readonly along: (a: number, b: number) => number;
}

const RIGHTWARD = (a: number, b: number) => (Math.abs(a) >= Math.abs(b) ? a : 0);

/**
 * Turns a page upright: by its own `/Rotate`, else, where nearly all text is set across, by a right angle. Wide tables come as pages turned
 * either way.
 */
export function frameOf(view: readonly number[], rotate: number, items: readonly TextItem[]): Frame {
  const [left = 0, bottom = 0, right = 0, top = 0] = view;
  const [width, height] = [right - left, top - bottom];
  const lengthOf = (across: (item: TextItem) => boolean) =>
    items.reduce((sum, item) => sum + (item.transform && across(item) ? item.str.length : 0), 0);
  const up = lengthOf(({ transform: [a = 0, b = 0] }) => b > Math.abs(a));
  const down = lengthOf(({ transform: [a = 0, b = 0] }) => -b > Math.abs(a));
  const level = lengthOf(({ transform: [a = 0, b = 0] }) => Math.abs(a) >= Math.abs(b));
  const turn =
    up > 4 * (level + down)
      ? 90
      : down > 4 * (level + up)
        ? 270
        : level > 0
          ? rotate === 180 && lengthOf(({ transform: [a = 0] }) => a < 0) > level / 2
            ? 180
            : 0
          : rotate;
  if (turn === 90) return { width: height, height: width, at: (x, y) => [y - bottom, right - x], along: (a, b) => RIGHTWARD(b, a) };
  if (turn === 270) return { width: height, height: width, at: (x, y) => [top - y, x - left], along: (a, b) => RIGHTWARD(-b, a) };
  if (turn === 180) return { width, height, at: (x, y) => [right - x, top - y], along: (a, b) => RIGHTWARD(-a, b) };
  return { width, height, at: (x, y) => [x - left, y - bottom], along: RIGHTWARD };
}
