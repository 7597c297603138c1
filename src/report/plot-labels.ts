import type { Mark } from './plot.js';

/** Half a unit for a Latin character, one for a Chinese one: close enough to keep labels inside the frame. */
export const widthOf = (text: string, size: number): number =>
  Array.from(text).reduce((sum, c) => sum + (c.charCodeAt(0) < 0x2e80 ? 0.56 : 1) * size, 0);

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Radius of the dot of a point. */
const DOT = 3.6;
/** Least distance between the words of two points. */
const GAP = 3;

const meets = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function boxOf(mark: Mark, size: number): Box {
  const width = widthOf(mark.text, size);
  const left = mark.anchor === 'start' ? mark.textX : mark.anchor === 'end' ? mark.textX - width : mark.textX - width / 2;
  return { left: left - GAP / 2, right: left + width + GAP / 2, top: mark.textY - size * 0.9, bottom: mark.textY + size * 0.2 };
}

const dotOf = ({ x, y, yTop }: Mark): Box => ({
  left: x - DOT,
  right: x + DOT,
  top: Math.min(y, yTop) - DOT,
  bottom: Math.max(y, yTop) + DOT,
});

/**
 * Values over or under their points so that none is printed over another or over another's point; each keeps its side where it can.
 * @param size type size in CSS pixels
 * @param floor where the axis lies: no value stands below it
 * @returns null where there is no room for all of them
 */
export function keepApart(marks: readonly Mark[], size: number, floor: number): Mark[] | null {
  const placed: Box[] = [];
  const out: Mark[] = [];
  for (const mark of marks) {
    if (mark.text === '') {
      out.push(mark);
      continue;
    }
    const [above, below] = [Math.min(mark.y, mark.yTop) - 8, Math.max(mark.y, mark.yTop) + 15];
    const sides = mark.textY > mark.y ? [below, above] : [above, below];
    const isFree = (one: Mark) => {
      const box = boxOf(one, size);
      return one.textY < floor && ![...placed, ...marks.filter((other) => other !== mark).map(dotOf)].some((other) => meets(box, other));
    };
    const found = sides.map((textY) => ({ ...mark, textY })).find(isFree);
    if (!found) return null;
    placed.push(boxOf(found, size));
    out.push(found);
  }
  return out;
}
