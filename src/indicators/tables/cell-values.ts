import { type Document, fold, isDashCell, type Span, squeezeCell, type TableCell, toRawSpan } from '../../document/index.js';
import type { Comparator } from '../indicator.js';
import { comparatorAfter, comparatorBefore } from '../lexicon/comparators.js';
import { type Printed, parseQuantity } from '../quantity/index.js';

/** One figure of a value cell, or its words where it holds none. */
export interface CellValue {
  /** Decimals without sign, null for words. */
  readonly decimals: string | readonly [string, string] | null;
  readonly negative: boolean;
  readonly unit: string;
  readonly comparator: Comparator;
  readonly stretch: boolean;
  /** Inside `[ ]`, `【 】` or `〔 〕`. */
  readonly bracket: '[]' | '()' | null;
  /** `*` or `#` right behind the figure. */
  readonly mark: string | null;
  /** 累计, 年均, 下降, 增长 in front of the figure. */
  readonly lead: string;
  /** What part of the indicator the figure is for (`设区市` of `设区市≥25`). */
  readonly label: string | null;
  /** `18.5（2019年）`: the year the figure is of, where it is not the column's. */
  readonly year: number | null;
  /** What a change is against, where the cell says (`较“十二五”末下降30%`). */
  readonly base: string | null;
  readonly span: Span;
  readonly valueText: string;
  /** The words of the cell, where they are the value. */
  readonly text: string | null;
}

const SIGN = /[-−－﹣]$/;
const LEAD_WORDS =
  /(?:累计|合计|五年|年均|平均|新增|净增|达到|达|保持在|保持|控制在|稳定在|稳定|实现|完成|预计|力争(?:达到)?|不低于|不少于|不超过|不高于|超过|突破|高于|低于|大于|小于|约|近|增长|增加|提高|提升|下降|降低|减少|压减|至|到|为|在|[<>≥≤=~≈+±:：\s-])+$/;
const STRETCH = /(?:力争|争取|努力)(?:达到|实现|完成)?$/;
const AGAINST = /(?:较|比|相比|在)[“"]?((?:19|20)\d\d(?=年)|十[一二三四五六七]?五[”"]?末?|上年|去年|基期)/;
const CLOSING = /^[】〕\]）)]/;

/**
 * Reads the figures of a value cell.
 * @param noteNumbers a digit in brackets behind a figure is the number of a note (`30[1]`) A cell without figures but with words gives one value with `text`; an empty cell or a dash gives none.
 */
export function readCell(document: Pick<Document, 'text'>, cell: TableCell, noteNumbers: boolean): CellValue[] {
  if (!cell.span || isDashCell(cell.text) || squeezeCell(cell.text) === '') return [];
  const raw = document.text.slice(cell.span.start, cell.span.end);
  // A cell put together from several printed lines has other cells' words between them: then only its own words are read.
  const own = squeezeCell(raw) === squeezeCell(cell.text) && !/<br/i.test(raw);

  const folded = own ? fold(document.text, [cell.span]) : fold(cell.text);
  const text = folded.text.replace(/−/g, '-');
  const values = figures(text, noteNumbers);
  const locate = own ? (start: number, end: number) => toRawSpan(folded, start, end) : locator(document.text, cell.span);
  if (values.length === 0) {
    const words = cell.text.replace(/\s+/g, '').trim();
    if (!/\p{Script=Han}{2}|[ⅠⅡⅢⅣⅤ]类/u.test(words)) return [];
    return [
      {
        decimals: null,
        negative: false,
        unit: '',
        comparator: 'eq',
        stretch: false,
        bracket: /^[【〔[(（]/.test(words) ? '[]' : null,
        mark: null,
        lead: '',
        label: null,
        base: null,
        year: null,
        span: cell.span,
        valueText: raw,
        text: words.replace(/^[【〔[(（]|[】〕\])）]$/g, '').replace(/\*\*/g, ''),
      },
    ];
  }
  return values.map((value) => {
    const span = locate(value.start, value.end, text.slice(value.start, value.end));
    return { ...value.read, span, valueText: document.text.slice(span.start, span.end) };
  });
}

/** Finds each figure, in order, in the raw text between the ends of a cell that other cells' lines interrupt. */
function locator(text: string, span: Span): (start: number, end: number, words?: string) => Span {
  let from = span.start;
  return (_start, _end, words = '') => {
    const digits = /[\d.,:]+/.exec(words)?.[0] ?? words;
    let at = text.indexOf(digits, from);
    while (at >= 0 && at < span.end && (/[\d.]/.test(text[at - 1] ?? '') || /\d/.test(text[at + digits.length] ?? '')))
      at = text.indexOf(digits, at + 1);
    if (at < 0 || at >= span.end) return span;
    from = at + digits.length;
    return { start: at, end: from };
  };
}

interface Figure {
  readonly start: number;
  readonly end: number;
  readonly read: Omit<CellValue, 'span' | 'valueText'>;
}

function figures(text: string, noteNumbers: boolean): Figure[] {
  const found: Figure[] = [];
  let after = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (!(c >= '0' && c <= '9') && c !== '翻') continue;
    const grouped = /^\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)/.exec(text.slice(i, i + 24));
    const quantity = joinRange(text, grouped ? joinGroups(text, i, grouped[0]) : parseQuantity(text, i));
    if (!quantity) continue;
    const before = text.slice(after, i);
    if (isNoValue(text, quantity, before, noteNumbers)) {
      i = quantity.end - 1;
      after = quantity.end;
      continue;
    }
    const prefix = before.replace(SIGN, '');
    const signed = SIGN.test(before) && !/[\d%]$/.test(prefix) && !/\p{Script=Han}$/u.test(prefix);
    const tail = text.slice(quantity.end);
    const comparison = comparatorAfter(tail.replace(/^（含）/, ''));
    const lead = LEAD_WORDS.exec(prefix)?.[0] ?? '';
    const label = labelOf(prefix.slice(0, prefix.length - lead.length));
    const opened = /([【〔[（(])[^】〕\]）)]*$/.exec(text.slice(0, i))?.[1] ?? null;
    const falls = /下降|降低|减少|压减/.test(lead);
    const sign = signed ? before.length - before.replace(SIGN, '').length : 0;
    found.push({
      start: i - sign,
      end: quantity.end,
      read: {
        decimals: quantity.decimals,
        negative: signed || falls,
        unit: quantity.unit === 'ratio' ? 'ratio' : quantity.unit,
        comparator: comparison?.comparator ?? comparatorBefore(prefix) ?? (quantity.more ? 'gt' : 'eq'),
        stretch: STRETCH.test(prefix.replace(/达到$/, '')) && found.length > 0,
        bracket: opened === null ? null : /[（(]/.test(opened) ? '()' : '[]',
        mark:
          /^(?:左右|以上|以下|以内)?[】〕\]）)]?([*＊#※△▲]{1,2}|[①-⑳])/.exec(tail)?.[1] ??
          /^([*＊#※△▲])/.exec(text.slice(0, i))?.[1] ??
          null,
        lead,
        label,
        base: AGAINST.exec(prefix)?.[1]?.replace(/[“”"]/g, '') ?? null,
        year: Number(/^[^（]{0,4}（((?:19|20)\d\d)年?[末底]?(?:数据|数)?）/.exec(tail)?.[1] ?? 0) || null,
        text: null,
      },
    });
    i = quantity.end - 1;
    after = quantity.end + (comparison?.length ?? 0);
    while (CLOSING.test(text.slice(after, after + 1)) || /^[*＊#※△▲，、；;。\s]/.test(text.slice(after, after + 1))) after++;
  }
  return found;
}

function joinGroups(text: string, at: number, printed: string): Printed | null {
  const joined = parseQuantity(printed.replaceAll(' ', '') + text.slice(at + printed.length), 0);
  return joined && { ...joined, start: at, end: at + joined.end + (printed.length - printed.replaceAll(' ', '').length) };
}

/** `98.5~99` under a unit that stands elsewhere is a range; `2021-2025` is a time. */
function joinRange(text: string, first: Printed | null): Printed | null {
  if (first?.unit !== '' || typeof first.decimals !== 'string' || first.style !== 'arabic') return first;
  const dash = /^(?:-{1,2}|[—–~～]{1,2}|至|到)/.exec(text.slice(first.end, first.end + 2));
  const second = dash ? parseQuantity(text, first.end + dash[0].length) : null;
  if (
    !second ||
    typeof second.decimals !== 'string' ||
    second.unit === 'ratio' ||
    second.style !== 'arabic' ||
    /^(?:19|20)\d\d$/.test(second.decimals)
  )
    return first;
  return { ...second, start: first.start, decimals: [first.decimals, second.decimals] };
}

/** Years, plan names, standards and numerals inside words: `2023年`, `PM2.5`, `Ⅲ类`, `第1位`, `比2020年`. */
function isNoValue(text: string, quantity: Printed, before: string, noteNumbers: boolean): boolean {
  if (/[A-Za-z]$/.test(before) && !/[≥≤]$/.test(before)) return true;
  if (/第$/.test(before)) return true;
  // `30[1]`: the number of a note.
  if (noteNumbers && /[\d%上右内下]\[$/.test(text.slice(0, quantity.start)) && /^[1-9]\]/.test(text.slice(quantity.start))) return true;
  const printed = typeof quantity.decimals === 'string' ? quantity.decimals : quantity.decimals[0];
  if (
    /^(?:19|20)\d\d$/.test(printed) &&
    (quantity.unit === '年' || /^(?:年|[-—~至])/.test(text.slice(quantity.end)) || /(?:较|比|到|至)$/.test(before))
  )
    return true;
  // 2021-2023
  if (/^(?:19|20)\d\d$/.test(printed) && /(?:19|20)\d\d年?[-—~～至到]{1,2}-?$/.test(text.slice(0, quantity.start))) return true;
  if (quantity.unit === '年' && /^\d{4}$/.test(printed)) return true;
  return /^(?:类|级标准|号|条例)/.test(text.slice(quantity.end));
}

/** `[成片：五年累计约110` -> 成片; words that say no part of anything give null. */
function labelOf(words: string): string | null {
  const label = words
    .replace(/^[【〔[（(，、；;。\s]+|[：:，、（(【〔[\s]+$/g, '')
    .replace(/^(?:较|比)[“"]?(?:\d{4}年?|十.五)[”"]?(?:末|期末)?/, '')
    .replace(/^左右|^以上/, '');
  return /^[\p{Script=Han}A-Za-z（）()]{2,14}$/u.test(label) && !/^(?:其中|累计|年均|达到|时期|目标|全部|基本|原则上)$/.test(label)
    ? label
    : null;
}
