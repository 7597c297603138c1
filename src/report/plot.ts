import { numberMark } from './marks.js';
import { keepApart, widthOf } from './plot-labels.js';
import type { Picture, PicturePoint, SourceRow } from './schema.js';

/** Where the marks of a small picture go, in CSS pixels. Positions only: every figure a reader sees is the model's own text. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  /** Of a range, where its upper end lies; equal to `y` (or `x`, in a dot plot) for a single value. */
  readonly yTop: number;
  readonly xRight: number;
  readonly isRange: boolean;
  readonly isTarget: boolean;
  readonly label: string;
  readonly text: string;
  /** Where the text stands. */
  readonly textX: number;
  readonly textY: number;
  readonly anchor: 'start' | 'middle' | 'end';
}
export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly marks: readonly Mark[];
  /** SVG path of the line through the points; empty where they are not joined. */
  readonly path: string;
  readonly ticks: readonly { readonly x: number; readonly y: number; readonly label: string }[];
  readonly isDots: boolean;
  /** What the numbers of the marks stand for, where their values had no room; empty where they had. */
  readonly keys: readonly { readonly number: string; readonly label: string; readonly text: string }[];
}

const round = (n: number) => Math.round(n * 10) / 10;

/** Falls are drawn by their printed size, so that a bigger cut stands higher, as the words have it. */
function sizeIn(points: readonly PicturePoint[]): (value: string) => number {
  const allFalls = points.every((point) => Number(point.low) <= 0 && Number(point.high) <= 0);
  return (value) => (allFalls ? -Number(value) : Number(value));
}

function scale(points: readonly PicturePoint[], size: (value: string) => number) {
  const values = points.flatMap((point) => [size(point.low), size(point.high)]);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const pad = (max - min || Math.abs(max) || 1) * 0.12;
  return { min: min - pad, span: max - min + 2 * pad };
}

/** Type size of values, and of ticks, in CSS pixels. */
const LABEL = 10.4;
const TICK = 9.5;

/** Centred over its point, or set against the frame where it would stick out. */
function placed(text: string, x: number, width: number): Pick<Mark, 'textX' | 'anchor'> {
  const half = widthOf(text, LABEL) / 2;
  if (x - half < 0) return { textX: 0, anchor: 'start' };
  return x + half > width ? { textX: width, anchor: 'end' } : { textX: x, anchor: 'middle' };
}

/** Left to right: editions of a target, or years of target and outcome. Outcomes are joined; the editions of a target are joined by steps. */
function alongTime(picture: Picture): Plot {
  const width = 330;
  const height = 108;
  const [left, right, top, baseline] = [40, width - 40, 28, height - 22];
  const isTrack = picture.kind === 'track';
  // Years hold a target and an outcome each; every edition has a place of its own, two of one day as well.
  const labels = isTrack ? [...new Set(picture.points.map((point) => point.label))] : picture.points.map((point) => point.label);
  const size = sizeIn(picture.points);
  const { min, span } = scale(picture.points, size);
  const step = labels.length > 1 ? (right - left) / (labels.length - 1) : 0;
  const y = (value: string) => round(baseline - 16 - ((size(value) - min) / span) * (baseline - 16 - top));
  const wanted = picture.points.map((point, i): Mark => {
    const x = round(left + (isTrack ? labels.indexOf(point.label) : i) * step);
    const [low, high] = [y(point.low), y(point.high)];
    // In one year target and outcome stand above one another: the upper one is labelled above, the lower one below.
    const rival = isTrack ? picture.points.find((other) => other !== point && other.label === point.label) : undefined;
    const previous = isTrack ? undefined : picture.points[i - 1];
    const underRival = rival !== undefined && (size(point.low) < size(rival.low) || (point.low === rival.low && point.kind === 'target'));
    // A line that comes down to a point leaves no room above it.
    const below = underRival || (previous !== undefined && size(previous.low) > size(point.low));
    return {
      x,
      y: low,
      yTop: high,
      xRight: x,
      isRange: low !== high,
      isTarget: isTrack && point.kind === 'target',
      label: point.label,
      // A value that stands since the last edition needs no second label.
      text: previous && previous.text === point.text ? '' : point.text,
      ...placed(point.text, x, width),
      textY: below ? low + 15 : high - 8,
    };
  });
  const apart = keepApart(wanted, LABEL, baseline);
  const numbered = apart ? null : numberedMarks(wanted);
  const marks = apart ?? keepApart(numbered?.marks ?? [], LABEL, baseline) ?? numbered?.marks ?? wanted;
  const line = marks.filter((mark) => !mark.isTarget);
  const path = line
    .map((mark, i) => (i === 0 ? `M${mark.x} ${mark.y}` : isTrack ? `L${mark.x} ${mark.y}` : `H${mark.x}V${mark.y}`))
    .join('');
  const ticks = ticksOf(labels.map((label, i) => ({ x: within(label, left + i * step, width), y: baseline + 14, label })));
  const keys = numbered?.keys ?? [];
  return { width, height, left, right, baseline, marks, path: line.length > 1 ? path : '', ticks, isDots: false, keys };
}

/** Centre of a tick's label, moved in where the label would stick out of the frame: the page ends there. */
function within(label: string, x: number, width: number): number {
  const half = widthOf(label, TICK) / 2;
  return round(Math.max(Math.min(x, width - half), half));
}

/** As many of them, evenly chosen, as stand beside one another. */
function ticksOf(all: Plot['ticks']): Plot['ticks'] {
  for (let skip = Math.ceil(all.length / 6); skip < all.length; skip++) {
    const shown = all.filter((_, i) => i % skip === 0);
    const isApart = shown.every(({ x, label }, i) => {
      const next = shown[i + 1];
      return next === undefined || next.x - x >= (widthOf(label, TICK) + widthOf(next.label, TICK)) / 2 + 4;
    });
    if (isApart) return shown;
  }
  return all.slice(0, 1);
}

/** Numbers for values that have no room beside one another; the list under the picture says what they stand for. */
function numberedMarks(marks: readonly Mark[]): { readonly marks: Mark[]; readonly keys: Plot['keys'] } {
  const told = marks.filter((mark) => mark.text !== '');
  const numberOf = (mark: Mark) => numberMark(told.indexOf(mark) + 1);
  return {
    marks: marks.map((mark) => (mark.text === '' ? mark : { ...mark, text: numberOf(mark), textX: mark.x, anchor: 'middle' })),
    keys: told.map((mark) => ({ number: numberOf(mark), label: mark.label, text: mark.text })),
  };
}

/** One line a jurisdiction, the lowest on top. */
function dots(picture: Picture): Plot {
  const rowHeight = 19;
  const width = 330;
  const names = Math.min(110, Math.max(...picture.points.map((point) => widthOf(point.label, 10))) + 8);
  const values = Math.min(140, Math.max(...picture.points.map((point) => widthOf(point.text, 10.8))) + 12);
  const [left, right] = [round(names), round(width - values)];
  const size = sizeIn(picture.points);
  const { min, span } = scale(picture.points, size);
  const x = (value: string) => round(left + ((size(value) - min) / span) * (right - left));
  const marks = picture.points.map((point, i): Mark => {
    const y = 12 + i * rowHeight;
    const [low, high] = [x(point.low), x(point.high)];
    return {
      x: low,
      y,
      yTop: y,
      xRight: high,
      isRange: low !== high,
      isTarget: false,
      label: point.label,
      text: point.text,
      textX: right + 8,
      textY: y + 3.5,
      anchor: 'start',
    };
  });
  const ticks = marks.map((mark) => ({ x: left - 8, y: mark.y + 3.5, label: mark.label }));
  const height = picture.points.length * rowHeight + 6;
  return { width, height, left, right, baseline: height - 4, marks, path: '', ticks, isDots: true, keys: [] };
}

export const plotOf = (picture: Picture): Plot => (picture.kind === 'dots' ? dots(picture) : alongTime(picture));

/** The worst of several outcomes stands for all of them when a strip has more checks than room. */
const WORST = ['failed', 'quarantined', 'changed', 'first', 'upgraded', 'unchanged'] as const;
const STRIP_CELLS = 31;

export interface Strip {
  readonly width: number;
  readonly cells: readonly { readonly x: number; readonly outcome: string; readonly labelText: string }[];
}

/** One cell a check, or one for several where there are more than fit. */
export function stripOf(checks: SourceRow['strip']): Strip {
  const per = Math.max(1, Math.ceil(checks.length / STRIP_CELLS));
  const cells: Strip['cells'][number][] = [];
  for (let i = 0; i < checks.length; i += per) {
    const group = checks.slice(i, i + per);
    const worst = WORST.map((outcome) => group.find((check) => check.outcome === outcome)).find((check) => check !== undefined);
    if (worst) cells.push({ x: cells.length * 8, outcome: worst.outcome, labelText: worst.labelText });
  }
  return { width: Math.max(8, cells.length * 8), cells };
}
