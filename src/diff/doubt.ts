import { foldBlock } from '../document/index.js';
import type { Doubt, Edition } from './change.js';
import { lostBehindBreak, lostTail } from './cut-off.js';
import { otherDocument } from './other-document.js';

/** Below these shares of the last good edition, an edition is not believed. Fixed, so that a quarantine can be explained. */
export const DOUBT = {
  /** Of indicators; a plan that drops half of its figures at once is read again by a person. */
  indicators: 0.5,
  /** Of the indicators in tables, where a table is also reported as unreadable. */
  tableIndicators: 0.5,
  /** Of the characters that mean something. */
  text: 0.5,
  /** Editions with fewer indicators are too small for shares; there, all must be gone and the text must have shrunk. */
  fewIndicators: 4,
  /** Characters; a shorter text says too little about what half of it means. */
  shortText: 200,
} as const;

/**
 * The third answer beside changed and unchanged: could not tell. An error page served with status 200, a table that became a picture or a text
 * cut in half would else be reported as dozens of removed targets.
 * @param before the last good edition
 * @returns null where `after` may stand for the page
 */
export function doubtOf(before: Edition, after: Edition): Doubt | null {
  if (!after.document.isDocument)
    return { code: 'NOT_A_DOCUMENT', message: `The page is no document: ${after.document.why ?? 'no reason known'}` };
  const other = otherDocument(before, after);
  if (other !== null) return { code: 'OTHER_DOCUMENT', message: `The page holds another document: ${other}` };
  const tables = (e: Edition) => e.extraction.indicators.filter((i) => i.form === 'table').length;
  const had = tables(before);
  const has = tables(after);
  const known = new Set(before.extraction.unreadable.map((u) => `${u.heading}|${u.reason}`));
  const lost = after.extraction.unreadable.filter((u) => !known.has(`${u.heading}|${u.reason}`));
  const [first] = lost;
  if (first && had > 0 && has < had * DOUBT.tableIndicators)
    return {
      code: 'TABLE_UNREADABLE',
      message: `“${first.heading}” can no longer be read (${first.reason}): ${has} of ${had} table values are left`,
    };
  const text = [size(before), size(after)] as const;
  const ratio = text[0] === 0 ? 1 : text[1] / text[0];
  if (text[0] >= DOUBT.shortText && ratio < DOUBT.text)
    return { code: 'TEXT_FELL', message: `The text has ${text[1]} characters, the last good edition has ${text[0]}` };
  const count = [before.extraction.indicators.length, after.extraction.indicators.length] as const;
  const few = count[0] < DOUBT.fewIndicators;
  const fell = few ? count[0] > 0 && count[1] === 0 && ratio < 0.8 : count[1] < count[0] * DOUBT.indicators;
  if (fell) return { code: 'INDICATORS_FELL', message: `${count[1]} indicators were found, the last good edition has ${count[0]}` };
  const behind = lostBehindBreak(before, after);
  if (behind !== null)
    return {
      code: 'TEXT_CUT',
      message: `The text breaks off in the middle of a sentence; the last good edition went on for ${behind} characters`,
    };
  const tail = lostTail(before, after);
  if (tail !== null)
    return {
      code: 'TEXT_CUT',
      message: `The text is the last good edition without its last ${tail.characters} characters and the ${tail.indicators} indicators in them`,
    };
  return null;
}

const size = (edition: Edition): number =>
  edition.document.blocks.reduce((sum, block) => sum + foldBlock(edition.document.text, block).text.length, 0);
