import type { Draft } from './draft.js';

/** Lines from the top within which a title stands. */
const HEAD_LINES = 12;
const MAX_TITLE = 90;
const NAMES_A_DOCUMENT =
  /(?:报告|规划|纲要|计划|公报|意见|通知|方案|决定|批复|建议|要点|情况|决议|草案|公告|指标)(?:[（(《〈][^）)]{1,24}[）)》〉])?(?:\[\d{1,2}\])?$/;
const NUMBERED = /^(?:第.{1,4}[篇章节]|[一二三四五六七八九十]{1,3}[、.]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.])/;

const squeeze = (text: string) => text.replace(/[\s\u3000]/g, '').replace(/\[\d{1,2}\]$/, '');
const lineAt = (drafts: readonly Draft[], i: number) => {
  const draft = drafts[i];
  return draft?.kind === 'line' ? squeeze(draft.text) : null;
};

/** Line indices that print the title, once or several times, each time over one line or more. */
export interface TitleLines {
  has(index: number): boolean;
  /** Where each printing begins. */
  readonly starts: ReadonlySet<number>;
}

/** Finds `title` in the first lines, however it is broken. */
export function titleLines(drafts: readonly Draft[], title: string | null): TitleLines {
  const found = new Set<number>();
  const starts = new Set<number>();
  const wanted = title ? squeeze(title) : '';
  for (let i = 0; wanted && i < Math.min(HEAD_LINES, drafts.length); i++) {
    let joined = '';
    for (let j = i; j < drafts.length; j++) {
      const text = lineAt(drafts, j);
      if (text === null || !wanted.startsWith(joined + text)) break;
      joined += text;
      if (joined !== wanted) continue;
      starts.add(i);
      for (let k = i; k <= j; k++) found.add(k);
      i = j;
      break;
    }
  }
  return { has: (index) => found.has(index), starts };
}

/** The title that the first lines themselves print: the first that ends like the name of a document, with the lines it began on. */
export function printedTitle(drafts: readonly Draft[]): string | null {
  for (let i = 0; i < Math.min(HEAD_LINES, drafts.length); i++) {
    const text = lineAt(drafts, i);
    if (text === null) return null;
    if (text.length < 4 || text.length > MAX_TITLE || /[。；，：]/.test(text) || NUMBERED.test(text) || /^[—\-（(]/.test(text)) continue;
    const next = lineAt(drafts, i + 1) ?? '';
    const open = !NAMES_A_DOCUMENT.test(text);
    const goesOn =
      /^(?:和|及|与|纲要|远景|第[一二三四五六七八九十]{1,3}个五年|[（(](?:草案|审议稿|征求意见稿|送审稿|(?:19|20)\d\d\s*[年—–－-]+\s*(?:19|20)?\d))/.test(
        next,
      );
    const tail = NAMES_A_DOCUMENT.test(next) && !NUMBERED.test(next) && next.length <= 40 && !/[。；，：]/.test(next);
    if (open && i < 3 && tail && text.length >= 6 && !/(?:政府|委员会|办公室|局|文件)$/.test(text)) return text + next;
    if (open) continue;
    return goesOn && next.length <= 40 && !/[。；，：]/.test(next) ? text + next : text;
  }
  return null;
}
