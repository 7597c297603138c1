import { bareHeading, hashesOf } from './headings.js';
import type { Line } from './lines.js';

export interface Title {
  readonly text: string | null;
  /** Indices of the lines that print it, once or several times. */
  readonly lines: ReadonlySet<number>;
}

const NAMES_A_DOCUMENT =
  /(?:报告|规划|纲要|计划|公报|意见|通知|方案|决定|批复|建议|要点|情况|汇编|决议|草案|说明|议案|公告)(?:[（(《〈][^）)]{1,24}[）)》〉])?$/;
const GOES_ON = /^(?:和|及|与|纲要|远景|第[一二三四五六七八九十]{1,3}个五年|二[〇○零]三五|[（(](?:草案|审议稿|征求意见稿|送审稿|20\d\d))/;
const CHROME = /^(?:您?当前|首页|\[|【|来源|时间|发布|索引|关于我们|http)|[>›»]/;
const squeeze = (s: string) => bareHeading(s).replace(/[\s\u3000]/g, '');

/**
 * The title within the first forty lines: a Markdown title, else a line that ends with the name of a kind of document, with the lines it was broken
 * into. A title printed twice (once by the page, once by the document, the second often over several lines) is found both times.
 */
export function findTitle(lines: readonly Line[]): Title {
  const near = lines.slice(0, 40);
  const found = new Set<number>();
  let text: string | null = null;
  for (let i = 0; i < near.length && text === null; i++) {
    const line = (near[i] as Line).text;
    const bare = squeeze(line);
    if (bare.length < 4 || bare.length > 70 || CHROME.test(bare) || /[。；，]/.test(bare)) continue;
    if (
      hashesOf(line) === 1 ||
      (NAMES_A_DOCUMENT.test(bare) && !/^[一二三四五六七八九十（(\d]{1,3}[、.．）)]/.test(bare) && !/[.…]{4}/.test(bare))
    ) {
      text = bare;
      found.add(i);
      for (let j = i + 1; j < near.length && GOES_ON.test(squeeze((near[j] as Line).text)) && text.length < 80; j++) {
        const more = squeeze((near[j] as Line).text);
        if (/[。；，]/.test(more) || more.length > 40) break;
        text += more;
        found.add(j);
      }
    }
  }
  if (text === null) return { text, lines: found };
  for (let i = 0; i < near.length; i++) {
    let joined = '';
    const run: number[] = [];
    for (let j = i; j < near.length && text.startsWith(joined) && joined.length < text.length; j++) {
      joined += squeeze((near[j] as Line).text);
      run.push(j);
    }
    if (joined === text) for (const j of run) found.add(j);
  }
  return { text, lines: found };
}
