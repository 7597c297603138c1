import type { Block, Document, Folded } from '../../document/index.js';

/** The line above an annex that explains the words of a report: 名词解释, 《政府工作报告》有关名词注释; not 名词解释见附件。 */
const TITLE =
  /^(?:附[件：:一二三四五六七八九十\d]*[：:、]?)?[^，。；：]{0,24}(?:名词|用语|术语|词语|内容)(?:名词)?(?:的)?(?:解释|注释|说明|释义)$|^(?:注释|名词)[：:]?$/;

/** What ends such an annex: a table or a list of targets behind it. */
const END = /^附(?:件|表)?[\d一二三四五六七八九十]*[：:、].{2,}|(?:指标表|任务分解表|责任清单|项目表)$/;

/** The part of a document behind which an annex may begin: a table of contents names it at the front. */
const FRONT = 0.5;

/** Blocks of an annex that explains words. What 1+N or 六大产业 means is no statement about the year: see `statesInGlossary` in extract.ts. */
export function glossaryOf(document: Document, foldedOf: (block: Block) => Folded): ReadonlySet<Block> {
  const found = new Set<Block>();
  let inside = false;
  for (const block of document.blocks) {
    if (block.kind === 'table' || block.span.start < document.text.length * FRONT) continue;
    const length = block.span.end - block.span.start;
    const text = length <= 60 ? foldedOf(block).text.replace(/\s+/g, '') : '';
    if (text !== '' && TITLE.test(text)) inside = true;
    else if (inside && text !== '' && END.test(text) && !TITLE.test(text)) inside = false;
    if (inside) found.add(block);
  }
  return found;
}
