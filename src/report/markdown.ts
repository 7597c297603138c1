import { createFormatter } from './format.js';
import type { HtmlOptions } from './html.js';
import { changePart, delta, groupPart, readings } from './markdown-changes.js';
import { address, citation, code, esc, marked, pictureTable, table, value } from './markdown-words.js';
import { createMessages, groupDigits, type Translate } from './messages/index.js';
import type { Across, Baseline, ChangedDocument, ComparedEditions, ReportModel, Revision } from './schema.js';

/**
 * The report as GitHub-flavoured Markdown: the same content as the PDF, short enough lines to read well as a job summary or an issue.
 * Templates shape the HTML alone; the options are taken so that all renderers can be called alike.
 * Words of the documents are escaped: they can make no link, no mention, no heading and no HTML.
 */
export function renderMarkdown(model: ReportModel, _options: HtmlOptions = {}): string {
  const t = createMessages(model.locale);
  const out: string[] = [`# ${esc(model.title)}`, '', facts(model, t), '', `**${esc(model.finding)}**`];
  if (model.notes.length > 0) out.push('', ...model.notes.map((note) => `- ${esc(note)}`));
  out.push('', model.counts.map((count) => `**${groupDigits(count.value)}** ${esc(count.labelText)}`).join(' · '));
  if (model.revisions.length > 0) out.push('', `## ${t('table.revisions')}`, '', revisionsTable(model.revisions, t));
  if (model.documents.length > 0) out.push('', `## ${t('section.documents')}`, '', `_${t('evidence.legend')}_`);
  for (const document of model.documents) out.push('', ...documentPart(document, t));
  if (model.baselines.length > 0) out.push('', `## ${t('section.baseline')}`);
  for (const baseline of model.baselines) out.push('', ...baselinePart(baseline, t));
  if (model.proposals.length > 0) out.push('', ...proposalsPart(model, t));
  if (model.across) out.push('', ...acrossPart(model.across, t));
  if (model.kind !== 'diff') out.push('', ...unknownPart(model, t), '', ...sourcesPart(model, t));
  out.push('', ...methodPart(model, t));
  return `${out.join('\n')}\n`;
}

function facts(model: ReportModel, t: Translate): string {
  const rows = [
    ...(model.periodText ? [[t('label.period'), model.periodText]] : []),
    [t('label.jurisdictions'), model.jurisdictionsText],
    [t('label.generated'), `${model.generatedText} (${t('label.timezone', { timezone: model.timezone })})`],
    [t('label.reportId'), model.id],
  ];
  return rows.map(([name, text]) => `${name}: ${esc(text as string)}`).join('  \n');
}

function revisionsTable(rows: readonly Revision[], t: Translate): string {
  const head = (['number', 'indicator', 'jurisdiction', 'period', 'before', 'after', 'change', 'judgement'] as const).map((key) =>
    t(`table.${key}`),
  );
  const cells = rows.map((change, i) => [
    String(i + 1),
    [`**${esc(change.name)}**`, esc(change.titleText ?? ''), change.foundText].filter(Boolean).join(' · '),
    esc(change.jurisdiction),
    change.periodText,
    value(change.before, t),
    `**${value(change.after, t)}**`,
    delta(change, t),
    readings(change, t),
  ]);
  return table(head, cells);
}

function particulars(head: Omit<ChangedDocument, 'comparisons'>, t: Translate): string[] {
  const rows: [string, string | null][] = [
    [t('table.jurisdiction'), esc(head.jurisdiction)],
    [t('doc.kind'), head.kindText],
    [t('doc.number'), head.documentNumber && esc(head.documentNumber)],
    [t('doc.index'), head.indexNumber && esc(head.indexNumber)],
    [t('doc.issuer'), head.issuer && esc(head.issuer)],
    [t('doc.written'), head.writtenText],
    [t('doc.published'), head.publishedText],
    [t('doc.address'), head.url && address(head.url)],
  ];
  return [
    `### ${esc(head.title)}`,
    '',
    rows
      .filter(([, text]) => text)
      .map(([name, text]) => `${name}: ${text}`)
      .join('  \n'),
  ];
}

function documentPart(document: ChangedDocument, t: Translate): string[] {
  return [...particulars(document, t), ...document.comparisons.flatMap((comparison) => ['', ...comparisonPart(comparison, t)])];
}

function comparisonPart(comparison: ComparedEditions, t: Translate): string[] {
  const out = [`**${comparison.redline ? t('edition.diff') : t('edition.found', { at: comparison.atText })}** ${comparison.summaryText}`];
  const details = [...comparison.targets, ...comparison.actuals];
  for (const group of comparison.groups) {
    const changes = group.changes.flatMap((anchor) => details.find((change) => change.anchor === anchor) ?? []);
    out.push('', ...(group.passage ? groupPart(changes, group.passage, t) : changes.flatMap((change) => changePart(change, t))));
  }
  for (const [key, rows] of [
    ['minor', comparison.minor],
    ['dismissed', comparison.dismissed],
  ] as const) {
    if (rows.length === 0) continue;
    const head = [t('table.indicator'), t('table.type'), t('table.before'), t('table.after')];
    out.push(
      '',
      `**${t(`section.${key}`)}**`,
      '',
      table(
        head,
        rows.map((change) => [
          esc(change.name),
          change.typeText + (change.review?.note ? `: ${esc(change.review.note)}` : ''),
          value(change.before, t),
          value(change.after, t),
        ]),
      ),
    );
  }
  if (comparison.redline)
    out.push('', `#### ${t('section.redline')}`, ...comparison.redline.flatMap((passage) => ['', `> ${marked(passage.segments)}`]));
  const head = [t('table.point'), t('edition.captured'), t('edition.snapshot'), t('edition.digest')];
  const capture = (label: string, side: ComparedEditions['before']) => [
    label,
    [side.capturedText, side.imported ? t('edition.imported') : '', side.insecureTls ? t('edition.insecure') : '']
      .filter(Boolean)
      .join(', '),
    code(side.snapshot),
    code(side.digest),
  ];
  out.push(
    '',
    `**${t('section.provenance')}**`,
    '',
    table(head, [capture(t('edition.before'), comparison.before), capture(t('edition.after'), comparison.after)]),
  );
  out.push('', `${t('edition.cite')}: ${citation(comparison.after)}`);
  return out;
}

function baselinePart(baseline: Baseline, t: Translate): string[] {
  const out = [...particulars(baseline, t), '', t('baseline.counts', { t: baseline.targets, a: baseline.actuals })];
  if (baseline.sections.length === 0) out.push('', t('baseline.none'));
  const head = [t('table.indicator'), t('table.value'), t('table.period'), t('table.role')];
  for (const section of baseline.sections) {
    const rows = section.rows.map((one) => {
      const role = one.role === 'target' ? `**${t('role.target')}**` : t('role.actual');
      return [
        `${esc(one.name)} (${one.measureText})`,
        value(one.value, t),
        one.periodText,
        [role, one.attribute ?? '', one.needsReview ? t('mark.needsReview') : ''].filter(Boolean).join(', '),
      ];
    });
    out.push('', `#### ${esc(section.heading)}`, '', table(head, rows));
  }
  for (const track of baseline.tracks) out.push('', pictureTable(track, t));
  out.push('', `${t('edition.cite')}: ${citation(baseline.capture)}`);
  return out;
}

function acrossPart(across: Across, t: Translate): string[] {
  const isPicturesOnly = across.groups.length === 0 && across.dots.length === 0;
  const out = [`## ${t(isPicturesOnly ? 'section.tracks' : 'section.across')}`, ...(across.summaryText ? ['', across.summaryText] : [])];
  const head = [t('table.indicator'), t('table.jurisdiction'), t('table.document'), t('table.period'), t('table.value')];
  for (const group of across.groups) {
    const rows = group.rows.flatMap((one) =>
      one.statements.map((statement, i) => [
        i === 0 ? esc(one.name) : ' ',
        esc(statement.jurisdiction),
        esc(statement.document),
        statement.periodText,
        value(statement.value, t) + (statement.role === 'actual' ? ` (${t('role.actual')})` : ''),
      ]),
    );
    out.push('', `### ${group.headingText}`, '', group.explainText, '', table(head, rows));
  }
  for (const picture of [...across.tracks, ...across.dots]) out.push('', pictureTable(picture, t));
  return out;
}

function proposalsPart(model: ReportModel, t: Translate): string[] {
  const head = [t('table.document'), t('doc.kind'), t('table.dated'), t('table.listing')];
  const rows = model.proposals.map((one) => [
    `${esc(one.title)} ${address(one.url)}`,
    esc(one.kindText),
    one.onText ?? t('dash'),
    `${esc(one.listingText)} (${t('table.found')} ${one.seenText})`,
  ]);
  return [`## ${t('section.proposals')}`, '', t('section.proposals.explain'), '', table(head, rows)];
}

function unknownPart(model: ReportModel, t: Translate): string[] {
  const out = [`## ${t('section.unknown')}`, ''];
  if (model.toReview.length > 0) {
    const readings = model.toReview.map(
      (one) =>
        `- ${esc(one.name)} ${one.periodText}: ${value(one.before, t)} → ${value(one.after, t)} (${esc(one.documentTitle)}, ${t('evidence.id')} ${code(one.id)})`,
    );
    out.push(`**${t('section.toReview')}**`, '', ...readings, '');
  }
  if (model.unknown.length === 0) {
    if (model.toReview.length === 0) out.push(t('unknown.none'));
  } else {
    const head = [t('table.source'), t('table.state'), t('table.since'), t('table.why')];
    const why = (one: ReportModel['unknown'][number]) =>
      [esc(one.whyText), one.hint ? esc(one.hint) : '', one.standsText ?? '', one.code ? code(one.code) : ''].filter(Boolean).join(' ');
    out.push(
      table(
        head,
        model.unknown.map((one) => [`${esc(one.title)} (${esc(one.jurisdiction)})`, one.stateText, one.sinceText ?? t('dash'), why(one)]),
      ),
    );
  }
  if (model.notices.length > 0) out.push('', ...model.notices.map((notice) => `- ${esc(notice)}`));
  return out;
}

function sourcesPart(model: ReportModel, t: Translate): string[] {
  if (model.sources.length === 0) return [`## ${t('section.sources')}`, '', t('sources.none')];
  const f = createFormatter(model.locale, model.timezone, t);
  const outcomes = (strip: ReportModel['sources'][number]['strip']) => {
    const counts = new Map<string, number>();
    for (const check of strip) counts.set(check.outcome, (counts.get(check.outcome) ?? 0) + 1);
    return (
      f.list(
        [...counts].map(([outcome, count]) => t('picture.stripSummary', { count, outcome: t(`outcome.${outcome}` as 'outcome.first') })),
      ) || t('dash')
    );
  };
  const head = [t('table.document'), t('table.checks'), t('table.lastCheck'), t('table.lastChanged'), t('table.strip')];
  const rows = model.sources.map((one) => [
    `${esc(one.title)} (${esc(one.jurisdiction)})`,
    String(one.checks),
    one.lastCheckText ? `${one.lastCheckText}, ${one.lastOutcomeText}` : t('dash'),
    one.lastChangedText ?? t('dash'),
    outcomes(one.strip),
  ]);
  return [`## ${t('section.sources')}`, '', table(head, rows)];
}

function methodPart(model: ReportModel, t: Translate): string[] {
  const out = [`## ${t('section.method')}`, '', t('method.intro', { version: model.version, extractor: model.extractor }), ''];
  for (const key of ['target', 'revised', 'direction', 'binding'] as const) out.push(`- ${t(`method.${key}`)}`);
  out.push(
    '',
    t('method.verifySnapshot'),
    '',
    '    planwatch verify',
    '',
    t('method.verifyDiff'),
    '',
    '    planwatch diff ID@WHEN ID@WHEN',
    '',
    t('method.verifyHash'),
  );
  if (model.method.importance.length > 0) {
    const rules = model.method.importance.map((rule) => [rule.labelText, rule.pointsText]);
    out.push('', `### ${t('method.importance')}`, '', t('method.importanceIntro'), '', table([t('table.rule'), t('table.points')], rules));
  }
  out.push('', t('method.limits'));
  return out;
}
