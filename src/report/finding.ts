import type { Formatter } from './format.js';
import { revisedTargets } from './revisions.js';
import { CATEGORIES } from './rows.js';
import type { ChangeDetail, Printed, ReportModel } from './schema.js';

/** What the sentences of the first page are made from. */
export type Facts = Pick<ReportModel, 'kind' | 'documents' | 'baselines' | 'across' | 'unknown' | 'sources' | 'proposals'> & {
  readonly troubled: number;
};

const comparisonsOf = (facts: Facts) => facts.documents.flatMap((document) => document.comparisons);
const countParts = (changes: readonly ChangeDetail[], f: Formatter) =>
  CATEGORIES.map((category) => ({ category, n: changes.filter((change) => change.category === category).length }))
    .filter(({ n }) => n > 0)
    .map(({ category, n }) => f.t(`count.${category}`, { n }));
const documentsWith = (facts: Facts, has: (change: ChangeDetail) => boolean) =>
  facts.documents.filter((document) => document.comparisons.some((comparison) => [...comparison.targets, ...comparison.actuals].some(has)))
    .length;

/** The one sentence a reader must not miss. Revisions first; where there are none it says so and why. */
export function findingOf(facts: Facts, f: Formatter): string {
  const { t } = f;
  const comparisons = comparisonsOf(facts);
  const targets = comparisons.flatMap((comparison) => comparison.targets);
  const revised = targets.filter((change) => change.type === 'revised');
  const cameOrWent = targets.filter((change) => change.type !== 'revised');
  const also =
    cameOrWent.length > 0 ? t('sentence.join') + t('finding.alsoAddedRemoved', { parts: f.list(countParts(cameOrWent, f)) }) : '';
  if (revised.length > 0) {
    const d = documentsWith(facts, (change) => change.role === 'target' && change.type === 'revised');
    const m = revisedTargets(facts.documents);
    const key = m === revised.length ? 'finding.revised' : 'finding.revisedAgain';
    return t(key, { n: revised.length, m, d, parts: f.list(countParts(revised, f)) }) + also;
  }
  if (cameOrWent.length > 0) {
    const d = documentsWith(facts, (change) => change.role === 'target');
    return t('finding.addedRemoved', { d, parts: f.list(countParts(cameOrWent, f)) });
  }
  const actuals = comparisons.flatMap((comparison) => comparison.actuals);
  if (actuals.length > 0)
    return t('finding.actualsOnly', { n: actuals.length, d: documentsWith(facts, (change) => change.role === 'actual') });
  const d = facts.documents.length;
  const minor = comparisons.flatMap((comparison) => comparison.minor);
  const figures = minor.filter((change) => change.type === 'added' || change.type === 'removed').length;
  if (figures > 0) return t('finding.figuresOnly', { n: figures, d });
  if (minor.length > 0) return t('finding.wordingOnly', { d });
  const dismissed = comparisons.reduce((sum, comparison) => sum + comparison.dismissed.length, 0);
  if (dismissed > 0) return t('finding.dismissedOnly', { n: dismissed });
  if (facts.kind === 'diff') return t('finding.diffNone');
  if (d > 0) return t('finding.textOnly', { d });
  if (facts.kind === 'baseline') {
    const sum = (key: 'targets' | 'actuals') => facts.baselines.reduce((total, baseline) => total + baseline[key], 0);
    return t('finding.baseline', { d: facts.baselines.length, t: sum('targets'), a: sum('actuals') });
  }
  if (facts.kind === 'troubled') return t('finding.troubled', { d: facts.troubled });
  const c = facts.sources.reduce((total, source) => total + source.checks, 0);
  return facts.sources.length === 0 ? t('finding.empty') : t('finding.unchanged', { d: facts.sources.length - facts.troubled, c });
}

/** Sentences under the finding: whatever qualifies it. */
export function notesOf(facts: Facts, f: Formatter): string[] {
  const { t } = f;
  const comparisons = comparisonsOf(facts);
  const all = comparisons.flatMap((comparison) => [...comparison.targets, ...comparison.actuals]);
  const actuals = comparisons.flatMap((comparison) => comparison.actuals).length;
  const hasTargets = comparisons.some((comparison) => comparison.targets.length > 0);
  const notes: string[] = [];
  const note = (n: number, make: () => string) => {
    if (n > 0) notes.push(make());
  };
  const targets = comparisons.flatMap((comparison) => comparison.targets);
  const [single] = targets;
  if (targets.length === 1 && single?.before && single.after) {
    const { before, after } = single;
    const words = (printed: Printed) => printed.gloss ?? printed.text;
    notes.push(
      t('note.single', {
        where: single.jurisdiction,
        period: single.periodText,
        name: single.name,
        before: words(before),
        after: words(after),
      }),
    );
  }
  if (hasTargets) note(actuals, () => t('note.actuals', { n: actuals }));
  const doubtful = [...all, ...comparisons.flatMap((comparison) => comparison.minor)].filter((change) => change.needsReview).length;
  note(doubtful, () => t('note.needsReview', { n: doubtful }));
  const dismissed = comparisons.reduce((sum, comparison) => sum + comparison.dismissed.length, 0);
  note(dismissed, () => t('note.dismissed', { n: dismissed }));
  const contradictions = facts.across?.groups.find((group) => group.relation === 'contradicts')?.rows.length ?? 0;
  note(contradictions, () => t('note.contradictions', { n: contradictions }));
  note(facts.proposals.length, () => t('note.proposals', { n: facts.proposals.length }));
  if (facts.kind !== 'baseline') note(facts.baselines.length, () => t('note.baseline', { d: facts.baselines.length }));
  if (facts.kind !== 'troubled') note(facts.troubled, () => t('note.troubled', { d: facts.troubled }));
  return notes;
}

/** The figures of the strip under the finding. */
export function countsOf(facts: Facts, f: Formatter): ReportModel['counts'] {
  const comparisons = comparisonsOf(facts);
  const targets = comparisons.flatMap((comparison) => comparison.targets);
  const of = (type: string) => targets.filter((change) => change.type === type).length;
  const sum = (key: 'targets' | 'actuals') => facts.baselines.reduce((total, baseline) => total + baseline[key], 0);
  const checks = facts.sources.reduce((total, source) => total + source.checks, 0);
  const tile = (
    key: 'revised' | 'added' | 'removed' | 'actuals' | 'documents' | 'checked' | 'checks' | 'unknown' | 'targets' | 'figures' | 'firsts',
    value: number,
  ) => ({
    key,
    value,
    labelText: f.t(`tile.${key}`),
  });
  const watched = [tile('checked', facts.sources.length), tile('checks', checks), tile('unknown', facts.troubled)];
  if (facts.kind === 'baseline')
    return [
      tile('firsts', facts.baselines.length),
      tile('targets', sum('targets')),
      tile('figures', sum('actuals')),
      tile('unknown', facts.troubled),
    ];
  const changed = [
    tile('revised', of('revised')),
    tile('added', of('added')),
    tile('removed', of('removed')),
    tile(
      'actuals',
      comparisons.reduce((total, comparison) => total + comparison.actuals.length, 0),
    ),
  ];
  if (facts.kind === 'diff') return changed;
  if (facts.kind === 'changes') return [...changed, tile('documents', facts.documents.length), ...watched.slice(0, 1), ...watched.slice(2)];
  return [tile('revised', 0), ...watched];
}
