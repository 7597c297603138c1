import { type Block, type Document, type Folded, fold, foldBlock } from '../document/index.js';
import type { Concept } from './concepts/concept.js';
import { type ConceptFinder, createConceptFinder } from './concepts/find.js';
import type { Role } from './indicator.js';
import { planIn, planOf, type YearSpan, yearIn } from './lexicon/plans.js';
import { glossaryOf } from './rules/glossary.js';
import { scopesOf, type TimedSentence, timeSentences } from './rules/scopes.js';

export interface ExtractOptions {
  /** work-report | outline | special-plan | plan-report | bulletin | notice | review; default: as the title says. */
  readonly kind?: string | null | undefined;
  /** `2021` or `2021-2025`, where the caller knows it. */
  readonly period?: string | null | undefined;
  readonly jurisdiction?: string | null | undefined;
  /** Additions to the catalogue; one with a known key replaces it. */
  readonly concepts?: readonly Concept[] | undefined;
}

/** What a statement is of where its sentence does not say: a year's work, or a plan of several years. */
export interface Scope {
  readonly role: Role;
  /** `year`: values are of `year`. `span`: totals and averages are of `span`, levels of its last year. */
  readonly mode: 'year' | 'span';
  readonly year: number | null;
  readonly span: YearSpan | null;
}

/** What the whole document decides for each of its statements. Pure data and lookups; made once per document. */
export interface DocumentContext extends ConceptFinder {
  readonly title: string;
  readonly kind: string;
  /** Year the document is written for: that of the report's title, or the first of an outline's plan. */
  readonly year: number | null;
  /** The plan in force or being drawn up. */
  readonly plan: YearSpan | null;
  /** Scope that holds at the beginning of a block, by its section and by what was said before it. */
  readonly scopeOf: (block: Block) => Scope;
  /** The sentences of the block's folded text with their words of time, where the block begins in `scope`. */
  readonly sentencesOf: (block: Block, scope: Scope) => readonly TimedSentence[];
  /** Blocks that explain words of the text (名词解释) and state nothing. */
  readonly glossary: ReadonlySet<Block>;
  /** The block's text as rules match on it. */
  readonly foldedOf: (block: Block) => Folded;
}

/** Decides kind, year and plan of a document, and the scope of each of its blocks. */
export function createContext(document: Document, options: ExtractOptions = {}): DocumentContext {
  const lines = headLines(document);
  const title = document.metadata.title ?? lines[0] ?? '';
  const kind = options.kind ?? document.metadata.kind ?? kindOf(lines);
  const years = (options.period ?? '').match(/\d{4}/g)?.map(Number) ?? [];
  const plan: YearSpan | null = years.length > 1 ? [years[0] as number, years[1] as number] : planOfDocument(kind, lines, document);
  const year = years.length === 1 ? (years[0] as number) : yearOfDocument(kind, lines, document, plan);
  const effective = plan ?? (year === null ? null : planOf(year));
  const facts = {
    title,
    kind,
    year,
    plan: effective,
    planStated: plan !== null,
    readBefore: readBefore(lines, year),
    midYear: kind === 'plan-report' && MID_YEAR.test(title),
  };
  const foldedOf = (block: Block): Folded => foldBlock(document.text, block);
  const glossary = glossaryOf(document, foldedOf);
  const scopes = scopesOf(document, facts, foldedOf);
  const fallback: Scope = scopes.fallback;
  return {
    ...facts,
    ...createConceptFinder(options.concepts ?? []),
    glossary,
    scopeOf: (block) => scopes.byBlock.get(block) ?? fallback,
    // Read once to find the scopes; only headings, and text given another scope, are read here.
    sentencesOf: (block, scope) =>
      (scope === scopes.byBlock.get(block) ? scopes.sentences.get(block) : null) ?? timeSentences(foldedOf(block).text, facts, scope),
    foldedOf,
  };
}

/** The first lines, where title, date and number stand. */
function headLines(document: Document): string[] {
  const lines = document.metadata.title ? [document.metadata.title] : [];
  for (const block of document.blocks.slice(0, 14)) {
    if (block.kind === 'table') continue;
    const text = document.text.slice(block.span.start, Math.min(block.span.end, block.span.start + 160));
    const folded = fold(text).text.replace(/\s+/g, '');
    if (folded) lines.push(folded);
  }
  return lines;
}

function kindOf(lines: readonly string[]): string {
  const head = lines
    .slice(0, 8)
    .map((line) => line.slice(0, 80))
    .join('\n');
  // 关于调整2022年计划部分预期目标的报告 lays targets down anew, whatever plan or report it speaks of.
  if (/(?:^|[\n县区市省府会局委])关于(?:提请|审议|审查|批准|同意|申请|建议)*(?:调整|修订|修改|变更|优化调整)/.test(head.slice(0, 160)))
    return 'notice';
  if (/(?:计划|规划|指标|目标)的?(?:调整|修订)(?:方案|情况|建议)?的?(?:通知|公告|决定|议案|报告|请示|说明|批复)/.test(head.slice(0, 160)))
    return 'notice';
  if (/政府工作报告|工作报告/.test(head) || /向大会报告|报告政府工作|报告工作，请予审议/.test(lines.join('\n'))) return 'work-report';
  if (/中期评估|总结评估|实施情况(?:的)?评估|评估报告/.test(head)) return 'review';
  if (/计划(?:上半年|前三季度|1[—–-][69]月)?执行情况|计划（?草案/.test(head)) return 'plan-report';
  if (/统计公报/.test(head)) return 'bulletin';
  if (/规划纲要|远景目标纲要|发展第十.?个五年规划|五年规划/.test(head)) return 'outline';
  // 2025年工作总结和2026年工作计划, 关于2025年经济工作的报告: reports of a year's work by another name.
  if (/20\d\d年[^\n。]{0,24}工作(?:总结|计划|打算|要点|情况|的?报告|的?汇报)/.test(head.slice(0, 200))) return 'work-report';
  if (/规划|行动计划|方案/.test(head)) return 'special-plan';
  if (/(?:通知|批复|意见)(?:$|\n)/.test(head)) return 'notice';
  return /现在，?我代表/.test(lines.join('\n')) ? 'work-report' : 'special-plan';
}

function planOfDocument(kind: string, lines: readonly string[], document: Document): YearSpan | null {
  for (const line of lines.slice(0, 6)) {
    const span = /(20\d\d)[年—–~至-]{1,3}(20\d\d)年?/.exec(line);
    if (span && Number(span[2]) > Number(span[1])) return [Number(span[1]), Number(span[2])];
    const plan = line.length < 120 ? planIn(line) : null;
    if (plan) return plan;
  }
  if (kind === 'work-report' || kind === 'plan-report' || kind === 'bulletin') return null;
  const counts = new Map<number, number>();
  for (const found of document.text.slice(0, 60_000).matchAll(/“十([一二三四五六七])五”/g)) {
    const plan = planIn(found[0]);
    if (plan) counts.set(plan[0], (counts.get(plan[0]) ?? 0) + 1);
  }
  const first = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  return first === undefined ? null : [first, first + 4];
}

/** The title of a report on the first months of a year. */
const MID_YEAR = /上半年|前三季度|1[—–-][69]月|半年/;

/** True where the day a report was read on lies in December of the year before its own. */
function readBefore(lines: readonly string[], year: number | null): boolean {
  const held = /(20\d\d)年(1[0-2])月\d{1,2}日/.exec(lines.join('\n'));
  return held !== null && year !== null && Number(held[1]) === year - 1;
}

/** 2024年计划执行情况与2025年计划草案 is for 2025; with no draft beside it, for the year after the one carried out. */
function yearOfPlanReport(text: string): number | null {
  const draft = /(20\d\d)年(?:[^。，年]{0,24})计划(?:（草案）|\(草案\)|草案)/.exec(text);
  if (draft) return Number(draft[1]);
  const done = /(20\d\d)年(?![^。]{0,6}(?:上半年|1[—–-]|前))[^。，年]{0,24}计划执行情况/.exec(text);
  return done ? Number(done[1]) + 1 : null;
}

/** A report of early 2026 is for 2026, whether its title says so or only the day it was read on; 公报 speak of the year in their title. */
function yearOfDocument(kind: string, lines: readonly string[], document: Document, plan: YearSpan | null): number | null {
  if (kind === 'outline' || kind === 'special-plan') return plan ? plan[0] : yearIn(lines.join('\n'));
  // An assessment in mid-term is made in the third year of the plan, a final one in the year after it.
  if (kind === 'review' && plan) return /中期/.test(lines.join('\n')) ? plan[0] + 2 : plan[1] + 1;
  if (kind === 'plan-report') {
    const year = yearOfPlanReport(lines.join('\n'));
    if (year !== null) return year;
  }
  for (const line of lines) {
    const named = /(20\d\d)年?(?:[^，。]{0,20})(?:政府工作报告|国民经济和社会发展|工作报告)/.exec(line);
    if (named) return Number(named[1]);
  }
  // The year whose work the report lays out (2021年工作安排) outranks any day printed above it.
  const ahead =
    /(20\d\d)年(?:的)?(?:工作安排|工作建议|工作计划|工作打算|工作思路|工作要点|政府工作(?:安排|建议|重点|任务)|工作部署|工作总体|重点工作|主要任务|经济社会发展(?:的)?(?:总体要求|主要预期目标|主要目标))/.exec(
      digitsFolded(document.text),
    );
  if (ahead) return Number(ahead[1]);
  for (const line of lines) {
    const held = /(20\d\d)年\d{1,2}月/.exec(line);
    if (held) return Number(held[1]);
  }
  return yearIn(lines.join('\n'));
}

/** A whole text with ２０２１ 年 as 2021年, cut by no line; much cheaper than a fold, and enough to find a year in. */
const digitsFolded = (text: string): string =>
  text.replace(/\s+/g, '').replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
