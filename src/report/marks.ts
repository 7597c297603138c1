import type { ChangeDetail, ReportModel } from './schema.js';

/** ① to ㊿: three runs of Unicode; beyond them (51), for which there is no sign. */
export function numberMark(n: number): string {
  if (n >= 1 && n <= 20) return String.fromCodePoint(0x2460 + n - 1);
  if (n > 20 && n <= 35) return String.fromCodePoint(0x3251 + n - 21);
  if (n > 35 && n <= 50) return String.fromCodePoint(0x32b1 + n - 36);
  return `(${n})`;
}

/** The changes a group names by their anchors. */
export const changesByAnchor = (model: Pick<ReportModel, 'documents'>): ReadonlyMap<string, ChangeDetail> =>
  new Map(
    model.documents
      .flatMap((document) => document.comparisons.flatMap(({ targets, actuals }) => [...targets, ...actuals]))
      .map((change) => [change.anchor, change]),
  );
