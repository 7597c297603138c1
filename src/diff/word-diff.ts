import { type Block, NO_METADATA } from '../document/index.js';
import type { Alignment } from './text/alignment.js';
import { type Layout, layOut } from './text/layout.js';
import { piecesOf } from './text/pieces.js';
import { tokenise } from './text/tokens.js';
import { mateWords } from './text/words.js';

export interface WordDiff {
  readonly op: 'kept' | 'deleted' | 'inserted';
  /** The words as each side prints them; empty where it has none. Differ in a kept run only by punctuation, width or synonym. */
  readonly old: string;
  readonly new: string;
}

/** Compares two short texts by words. The `old` parts in order are the old text, the `new` parts the new one. */
export function wordDiff(oldText: string, newText: string): WordDiff[] {
  const old = layoutOfText(oldText);
  const now = layoutOfText(newText);
  const state: Alignment = {
    before: old,
    after: now,
    mate: new Int32Array(old.key.length).fill(-1),
    back: new Int32Array(now.key.length).fill(-1),
    moved: new Uint8Array(old.key.length),
  };
  mateWords(state, tokenise(old, 0, old.key.length), tokenise(now, 0, now.key.length), false);
  return piecesOf(state).map(({ op, old: x, new: y }) => ({
    op: op === 'moved' ? 'kept' : op,
    old: x ? oldText.slice(x.start, x.end) : '',
    new: y ? newText.slice(y.start, y.end) : '',
  }));
}

function layoutOfText(text: string): Layout {
  const span = { start: 0, end: text.length };
  const block: Block = { kind: 'paragraph', span, pieces: [span], level: 0, section: [], table: null };
  return layOut({
    text,
    metadata: NO_METADATA,
    blocks: [block],
    links: [],
    unreadable: [],
    mediaType: 'text/plain',
    charset: null,
    charsetFrom: 'none',
    sha256: '',
    isDocument: true,
    why: null,
  });
}
