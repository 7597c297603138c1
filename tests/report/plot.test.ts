import { describe, expect, it } from 'vitest';
import { type Mark, plotOf } from '../../src/report/plot.js';
import { widthOf } from '../../src/report/plot-labels.js';
import type { Picture } from '../../src/report/schema.js';

const course = (
  values: readonly string[],
  text = (value: string) => `${value}%左右`,
  day = (i: number) => `2026年11月${i + 1}日`,
): Picture => ({
  id: 'p',
  kind: 'course',
  titleText: '某项',
  unit: '%',
  points: values.map((value, i) => ({ label: day(i), text: text(value), low: value, high: value, kind: 'target' as const })),
});
const boxOf = ({ text, anchor, textX, textY }: Mark) => {
  const width = widthOf(text, 10);
  const left = anchor === 'start' ? textX : anchor === 'end' ? textX - width : textX - width / 2;
  return { left, right: left + width, top: textY - 9, bottom: textY + 1 };
};
const overprints = (marks: readonly Mark[]) => {
  const boxes = marks.filter((mark) => mark.text !== '').map(boxOf);
  return boxes.flatMap((a, i) =>
    boxes.slice(i + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  );
};

describe('the picture of a target over its editions', () => {
  it('prints the values beside their points where there is room', () => {
    const plot = plotOf(course(['6', '6.5', '7']));
    expect(plot.marks.map((mark) => mark.text)).toEqual(['6%左右', '6.5%左右', '7%左右']);
    expect(plot.keys).toEqual([]);
  });

  it.each([
    ['editions close together', ['6', '6.1', '6', '6.1', '6.05', '6.2', '6.1', '6']],
    ['a dozen editions', ['1', '2', '3', '4', '5', '6', '5', '4', '3', '2', '1', '2']],
  ])('numbers them where there is none: %s', (_, values) => {
    const plot = plotOf(course(values, (value) => `控制在${value}微克/立方米以内`));
    expect(overprints(plot.marks)).toEqual([]);
    expect(plot.keys.map(({ number, text }) => [number, text])).toEqual(
      values.map((value, i) => [String.fromCodePoint(0x2460 + i), `控制在${value}微克/立方米以内`]),
    );
    expect(plot.marks.map((mark) => mark.text)).toEqual(plot.keys.map(({ number }) => number));
  });

  it('keeps long days inside the frame', () => {
    const plot = plotOf(course(['6', '6.5', '7'], undefined, (i) => `${20 + i} September 2026`));
    for (const { x, label } of plot.ticks) {
      const half = widthOf(label, 9.5) / 2;
      expect(x - half).toBeGreaterThanOrEqual(-0.1);
      expect(x + half).toBeLessThanOrEqual(plot.width + 0.1);
    }
    expect(plot.ticks.length).toBe(3);
  });

  it('keeps the days under the axis apart, and two editions of one day as two points', () => {
    const plot = plotOf(course(['6', '6.5', '7', '7.5', '8', '8.5', '9'], undefined, () => '2026年11月12日'));
    expect(new Set(plot.marks.map((mark) => mark.x)).size).toBe(7);
    for (const [i, tick] of plot.ticks.entries()) {
      const next = plot.ticks[i + 1];
      if (next) expect(next.x - tick.x).toBeGreaterThan(widthOf(tick.label, 9.5));
    }
  });
});
