import type { Block } from '../document.js';
import { bareHeading, hashesOf, headingLevel, runInHeading } from './headings.js';

interface Open {
  readonly rank: number;
  readonly hashes: number;
  readonly text: string;
}

/** A block before its place in the outline is known. `text` is the block's own words, pieces joined. */
export interface DraftBlock extends Omit<Block, 'level' | 'section'> {
  readonly text: string;
  /** True for the document's own title, which is a heading above everything and in no section path. */
  readonly title?: boolean;
  /** Rank from the format (an `<h2>`), used where the words carry no numbering; 0 or absent for none. */
  readonly formatRank?: number;
}

/**
 * Gives every block its section path and every heading its level (1 for the outermost rank seen in this document).
 * Numbering outranks format: reports are met whose `### 二、` stands beside `## 一、`. A heading run into its paragraph (`（一）…。`) belongs to the path
 * of that paragraph and of those that follow.
 */
export function sectionize(drafts: readonly DraftBlock[]): Block[] {
  const open: Open[] = [];
  const ranks: number[] = drafts.map(() => 0);
  const paths: (readonly string[])[] = [];
  const path = () => open.map((o) => o.text);
  const enter = (rank: number, hashes: number, text: string) => {
    while (open.length > 0 && (open[open.length - 1] as Open).rank >= rank) open.pop();
    open.push({ rank, hashes, text });
  };
  drafts.forEach((draft, i) => {
    if (draft.kind === 'heading') {
      if (draft.title) {
        paths.push([]);
        return;
      }
      const text = bareHeading(draft.text);
      const hashes = hashesOf(draft.text) || (draft.formatRank ?? 0);
      let rank = headingLevel(draft.text);
      if (rank === 0) {
        // Without a number: below the nearest numbered heading that has fewer hashes, beside or above the others.
        while (
          open.length > 0 &&
          (hashes === 0 ? (open[open.length - 1] as Open).rank % 1 !== 0 : (open[open.length - 1] as Open).hashes >= hashes)
        )
          open.pop();
        rank = (open[open.length - 1]?.rank ?? 0) + 0.45;
      }
      while (open.length > 0 && (open[open.length - 1] as Open).rank >= rank) open.pop();
      paths.push(path());
      enter(rank, hashes, text);
      ranks[i] = rank;
      return;
    }
    // An address to the meeting starts a new passage: the run-in item before it is over.
    if (draft.kind === 'paragraph' && /^各位代表/.test(draft.text)) while ((open[open.length - 1]?.rank ?? 0) >= 5) open.pop();
    const runIn = draft.kind === 'paragraph' ? runInHeading(draft.text) : null;
    if (runIn && (open.length === 0 || runIn.rank >= 4)) enter(runIn.rank, 0, runIn.text);
    paths.push(path());
  });
  const seen = [...new Set(ranks.filter((r) => r > 0))].sort((a, b) => a - b);
  return drafts.map((draft, i) => ({
    kind: draft.kind,
    span: draft.span,
    pieces: draft.pieces,
    level: draft.kind === 'heading' ? Math.max(1, seen.indexOf(ranks[i] as number) + 1) : 0,
    section: paths[i] as readonly string[],
    table: draft.table,
  }));
}
