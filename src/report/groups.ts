import type { Change, Edition } from '../diff/index.js';
import { markedPassage, tablePassage } from './group-passages.js';
import { type Passage, passageOf } from './passages.js';
import type { ChangeDetail, ChangeGroup } from './schema.js';
import type { diffWords } from './segments.js';

/** A change as it is told and as it was found, with the passages it stands in. */
export interface Member {
  readonly detail: ChangeDetail;
  readonly change: Change;
  readonly old: Passage | null;
  readonly now: Passage | null;
}

/** What two statements must share to be quoted together: a paragraph, or a table under one header. */
function keyOf(passage: Passage | null): string | null {
  if (!passage?.block) return null;
  const { start } = passage.block.span;
  return passage.kind === 'paragraph'
    ? `p${start}`
    : `t${start} ${[passage.caption, ...passage.header].join('\n')} ${passage.cells.length}`;
}

const kindsDiffer = (old: Passage, now: Passage) =>
  old.kind !== now.kind || (old.kind === 'row' && now.kind === 'row' && old.header.join('\n') !== now.header.join('\n'));

/**
 * Puts the changes of one paragraph or one table together, so that it is quoted once for all of them. What came or went joins the changes of its
 * paragraph where there are any. The order of the changes is kept within a group; groups stand in the order of their first.
 */
export function groupsOf(
  told: readonly { readonly detail: ChangeDetail; readonly change: Change }[],
  before: Edition,
  after: Edition,
  words: typeof diffWords,
): ChangeGroup[] {
  const members = told.map(
    (one): Member => ({
      ...one,
      old: one.change.before && passageOf(before.document, one.change.before),
      now: one.change.after && passageOf(after.document, one.change.after),
    }),
  );
  const keys = new Map<Member, string>();
  const sides = new Map<string, string>();
  for (const member of members) {
    const [old, now] = [keyOf(member.old), keyOf(member.now)];
    if (member.old && member.now && old !== null && now !== null && !kindsDiffer(member.old, member.now)) {
      const key = `${old} > ${now}`;
      keys.set(member, key);
      for (const side of [`${old} >`, `> ${now}`]) if (!sides.has(side)) sides.set(side, key);
    }
  }
  for (const member of members) {
    if (keys.has(member)) continue;
    const [old, now] = [keyOf(member.old), keyOf(member.now)];
    const side = member.old && !member.now && old !== null ? `${old} >` : !member.old && now !== null ? `> ${now}` : null;
    keys.set(member, side === null ? `alone ${member.detail.anchor}` : (sides.get(side) ?? side));
  }
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = keys.get(member) as string;
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()].map((group) => ({
    anchor: `g-${group[0]?.detail.anchor}`,
    changes: group.map(({ detail }) => detail.anchor),
    passage: group.length === 1 ? null : passageOfGroup(group, words),
  }));
}

function passageOfGroup(group: readonly Member[], words: typeof diffWords): ChangeGroup['passage'] {
  return (group[0]?.now ?? group[0]?.old)?.kind === 'row' ? tablePassage(group, words) : markedPassage(group, words);
}
