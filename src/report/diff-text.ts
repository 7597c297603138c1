import stringWidth from 'string-width';
import { shorten } from './format.js';
import { createMessages, type Translate } from './messages/index.js';
import type { ChangeRow, Printed, ReportModel } from './schema.js';

export interface TextOptions {
  /** ANSI colours. @default false */
  readonly colours?: boolean;
  /** Width of the terminal in columns; long names are cut to it. @default 100 */
  readonly columns?: number | undefined;
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'plain';
const CODES: Readonly<Record<Style, string>> = { bold: '1', dim: '2', red: '31', green: '32', plain: '' };

/** Pads to a width in terminal columns: a Chinese character takes two. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/**
 * The difference of two editions for a terminal: revised targets first, one a line, then targets that came and went, then changed figures;
 * what is reworded, moved and unchanged is counted.
 */
export function diffText(model: ReportModel, options: TextOptions = {}): string {
  const t = createMessages(model.locale);
  const columns = Math.max(60, options.columns ?? 100);
  const style = (text: string, how: Style) => (options.colours && how !== 'plain' ? `\u001b[${CODES[how]}m${text}\u001b[0m` : text);
  const lines = [style(model.documents[0]?.title ?? model.title, 'bold'), style(model.id, 'dim'), '', style(model.finding, 'bold')];
  for (const note of model.notes) lines.push(note);
  for (const comparison of model.documents.flatMap((document) => document.comparisons)) {
    const told = [...comparison.targets, ...comparison.actuals];
    const layout = layoutOf(told, columns, t);
    const folds = told.some((change) => stringWidth(line(change, { layout, folds: false }, t, (text) => text)) > columns);
    const revised = comparison.targets.filter((change) => change.type === 'revised');
    const cameOrWent = comparison.targets.filter((change) => change.type !== 'revised');
    for (const [rows, title] of [
      [revised, t('tile.revised')],
      [cameOrWent, `${t('category.added')} / ${t('category.removed')}`],
      [comparison.actuals, t('tile.actuals')],
    ] as const) {
      if (rows.length === 0) continue;
      lines.push('', style(title, 'bold'), ...rows.map((change) => line(change, { layout, folds }, t, style)));
    }
    lines.push('', style(comparison.summaryText, 'dim'));
  }
  for (const one of model.unknown) lines.push(style(`! ${one.whyText}`, 'red'));
  return `${lines.join('\n')}\n`;
}

const mark = (change: ChangeRow) =>
  ({ raised: '▲', lowered: '▼', added: '+', removed: '×', tightened: '↑', loosened: '↓', bound: '!', unbound: '!' })[change.category] ??
  '~';
const words = (printed: Printed | null, t: Translate) => printed?.text ?? t('dash');

const cellsOf = (change: ChangeRow, t: Translate) => [
  // A level and its growth share a name.
  change.measureText === t('measure.level') ? change.name : `${change.name} ${change.measureText}`,
  change.periodBeforeText ? `${change.periodBeforeText} → ${change.periodText}` : change.periodText,
  words(change.before, t),
  words(change.after, t),
  [change.deltaText, change.deltaRelativeText && `(${change.deltaRelativeText})`].filter(Boolean).join(' '),
];

/** Signs and gaps of a line beside its columns: the mark, the arrow, two spaces between. */
const GAPS = 10;

/** Width of each column over all tables, so that they line up with one another; names may take a third of the terminal, values what is left. */
function layoutOf(rows: readonly ChangeRow[], columns: number, t: Translate): readonly number[] {
  const cells = rows.map((change) => cellsOf(change, t));
  const widest = (i: number) => Math.max(0, ...cells.map((row) => stringWidth(row[i] as string)));
  const name = Math.min(Math.floor(columns / 3), widest(0));
  const period = Math.min(24, widest(1));
  const room = columns - GAPS - name - period;
  const value = Math.min(26, Math.max(12, Math.floor(room / 2)));
  return [name, period, Math.min(value, widest(2)), Math.min(value, widest(3)), Math.min(22, widest(4))];
}

/** One change on one line; where one of them does not fit, on two: what changed, and below it by how much and what it means. */
function line(
  change: ChangeRow,
  { layout, folds }: { readonly layout: readonly number[]; readonly folds: boolean },
  t: Translate,
  style: (text: string, how: Style) => string,
): string {
  const texts = cellsOf(change, t);
  const [name, period, before, after, delta] = texts.map((text, i) => pad(cutTo(text, layout[i] as number), layout[i] as number)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const tone: Style = change.outlook === 'worse' ? 'red' : change.outlook === 'better' ? 'green' : 'plain';
  const values = `${before} → ${style(after, 'bold')}`;
  const head = [style(mark(change), tone), style(name, 'bold'), period, values];
  const meaning = style(judgement(change, t), tone);
  const id = style(`[${change.id}]`, 'dim');
  if (folds) {
    const more = [texts[4] ?? '', meaning, id].filter((part) => part !== '');
    return `${head.join('  ').trimEnd()}\n     ${more.join('  ')}`;
  }
  return `${[...head, delta, meaning].join('  ').trimEnd()}  ${id}`;
}

function judgement(change: ChangeRow, t: Translate): string {
  const strictness = change.strictnessText === change.categoryText ? null : change.strictnessText;
  // 改为约束性 says it already.
  const binding = change.isBinding && change.category !== 'bound' ? t('attribute.binding') : null;
  const doubt = change.needsReview ? t('mark.needsReview') : null;
  const back = change.reverts ? `↩ ${change.reverts.id}` : null;
  return [change.categoryText, strictness, change.outlookText, binding, doubt, back].filter((part) => part !== null).join(' ');
}

/** Cuts to a width in columns; shorten counts characters, of which a Chinese one takes two columns. */
function cutTo(text: string, width: number): string {
  let shown = text;
  for (let length = Array.from(text).length; stringWidth(shown) > width && length > 1; length--) shown = shorten(text, length - 1);
  return shown;
}
