import { numberMark } from './marks.js';
import type { Translate } from './messages/index.js';
import type { Evidence, EvidenceSide, GroupPassage, NumberedSegment, Picture, Printed, Segment } from './schema.js';

/** Markdown's own signs, HTML, and what GitHub turns into links: @names, #numbers, bare addresses stay words. */
export function esc(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|~$]/g, (c) => (c === '<' ? '&lt;' : c === '>' ? '&gt;' : `\\${c}`))
    .replace(/&(?!lt;|gt;)/g, '&amp;')
    .replace(/([@#])(?=\w)/g, '$1\u2060')
    .replace(/(https?):\/\//gi, '$1\\://')
    .replace(/^(\s*)([-+=]|\d+[.)])(?=\s|$)/, '$1\\$2');
}

export const code = (text: string) => `\`${text.replace(/[`\s]+/g, ' ')}\``;
export const address = (url: string) => (/^https?:\/\/[^\s<>"|]+$/i.test(url) ? `<${url}>` : esc(url));
/** A line that may be copied: the address it names, and no other, is a link. */
export function citation({ citationText, url }: { readonly citationText: string; readonly url: string | null }): string {
  const at = url === null || address(url) !== `<${url}>` ? -1 : citationText.lastIndexOf(url);
  if (url === null || at < 0) return esc(citationText);
  return esc(citationText.slice(0, at)) + address(url) + esc(citationText.slice(at + url.length));
}
export const value = (printed: Printed | null, t: Translate) =>
  printed ? esc(printed.text) + (printed.gloss ? ` (${esc(printed.gloss)})` : '') : t('dash');
const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\n/g, ' ')).join(' | ')} |`;
export const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

export const marked = (segments: readonly (Segment | NumberedSegment)[]) =>
  segments
    .map((segment) => {
      const { text, mark } = segment;
      const numbers = 'numbers' in segment ? segment.numbers.map(numberMark).join('') : '';
      if (mark === 'same' || text.trim() === '') return numbers + esc(text);
      return numbers + (mark === 'removed' ? `<del>${esc(text)}</del>` : `<ins>**${esc(text)}**</ins>`);
    })
    .join('');

/** Both sides of a change as quotations, or as two rows of one table. */
export function evidencePart(evidence: Evidence, t: Translate): string[] {
  const { before, after } = evidence;
  if (evidence.isRowPair && before?.row && after?.row) {
    const cells = (side: EvidenceSide) => (side.row?.cells ?? []).map((cell) => marked(cell.segments));
    const path = after.section.map(esc).join(' › ');
    const head = [t('table.point'), ...(after.row.header.length > 0 ? after.row.header.map(esc) : after.row.cells.map(() => ' '))];
    return [
      ...(path ? [`_${path}_`] : []),
      ...(after.row.caption ? [esc(after.row.caption)] : []),
      '',
      table(head, [
        [t('edition.before'), ...cells(before)],
        [t('edition.after'), ...cells(after)],
      ]),
    ];
  }
  const side = (label: string, shown: EvidenceSide | null) => {
    if (!shown) return [`> **${label}** ${t('edition.absent')}`];
    const path = shown.section.length > 0 ? ` _${shown.section.map(esc).join(' › ')}_` : '';
    const text = shown.paragraph ? marked(shown.paragraph) : (shown.row?.cells ?? []).map((cell) => marked(cell.segments)).join(' ｜ ');
    return [`> **${label}**${path}  `, `> ${text}`];
  };
  return [...side(t('edition.before'), before), '', ...side(t('edition.after'), after)];
}

/** The passage of several changes, told once. */
export function passagePart(passage: GroupPassage, t: Translate): string[] {
  const path = (section: readonly string[]) => section.map(esc).join(' › ');
  if (passage.table) {
    const { section, caption, header, rows } = passage.table;
    const width = Math.max(header.length, ...rows.map((row) => (row.after ?? row.before ?? []).length));
    const cells = (label: string, side: (typeof rows)[number]['before']) =>
      side ? [[label, ...Array.from({ length: width }, (_, i) => marked(side[i]?.segments ?? []))]] : [];
    return [
      ...(section.length > 0 ? [`_${path(section)}_`] : []),
      ...(caption ? [esc(caption)] : []),
      '',
      table(
        [t('table.point'), ...Array.from({ length: width }, (_, i) => esc(header[i] ?? ' '))],
        rows.flatMap((row) => [...cells(t('edition.before'), row.before), ...cells(t('edition.after'), row.after)]),
      ),
    ];
  }
  const side = (label: string, shown: GroupPassage['before']) => {
    if (!shown) return [`> **${label}** ${t('edition.absent')}`];
    return [`> **${label}**${shown.section.length > 0 ? ` _${path(shown.section)}_` : ''}  `, `> ${marked(shown.paragraph)}`];
  };
  return [...side(t('edition.before'), passage.before), '', ...side(t('edition.after'), passage.after)];
}

/** What a picture shows, as a table: Markdown draws none. */
export function pictureTable(picture: Picture, t: Translate): string {
  const head = [
    esc(picture.titleText),
    t('table.role'),
    `${t('table.value')}${picture.unit ? ` (${t('picture.unit', { unit: picture.unit })})` : ''}`,
  ];
  return table(
    head,
    picture.points.map((point) => [esc(point.label), t(`role.${point.kind}`), esc(point.text)]),
  );
}
