import type { Block, Document } from '../document/index.js';
import { createContext, type ExtractOptions } from './context.js';
import type { Extraction } from './extraction.js';
import type { Indicator } from './indicator.js';
import { toIndicator } from './refine/build.js';
import { digest } from './refine/identity.js';
import { readBlock } from './rules/prose.js';
import { extractTables, taskCells } from './tables/index.js';
import { EXTRACTOR_VERSION } from './version.js';

/**
 * Every quantified statement of a document, prose and tables.
 * @returns indicators in order of `span.start`, one per printed value; a page that is no document gives none
 * @see tests/corpus/indicators/ for what is read and what is not
 */
export function extractIndicators(document: Document, options: ExtractOptions = {}): Extraction {
  if (!document.isDocument) return { extractor: EXTRACTOR_VERSION, indicators: [], unreadable: document.unreadable };
  const context = createContext(document, options);
  const found: Indicator[] = [];
  let below: 'table' | 'text' = 'text';
  for (const block of document.blocks) {
    if (block.kind !== 'note') below = block.kind === 'table' ? 'table' : 'text';
    if (block.kind === 'table' || isCaption(document, block)) continue;
    if (block.kind === 'note' && (below === 'table' || isNote(document, block))) continue;
    const explains = context.glossary.has(block);
    for (const { draft } of readBlock(document, block, context).readings) {
      const indicator = toIndicator(draft, context);
      if (!explains || statesInGlossary(indicator)) found.push(indicator);
    }
  }
  for (const { block, of } of taskCells(document)) {
    const within = { ...context, scopeOf: () => context.scopeOf(of) };
    for (const { draft } of readBlock(document, block, within).readings) found.push({ ...toIndicator(draft, within), form: 'table' });
  }
  const tables = extractTables(document, context);
  const indicators = withIds([...found, ...tables.indicators]);
  return { extractor: EXTRACTOR_VERSION, indicators, unreadable: [...document.unreadable, ...tables.unreadable] };
}

/** In characters: a longer line that begins with 表2 is a sentence about it. */
const LONGEST_CAPTION = 60;

/** `表2 50万吨粮食产能分年度目标` names a table; its numerals are part of the name. */
const isCaption = (document: Document, { span }: Block): boolean =>
  span.end - span.start <= LONGEST_CAPTION &&
  /^[#*\s]*(?:专栏|附?表|附?图|附件)[\s\u3000]*[\d一二三四五六七八九十]{1,3}(?:[-—－.]\d{1,2})?[\s\u3000:：、*“](?:[^，。；！]*)$/.test(
    document.text.slice(span.start, span.end),
  );

/** `注：`, `数据来源：`, `[3]`: says how something is counted. ① may as well number the items of a list. */
const isNote = (document: Document, block: Block): boolean =>
  /^[（(【]?\s*(?:注|备\s*注|说\s*明|附注|资料来源|数据来源|[[［〔]\s*\d)/.test(
    document.text.slice(block.span.start, block.span.start + 12),
  );

/**
 * An annex that explains words says what a programme is to reach (布局20个重大专项) and what a word is made of (3类政策、9个方面): the first is
 * a statement, the second is not.
 */
const statesInGlossary = ({ role, unit }: Pick<Indicator, 'role' | 'unit'>): boolean =>
  role === 'target' ? !/^(?:类|方面|条|大|项)$/.test(unit) : !/^[\p{Script=Han}]{1,2}$/u.test(unit);

/** Ids from what is said, not where: the same statement keeps its id when text around it moves; a second identical one gets an ordinal. */
function withIds(drafts: readonly Indicator[]): Indicator[] {
  const seen = new Map<string, number>();
  return [...drafts]
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .map((d) => {
      const value = typeof d.value === 'number' ? d.value : JSON.stringify(d.value);
      const key = digest([d.name, d.measure, d.period, d.role, d.unit, value, d.comparator, d.text, d.form].join('\u0001'));
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      // Ours alone until it is returned; a copy of every record cost as much as reading its figure.
      (d as { id: string }).id = count === 1 ? key : `${key}-${count}`;
      return d;
    });
}
