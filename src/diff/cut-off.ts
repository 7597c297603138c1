import { foldBlock } from '../document/index.js';
import type { Edition } from './change.js';

/** Invitations to see the rest, behind which a page may hide it: 查看全文, 展开更多…… */
const INVITATION = /(?:…|\.{3}|。{2,}|查看|展开|阅读|点击|显示|剩余|全文|更多|详情|[>»》↓(（[])+[)）\]]?$/;
/** Characters that are compared; fewer stand in many places of a plan. */
const TAIL = 30;
const SHORTEST_TAIL = 10;
/** Less than this behind the break is a closing phrase that was shortened, not a text that broke off. */
const LEAST_LOST = 60;

const blocksOf = (edition: Edition): string[] =>
  edition.document.blocks.map((block) => foldBlock(edition.document.text, block).text).filter((text) => text !== '');

/**
 * Whether a text ends in the middle of a sentence that went on in the last good edition, with all that followed gone: a file cut short by its
 * server or a cache arrives with a length that fits, and all targets behind the cut would be told as removed.
 * @returns the characters lost, null where the text has its end
 */
export function lostBehindBreak(before: Edition, after: Edition): number | null {
  // A table has no sentences: rows taken off its end are changes like any other.
  if (after.document.blocks.at(-1)?.kind === 'table') return null;
  const then = blocksOf(before);
  const now = blocksOf(after);
  const [whole, rest] = [then.join('\n'), now.join('\n')];
  const end = endOf(now);
  if (end === null || whole.length - rest.length < LEAST_LOST) return null;
  // The last words of the last good edition are still there: something else moved.
  if (rest.includes((then.at(-1) ?? '').slice(-TAIL))) return null;
  let from = whole.indexOf(end);
  let cut: number | null = null;
  while (from !== -1) {
    const next = from + end.length;
    // Where a block of the last good edition ended here too, it is an end.
    if (next >= whole.length || whole[next] === '\n' || INVITATION.test(whole.slice(next, next + 2))) return null;
    cut = next;
    from = whole.indexOf(end, from + 1);
  }
  if (cut === null || whole.length - cut < LEAST_LOST) return null;
  return whole.length - cut;
}

/** A text that stops at the end of a sentence has lost its tail where all else stands and this much is gone: shares of the text, and figures. */
const LOST_SHARE = 0.15;
const LOST_INDICATORS = 5;

/**
 * Whether a text is nothing but the beginning of the last good edition: cut at the end of a sentence it looks whole, and every figure behind the
 * cut would be told as removed.
 * @returns the characters and indicators lost, null where something else differs or little is gone
 */
export function lostTail(before: Edition, after: Edition): { readonly characters: number; readonly indicators: number } | null {
  const indicators = before.extraction.indicators.length - after.extraction.indicators.length;
  if (indicators < LOST_INDICATORS) return null;
  const then = blocksOf(before);
  const now = blocksOf(after);
  let same = 0;
  while (same < now.length && now[same] === then[same]) same++;
  // The last line may itself be cut.
  if (same === now.length - 1 && (then[same] ?? '').startsWith(now[same] as string)) same++;
  if (now.length === 0 || same < now.length) return null;
  const whole = then.join('\n').length;
  const characters = whole - now.join('\n').length;
  return characters >= whole * LOST_SHARE ? { characters, indicators } : null;
}

/** The last words of a text without invitations, null where they close a sentence. */
function endOf(blocks: readonly string[]): string | null {
  for (const block of blocks.slice(-3).reverse()) {
    const text = block.replace(INVITATION, '');
    if (text.length < SHORTEST_TAIL) continue;
    return /[。！？!?；;]["”』」)）]?$/.test(text) ? null : text.slice(-TAIL);
  }
  return null;
}
