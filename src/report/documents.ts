import type { Change, Diff } from '../diff/index.js';
import type { Snapshot } from '../records/index.js';
import { courseOf } from './courses.js';
import { evidenceOfChange } from './evidence.js';
import { type Formatter, name as nameOf, place } from './format.js';
import { groupsOf } from './groups.js';
import { anchorOf, changeRow, isTargetChange, type RowContext } from './rows.js';
import type { CaptureModel, ChangeDetail, ChangedDocument, ChangeRow, ComparedEditions, DocumentHead } from './schema.js';
import { diffWords } from './segments.js';
import type { ReportedChangeSet, ReportedSource } from './types.js';

/** Title and particulars of a source's document, from the page where it says so and from the configuration where it does not. */
export function documentHead(reported: ReportedSource, f: Formatter): DocumentHead {
  const { source } = reported;
  const edition = reported.changeSets.at(-1)?.after ?? reported.current?.edition ?? reported.baseline?.edition ?? null;
  const metadata = edition?.document.metadata ?? null;
  const words = (text: string | null | undefined) => (text ? nameOf(text) : null);
  return {
    anchor: anchorOf('d', source.id),
    source: source.id,
    title: nameOf(source.title),
    jurisdiction: place(source.jurisdiction),
    kindText: f.t(`kind.${source.kind}`),
    issuer: words(metadata?.issuer),
    documentNumber: words(metadata?.documentNumber),
    indexNumber: words(metadata?.indexNumber),
    writtenText: metadata?.writtenOn ? f.day(metadata.writtenOn) : null,
    publishedText: metadata?.publishedOn ? f.day(metadata.publishedOn) : null,
    url: source.url,
  };
}

/** One stored edition, with the line by which it can be cited. */
export function captureModel(snapshot: Snapshot, head: DocumentHead, f: Formatter): CaptureModel {
  const { t } = f;
  const zh = f.locale === 'zh-CN';
  const url = snapshot.finalUrl ?? snapshot.url ?? head.url;
  const capturedText = snapshot.capturedAt === '' ? t('edition.notCaptured') : f.instant(snapshot.capturedAt);
  const around = (text: string | null, left: string, right: string) => (text === null ? '' : left + text + right);
  const citationText = t('citation.line', {
    issuer: around(head.issuer, '', zh ? '.' : '. '),
    title: head.title,
    number: zh ? around(head.documentNumber, '：', '') : around(head.documentNumber, ' (', ')'),
    published: zh
      ? around(head.publishedText, '(', snapshot.capturedAt === '' ? ').' : ')')
      : around(head.publishedText, ' Published ', '.'),
    captured: snapshot.capturedAt === '' ? '' : around(capturedText, zh ? '[' : ' Captured ', zh ? ' 采集].' : '.'),
    url: zh ? around(url, '', '.') : around(url, ' ', '.'),
    digest: snapshot.digest,
    snapshot: snapshot.id,
  });
  return {
    snapshot: snapshot.id,
    capturedAt: snapshot.capturedAt || null,
    capturedText,
    digest: snapshot.digest,
    url,
    imported: snapshot.origin === 'imported',
    insecureTls: snapshot.insecureTls,
    citationText,
  };
}

const byImportance = (a: ChangeRow, b: ChangeRow) => b.importance.score - a.importance.score;

/** A source whose page changed in the period, null where it did not. */
export function changedDocument(reported: ReportedSource, f: Formatter): ChangedDocument | null {
  // New entries of a listing page are told as proposals; two lists of headlines are no revision to set side by side.
  const isListing = reported.source.kind === 'listing';
  const changeSets = reported.changeSets.filter(({ set }) => !isListing || set.diff.changes.length > 0);
  if (changeSets.length === 0) return null;
  const head = documentHead(reported, f);
  return { ...head, comparisons: changeSets.map((set) => comparedEditions(set, reported, head, f)) };
}

/** What the diff counted, less what a reviewer dismissed. */
function summaryWithout({ summary }: Diff, dismissed: readonly ChangeRow[]): Diff['summary'] {
  const of = (type: ChangeRow['type']) => summary[type] - dismissed.filter((row) => row.type === type).length;
  return { ...summary, revised: of('revised'), added: of('added'), removed: of('removed'), reworded: of('reworded'), moved: of('moved') };
}

/** A comparison of words that gives a pair of texts it has seen its former answer: one paragraph often holds many changes. */
function remembered(compare: typeof diffWords): typeof diffWords {
  const known = new Map<string, ReturnType<typeof diffWords>>();
  return (before, after) => {
    const key = `${before}\u0000${after}`;
    const found = known.get(key) ?? compare(before, after);
    known.set(key, found);
    return found;
  };
}

function comparedEditions(compared: ReportedChangeSet, reported: ReportedSource, head: DocumentHead, f: Formatter): ComparedEditions {
  const { set, before, after } = compared;
  const context: RowContext = {
    source: head.source,
    jurisdiction: head.jurisdiction,
    documentTitle: head.title,
    set: set.id,
    reviews: reported.reviews,
    anchors: new Map(
      reported.changeSets.flatMap((one) => one.set.diff.changes.map(({ id }) => [id, anchorOf('c', head.source, one.set.id, id)] as const)),
    ),
  };
  const targets: ChangeDetail[] = [];
  const actuals: ChangeDetail[] = [];
  const minor: ChangeRow[] = [];
  const dismissed: ChangeRow[] = [];
  const told: { readonly detail: ChangeDetail; readonly change: Change }[] = [];
  const words = remembered(diffWords);
  for (const change of set.diff.changes) {
    const row = changeRow(change, context, f);
    const isTarget = isTargetChange(change);
    if (row.review?.verdict === 'dismiss') dismissed.push(row);
    else if (change.type === 'reworded' || change.type === 'moved' || (!isTarget && change.type !== 'revised')) minor.push(row);
    else {
      const detail: ChangeDetail = {
        ...row,
        evidence: evidenceOfChange(change, before, after, words),
        course: courseOf(change, reported.history, f),
      };
      (isTarget ? targets : actuals).push(detail);
      told.push({ detail, change });
    }
  }
  // Targets first, whatever a corrected figure of the year before may weigh.
  told.sort((a, b) => Number(b.detail.role === 'target') - Number(a.detail.role === 'target') || byImportance(a.detail, b.detail));
  return {
    id: set.id,
    atText: f.instant(set.at),
    before: captureModel(compared.beforeSnapshot, head, f),
    after: captureModel(compared.afterSnapshot, head, f),
    summaryText: f.t('summary.line', { ...summaryWithout(set.diff, dismissed) }),
    targets: targets.sort(byImportance),
    actuals: actuals.sort(byImportance),
    groups: groupsOf(told, before, after, words),
    minor,
    dismissed,
    redline: null,
  };
}
