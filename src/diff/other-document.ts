import type { Edition } from './change.js';

const CHINESE = '〇一二三四五六七八九';

/** The years a title names: 2021年, 2021—2025年, 二〇二一年. */
function yearsIn(title: string): ReadonlySet<string> {
  const plain = title
    .replace(/[〇○零ＯO](?=[〇○零ＯO一二三四五六七八九]{1,2}年)/g, '〇')
    .replace(/二[〇○零][〇○零一二三四五六七八九]{2}(?=年|[-—–~至到])/g, (word) =>
      [...word.replace(/[○零]/g, '〇')].map((x) => CHINESE.indexOf(x)).join(''),
    );
  return new Set(plain.match(/(?<!\d)20\d\d(?!\d)/g) ?? []);
}

const holds = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...b].every((x) => a.has(x));

/** 某市云汀区 is spoken of as 云汀 in its own report. */
const shortName = (jurisdiction: string): string =>
  jurisdiction
    .replace(/^.*(?:省|自治区|市|州|盟)(?=\p{Script=Han}{2})/u, '')
    .replace(/(?<=\p{Script=Han}{2})(?:特别行政区|自治[区州县旗]|新区|[省市区县州盟旗镇乡])$/u, '');

/**
 * Whether an address holds another document now: next year's report in the place of this year's, or that of another district. Their
 * difference is no revision.
 * @returns what differs, null where both may be editions of one document
 */
export function otherDocument(before: Edition, after: Edition): string | null {
  const [was, is] = [before.document.metadata, after.document.metadata];
  const [then, now] = [yearsIn(was.title ?? ''), yearsIn(is.title ?? '')];
  if (then.size > 0 && now.size > 0 && !holds(then, now) && !holds(now, then))
    return `it is called “${is.title}”, the last good edition “${was.title}”`;
  if (was.jurisdiction === null || is.jurisdiction === null || was.jurisdiction === is.jurisdiction) return null;
  const name = shortName(was.jurisdiction);
  if (name.length < 2 || !before.document.text.includes(name) || after.document.text.includes(name)) return null;
  return `it is of ${is.jurisdiction}, the last good edition of ${was.jurisdiction}`;
}
