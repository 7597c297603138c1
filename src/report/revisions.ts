import { type Formatter, shorten } from './format.js';
import type { ChangedDocument, ChangeRow, Revision } from './schema.js';

/** One target and all changes to it within the report, oldest first. */
interface Course {
  readonly rows: { readonly row: ChangeRow; readonly set: string; readonly atText: string }[];
}

/**
 * Changes of one document told apart by the target they are about: what changed at two checks is one target twice. Two changes found at one check are two
 * targets, however alike their names.
 */
function coursesOf(document: ChangedDocument): Course[] {
  const courses: Course[] = [];
  for (const { id: set, atText, targets } of document.comparisons) {
    for (const row of targets) {
      const open = courses.filter(({ rows }) => rows.at(-1)?.set !== set && isSame(rows.at(-1)?.row as ChangeRow, row));
      // Of several candidates the one whose last value this change starts from.
      const course = open.find(({ rows }) => rows.at(-1)?.row.after?.text === row.before?.text) ?? open[0];
      if (course) course.rows.push({ row, set, atText });
      else courses.push({ rows: [{ row, set, atText }] });
    }
  }
  return courses;
}

const isNamedAlike = (a: ChangeRow, b: ChangeRow) =>
  a.concept !== null && b.concept !== null ? a.concept === b.concept : a.name === b.name;

function isSame(earlier: ChangeRow, later: ChangeRow): boolean {
  return (
    isNamedAlike(earlier, later) &&
    earlier.measureText === later.measureText &&
    earlier.periodText === (later.periodBeforeText ?? later.periodText)
  );
}

/** How many targets the revisions of a report are about; fewer than revisions where one was revised more than once. */
export const revisedTargets = (documents: readonly ChangedDocument[]): number =>
  documents.flatMap(coursesOf).filter(({ rows }) => rows.some(({ row }) => row.type === 'revised')).length;

const TITLE = 26;

/** 2026年青禾县人民政府工作报告 of 青禾县 is 2026年政府工作报告: the place stands beside it. */
function shortTitle(title: string, jurisdiction: string): string {
  const names = Array.from({ length: Math.max(1, jurisdiction.length - 1) }, (_, i) => jurisdiction.slice(i)).filter(
    (one) => one.length > 1,
  );
  const place = names.find((one) => title.includes(one));
  const rest = place === undefined ? title : title.replace(place, '').replace(/人民政府(?=工作报告)/, '政府');
  return rest.length < 4 ? title : rest;
}

/** How each changed document is called where its jurisdiction has more than one; null where the jurisdiction says which it is. */
function titlesOf(documents: readonly ChangedDocument[]): ReadonlyMap<string, string | null> {
  const titles = new Map<string, string | null>();
  for (const { source, title, jurisdiction } of documents) {
    const others = documents.filter((other) => other.jurisdiction === jurisdiction && other.source !== source);
    const ways = [(t: string) => shorten(shortTitle(t, jurisdiction), TITLE), (t: string) => t];
    const way = ways.find((shown) => others.every((other) => shown(other.title) !== shown(title)));
    titles.set(source, others.length === 0 ? null : way ? way(title) : `${title} (${source})`);
  }
  return titles;
}

/**
 * Changes of targets over all documents as the first page lists them; ties keep the order of the documents. Rows that would read alike are told apart by
 * their document and, where a target changed more than once, by the day of the check.
 */
export function rankedRevisions(documents: readonly ChangedDocument[], f: Formatter): Revision[] {
  const titles = titlesOf(documents.filter(({ comparisons }) => comparisons.some(({ targets }) => targets.length > 0)));
  const times = new Map<string, string>();
  for (const { rows } of documents.flatMap(coursesOf)) {
    if (rows.length === 1) continue;
    const days = rows.map(({ atText }) => atText.replace(/ \d{2}:\d{2}$/, ''));
    const isDayEnough = new Set(days).size === days.length;
    rows.forEach(({ row, atText }, i) => {
      times.set(row.anchor, isDayEnough ? (days[i] as string) : atText);
    });
  }
  const all = documents.flatMap((document) => document.comparisons.flatMap((comparison) => comparison.targets));
  const isElsewhere = (row: ChangeRow) =>
    all.some((other) => other.source !== row.source && other.jurisdiction === row.jurisdiction && isNamedAlike(other, row));
  return all
    .map(({ evidence: _evidence, course: _course, ...row }) => {
      const at = times.get(row.anchor);
      const found = at === undefined ? null : f.t('revision.found', { at });
      return { ...row, titleText: isElsewhere(row) ? (titles.get(row.source) ?? null) : null, foundText: found };
    })
    .sort((a, b) => b.importance.score - a.importance.score);
}
