import { type Block, type Document, toRawSpan } from '../../document/index.js';
import type { DocumentContext } from '../context.js';
import { afterPlaces, isScopeCount } from './counts.js';
import { readGroup } from './group.js';
import { layoutOf } from './layout.js';
import { lendNouns } from './lists.js';
import { type Mention, type Omission, scanMentions } from './mentions.js';
import { statedPer } from './per.js';
import { type Reading, toReading } from './records.js';
import { groupAt, type Item, leadStart, type Sentence, skipPredicate } from './sentence.js';
import { readWords } from './words.js';

export type { Reading } from './records.js';

export interface ProseResult {
  readonly readings: readonly Reading[];
  /** Spans in `Document.text`. */
  readonly omissions: readonly Omission[];
}

/** More values than this in one list are a table without its grid, or noise. */
const LONGEST_LIST = 24;

/** Every value stated in one block of running text. */
export function readBlock(document: Document, block: Block, context: DocumentContext): ProseResult {
  const folded = context.foldedOf(block);
  const text = folded.text;
  // A name and a figure take four units at least; a page of one figure a line is many blocks.
  if (text.length < 4) return { readings: [], omissions: [] };
  const layout = layoutOf(text);
  const { mentions, omissions } = scanMentions(text, layout);
  const readings: Reading[] = [];
  const dropped: Omission[] = [...omissions];
  let next = 0;
  for (const { start, end, scope, cues } of context.sentencesOf(block, context.scopeOf(block))) {
    const own: Mention[] = [];
    while (next < mentions.length && (mentions[next] as Mention).printed.start < end) own.push(mentions[next++] as Mention);
    const sentence: Sentence = { text, start, end, layout, cues, scope, context };
    if (own.length > 0) {
      const result = readSentence(sentence, own);
      for (const item of result.readings) readings.push(toReading(item, document, block, folded, sentence));
      dropped.push(...result.omissions);
    }
    for (const reading of readWords(sentence, own, document, block, folded)) readings.push(reading);
  }
  const raw = (o: Omission): Omission => {
    const span = toRawSpan(folded, o.start, o.end);
    return { ...o, start: span.start, end: span.end };
  };
  return { readings, omissions: dropped.sort((a, b) => a.start - b.start).map(raw) };
}

function readSentence(s: Sentence, mentions: readonly Mention[]): { readings: Item[]; omissions: Omission[] } {
  const readings: Item[] = [];
  const omissions: Omission[] = [];
  let subject = '';
  let task = '';
  let floor = s.start;
  let afterScope = false;
  for (let i = 0; i < mentions.length; ) {
    const group = groupAt(s, mentions, i);
    const first = group[0] as Mention;
    const last = group[group.length - 1] as Mention;
    if (group.length > LONGEST_LIST) {
      for (const m of group)
        omissions.push({
          start: m.printed.start,
          end: m.printed.end,
          rule: 'run-of-numbers',
          reason: 'too many numbers in a row to be a statement',
        });
      floor = last.tail;
      i += group.length;
      continue;
    }
    const begin = skipPredicate(s, leadStart(s, first.printed.start, floor), first.printed.start, afterScope ? -1 : floor);
    const lead = s.text.slice(begin, first.printed.start);
    const before = floor > s.start ? s.text.slice(floor, first.printed.start) : '';
    const nextMention = mentions[i + group.length];
    const scopeCount = group.length === 1 && isScopeCount(s, first, nextMention, lead);
    if (scopeCount) {
      omissions.push({
        start: first.printed.start,
        end: first.printed.end,
        rule: 'scope-count',
        reason: 'a count that only delimits another value',
      });
      // What it counts names the value that follows; 100亿元以上项目 is a class of things and stays in the name.
      if (
        first.printed.kind === 'count' &&
        !/(?:率|比例|占比)(?:和|与|及)$/.test(lead) &&
        first.after === null &&
        !/^的/.test(s.text.slice(first.tail, first.tail + 1))
      )
        floor = afterPlaces(s, first, lead);
      afterScope = true;
      i += 1;
      continue;
    }
    const stated = statedPer(lead, group);
    const read = readGroup(s, stated.group, stated.lead, begin, before, subject, task, readings);
    if (read.omitted)
      omissions.push(
        ...group.map((m) => ({ start: m.printed.start, end: m.printed.end, rule: read.omitted as string, reason: read.reason })),
      );
    else {
      readings.push(...read.items);
      subject = read.subject;
      task = read.task;
    }
    // A numeral that is no value divides nothing: 12345市民服务热线诉求解决率.
    if (!read.omitted) floor = last.tail;
    afterScope = false;
    i += group.length;
  }
  return { readings: lendNouns(readings), omissions };
}
