import { type Comparison, RELATIONS } from '../diff/index.js';
import { dotsOf, tracksOf } from './courses.js';
import { type Formatter, name as nameOf, place } from './format.js';
import { printedValue } from './printed.js';
import type { Across, AcrossRow } from './schema.js';
import type { ReportedSource } from './types.js';

/** Contradictions are read first, agreement last; what only one document says is counted, not listed. */
const ORDER = ['contradicts', 'rebased', 'succeeds', 'agrees'] as const;

/** What the documents of the watch say about one another; null where there is nothing to compare. */
export function acrossOf(comparison: Comparison | null, sources: readonly ReportedSource[], f: Formatter): Across | null {
  const { t } = f;
  const rows = comparison?.rows ?? [];
  const dots = dotsOf(sources, f);
  const tracks = tracksOf(sources, f);
  const shared = rows.filter((row) => row.relation !== 'only');
  if (shared.length === 0 && dots.length === 0 && tracks.length === 0) return null;
  const counts = Object.fromEntries(RELATIONS.map((relation) => [relation, rows.filter((row) => row.relation === relation).length]));
  const groups = ORDER.map((relation) => ({
    relation,
    headingText: t(`relation.${relation}.heading`),
    explainText: t(`relation.${relation}.explain`),
    rows: shared
      .filter((row) => row.relation === relation)
      .map(
        (row): AcrossRow => ({
          relation,
          relationText: t(`relation.${relation}`),
          name: nameOf(row.name),
          concept: row.concept,
          jurisdiction: place(row.jurisdiction ?? t('dash')),
          statements: row.statements.map((statement) => ({
            document: nameOf(statement.document.title ?? statement.document.ref),
            jurisdiction: place(statement.document.jurisdiction ?? t('dash')),
            periodText: f.period(statement.period),
            value: printedValue(statement, f.locale, row.statements),
            role: statement.role,
          })),
        }),
      ),
  })).filter((group) => group.rows.length > 0);
  return { summaryText: shared.length > 0 ? t('across.summary', counts) : null, groups, dots, tracks };
}
