import { fold } from '../document/index.js';
import type { Edition } from './change.js';

/** Invitations to see the rest, behind which a page may hide it: 查看全文, 展开更多…… */
const INVITATION = /(?:…|\.{3}|。{2,}|查看|展开|阅读|点击|显示|剩余|全文|更多|详情|[>»》↓(（[])+[)）\]]?$/;
/** Characters that are compared; fewer stand in many places of a plan. */
const TAIL = 30;
const SHORTEST_TAIL = 10;
/** Less than this behind the break is a closing phrase that was shortened, not a text that broke off. */
const LEAST_LOST = 60;

const blocksOf = (edition: Edition): string[] =>
  edition.document.blocks.map((block) => fold(edition.document.text, block.pieces).text).filter((text) => text !== '');

/**
 * Whether a text ends in the middle of a sentence that went on in the last good edition, with all that followed gone: a file cut short by its
 * server or a cache arrives with a length that fits, and all targets behind the cut would be told as removed.
 * @returns the characters lost, null where the text has its end
 */
export function lostBehindBreak(before: Edition, after: Edition): number | null {
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

/** The last words of a text without invitations, null where they close a sentence. */
function endOf(blocks: readonly string[]): string | null {
  for (const block of blocks.slice(-3).reverse()) {
    const text = block.replace(INVITATION, '');
    if (text.length < SHORTEST_TAIL) continue;
    return /[。！？!?；;]["”』」)）]?$/.test(text) ? null : text.slice(-TAIL);
  }
  return null;
}
