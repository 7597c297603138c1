import { code, esc, evidencePart, passagePart, pictureTable, value } from './markdown-words.js';
import { numberMark } from './marks.js';
import type { Translate } from './messages/index.js';
import type { ChangeDetail, ChangeRow, GroupPassage } from './schema.js';

/** Raised or lowered, stricter, better, binding, doubtful: what a change is read as, in words. */
export function readings(change: ChangeRow, t: Translate): string {
  const arrow = change.category === 'raised' ? '▲ ' : change.category === 'lowered' ? '▼ ' : '';
  const parts = [
    arrow + change.categoryText,
    change.strictnessText === change.categoryText ? null : change.strictnessText,
    change.outlookText,
  ];
  if (change.isBinding) parts.push(t('attribute.binding'));
  if (change.needsReview) parts.push(t('mark.needsReview'));
  if (change.review) parts.push(change.review.verdictText);
  return parts.filter((part) => part !== null).join(', ');
}

export const delta = (change: ChangeRow, t: Translate) =>
  change.deltaText ? esc(change.deltaText) + (change.deltaRelativeText ? ` (${change.deltaRelativeText})` : '') : t('dash');

/** One change with its evidence. */
export function changePart(change: ChangeDetail, t: Translate): string[] {
  return [...headPart(change, '', t), '', ...evidencePart(change.evidence, t), ...footPart(change, t)];
}

/** Several changes of one passage: each in its lines, then the passage once, its marked words numbered as the changes are. */
export function groupPart(changes: readonly ChangeDetail[], passage: GroupPassage, t: Translate): string[] {
  const entries = changes.flatMap((change, i) => [
    ...(i > 0 ? [''] : []),
    ...headPart(change, `${numberMark(i + 1)} `, t),
    ...footPart(change, t),
  ]);
  return [...entries, '', ...passagePart(passage, t)];
}

function headPart(change: ChangeDetail, number: string, t: Translate): string[] {
  const out = [`#### ${number}${esc(change.name)} · ${change.role === 'actual' ? `${t('role.actual')} · ` : ''}${readings(change, t)}`, ''];
  out.push(
    `${value(change.before, t)} → **${value(change.after, t)}** ${change.deltaText ? delta(change, t) : ''} · ${change.periodText} · ${change.measureText}`,
  );
  return out;
}

function footPart(change: ChangeDetail, t: Translate): string[] {
  const out: string[] = [];
  if (change.reverts) out.push('', change.reverts.text);
  if (change.review)
    out.push('', `${change.review.verdictText} (${change.review.atText})${change.review.note ? `: ${esc(change.review.note)}` : ''}`);
  if (change.course) out.push('', pictureTable(change.course, t));
  const sum = change.importance.parts.map((part) => `${part.labelText} ${part.points}`).join(' + ');
  out.push('', `<sub>${t('evidence.why', { score: change.importance.score })} = ${sum} · ${t('evidence.id')} ${code(change.id)}</sub>`);
  return out;
}
