import type { Indicator } from '../../src/indicators/index.js';

/** One hand-made label, or a first record that limits the labelled lines. Spans come from `line` and `context`, which ends with `value_text`. */
export interface Label {
  readonly range?: readonly [number, number];
  readonly line: number;
  readonly context: string;
  readonly value_text: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly measure: string;
  readonly value: number | string | readonly number[];
  readonly unit: string;
  readonly cmp: string;
  readonly period: string | null;
  readonly role: 'target' | 'actual';
  readonly attribute?: string;
  readonly periods?: readonly string[];
  readonly measures?: readonly string[];
  readonly optional?: boolean;
}

export interface Scores {
  readonly detectionAll: number;
  readonly detectionTargets: number;
  readonly strictTargets: number;
  readonly strictAll: number;
}

interface Placed {
  readonly label: Label;
  readonly start: number;
  readonly end: number;
}

/** Pairs labels and readings whose spans overlap (most overlap first) and counts: found at all, and found with every field right. */
export function compareWithLabels(
  text: string,
  records: readonly Label[],
  indicators: readonly Indicator[],
): { scores: Scores; notes: string[] } {
  const lines = text.split('\n');
  const lineStart: number[] = [0];
  for (const line of lines) lineStart.push((lineStart[lineStart.length - 1] as number) + line.length + 1);
  const range = records.find((r) => r.range)?.range ?? [1, lines.length];
  const from = lineStart[range[0] - 1] as number;
  const to = Math.min(lineStart[range[1]] as number, text.length);
  const gold: Placed[] = records
    .filter((r) => !r.range)
    .map((label) => {
      const at = (lines[label.line - 1] as string).indexOf(label.context) + label.context.lastIndexOf(label.value_text);
      const start = (lineStart[label.line - 1] as number) + at;
      return { label, start, end: start + label.value_text.length };
    });
  const found = indicators.filter((i) => i.value !== null && i.span.start >= from && i.span.end <= to);
  const pairs = pair(gold, found);
  const foundOf = new Map(pairs.map(([g, f]) => [g, f]));
  const taken = new Set(pairs.map(([, f]) => f));
  const waived = new Set(gold.filter((g) => g.label.optional).map((g) => foundOf.get(g)));
  const counted = gold.filter((g) => !g.label.optional);
  const notes: string[] = [];
  const f1 = (labels: readonly Placed[], readings: readonly Indicator[], right: (g: Placed, f: Indicator) => boolean): number => {
    const paired = labels.filter((g) => foundOf.has(g));
    const predicted = paired.length + readings.filter((f) => !taken.has(f) && !waived.has(f)).length;
    const hits = paired.filter((g) => right(g, foundOf.get(g) as Indicator)).length;
    return hits === 0 ? 0 : (2 * hits) / (labels.length + predicted);
  };
  const targets = counted.filter((g) => g.label.role === 'target');
  const targetReadings = found.filter((f) => f.role === 'target');
  for (const g of counted) {
    const f = foundOf.get(g);
    const wrong = f ? differences(g.label, f) : [];
    if (!f) notes.push(`missed   ${g.label.line}: ${g.label.context} [${g.label.name}]`);
    else if (wrong.length > 0)
      notes.push(
        `differs  ${g.label.line} ${wrong.join(',')}: ${g.label.name} ${g.label.period} | ${f.name} ${f.period} ${f.measure} ${f.comparator}`,
      );
  }
  for (const f of found) if (!taken.has(f)) notes.push(`spurious ${f.quote} [${f.name}]`);
  const any = () => true;
  const exact = (g: Placed, f: Indicator) => differences(g.label, f).length === 0;
  return {
    scores: {
      detectionAll: f1(counted, found, any),
      detectionTargets: f1(targets, targetReadings, any),
      strictTargets: f1(targets, targetReadings, exact),
      strictAll: f1(counted, found, exact),
    },
    notes,
  };
}

function pair(gold: readonly Placed[], found: readonly Indicator[]): [Placed, Indicator][] {
  const candidates: { share: number; g: Placed; f: Indicator }[] = [];
  for (const g of gold) {
    for (const f of found) {
      const overlap = Math.min(g.end, f.span.end) - Math.max(g.start, f.span.start);
      if (overlap > 0) candidates.push({ share: overlap / Math.max(g.end - g.start, f.span.end - f.span.start), g, f });
    }
  }
  candidates.sort((a, b) => b.share - a.share);
  const usedGold = new Set<Placed>();
  const usedFound = new Set<Indicator>();
  const pairs: [Placed, Indicator][] = [];
  for (const { g, f } of candidates) {
    if (usedGold.has(g) || usedFound.has(f)) continue;
    usedGold.add(g);
    usedFound.add(f);
    pairs.push([g, f]);
  }
  return pairs;
}

const plain = (text: unknown) =>
  String(text ?? '')
    .normalize('NFKC')
    .replace(/[\s*]/g, '')
    .replaceAll('∶', ':');
const number = (value: unknown) =>
  Array.isArray(value) ? value.map(Number).join('~') : typeof value === 'string' ? plain(value) : String(Number(value));
const CLASS: Readonly<Record<string, string>> = { eq: 'eq', approx: 'approx', ge: 'up', gt: 'up', le: 'down', lt: 'down' };
const ends = (period: string | null) => {
  const years = (period ?? '').match(/\d{4}/g) ?? [];
  return `${years[0]}-${years[years.length - 1]}`;
};
const unitOf = (unit: string) => plain(unit).replace(/^个?百分点$/, '百分点');

/** Fields in which a reading departs from its label; names are compared by what they share, as two people would word one thing differently. */
function differences(label: Label, f: Indicator): string[] {
  const wrong: string[] = [];
  if (number(label.value) !== number(f.value)) wrong.push('value');
  if (unitOf(label.unit) !== unitOf(f.unit)) wrong.push('unit');
  if (![label.measure, ...(label.measures ?? [])].includes(f.measure)) wrong.push('measure');
  if (CLASS[label.cmp] !== CLASS[f.comparator]) wrong.push('comparator');
  if (label.role !== f.role) wrong.push('role');
  if (![label.period, ...(label.periods ?? [])].some((p) => ends(p) === ends(f.period))) wrong.push('period');
  if (![label.name, ...(label.aliases ?? [])].some((name) => alike(bareName(name), bareName(f.name)))) wrong.push('name');
  if (label.attribute && label.attribute !== f.attribute) wrong.push('attribute');
  return wrong;
}

const bareName = (name: string) =>
  plain(name)
    .replace(/规模以上/g, '规上')
    .replace(/国内生产总值|GDP/gi, '地区生产总值')
    .replace(/研究与试验发展|R&D/gi, '研发')
    .replace(/[（(][^）)]*[）)]/g, '')
    .replace(/[“”"'‘’、，。,：:的全区市县累计年均]/g, '')
    .replace(/(?:增速|增长率|增长|总量|总数|总额|数量|人数|比重|占比|比率|比例|率)$/, '');

function alike(a: string, b: string): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (long.includes(short) && short.length / long.length >= 0.4) return true;
  const pairsOf = (text: string) => Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2));
  const pool = pairsOf(b);
  let shared = 0;
  for (const two of pairsOf(a)) {
    const at = pool.indexOf(two);
    if (at < 0) continue;
    shared++;
    pool.splice(at, 1);
  }
  return (2 * shared) / (pairsOf(a).length + pairsOf(b).length) >= 0.55;
}
