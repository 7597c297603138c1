/** Titles, the finding and what qualifies it. */
export const FIRST_PAGE = {
  // names of things
  'report.title.changes': ['规划指标修订监测报告', 'Revised plan targets'],
  'report.title.baseline': ['规划指标基线报告', 'Plan targets: baseline'],
  'report.title.unchanged': ['规划指标监测报告：本期无变化', 'Plan targets: nothing changed'],
  'report.title.troubled': ['规划指标监测报告：本期未能核实', 'Plan targets: could not be checked'],
  'report.title.diff': ['两个版本的指标对照', 'Two editions compared'],
  'report.kicker': ['规划文件监测', 'Plan monitoring'],
  'report.subject': ['政府工作报告与规划纲要中的指标修订', 'Revisions of targets in published government plans'],
  'report.keywords': ['规划指标,政府工作报告,规划纲要,修订', 'plan targets, government work reports, five-year plans, revisions'],
  'label.period': ['监测期间', 'Period covered'],
  'label.jurisdictions': ['涉及地区', 'Jurisdictions'],
  'label.generated': ['生成时间', 'Generated'],
  'label.timezone': ['时间均按 {timezone}', 'times in {timezone}'],
  'label.contents': ['目录', 'Contents'],
  'label.reportId': ['报告编号', 'Report'],
  'list.join': ['、', ', '],
  'list.last': ['、', ' and '],
  /** Of more places than a line can name. */
  'list.more': ['{some}等 {n} 个地区', '{some} and others, {n} in all'],
  'sentence.join': ['', ' '],
  none: ['无', 'none'],
  dash: ['—', '–'],
  'unknown.period': ['未注明', 'not stated'],

  // finding
  'finding.revised': [
    '{d} 份文件中有 {n} 项目标被修订：{parts}。',
    '{n} {n|target|targets} revised in {d} {d|document|documents}: {parts}.',
  ],
  'finding.revisedAgain': [
    '{d} 份文件中有 {m} 项目标共被修订 {n} 次：{parts}。',
    '{n} changes to {m} {m|target|targets} in {d} {d|document|documents}: {parts}.',
  ],
  'revision.found': ['{at}发现', 'found {at}'],
  'finding.addedRemoved': ['{d} 份文件的目标有增减：{parts}。', 'Targets came or went in {d} {d|document|documents}: {parts}.'],
  'finding.alsoAddedRemoved': ['另有{parts}。', 'In addition, {parts}.'],
  'finding.actualsOnly': [
    '目标均未修订；{d} 份文件中有 {n} 项完成数据与此前公布的不同。',
    'No target was revised; {n} reported {n|figure differs|figures differ} from what was published before, in {d} {d|document|documents}.',
  ],
  'finding.wordingOnly': [
    '目标均未修订；{d} 份文件只有文字改动。',
    'No target was revised; {d} {d|document|documents} changed in wording only.',
  ],
  'finding.textOnly': [
    '目标均未修订；{d} 份文件的正文有改动，但不涉及指标。',
    'No target was revised; the text of {d} {d|document|documents} changed without touching an indicator.',
  ],
  'finding.figuresOnly': [
    '目标均未修订；{d} 份文件中有 {n} 项完成数据新增或不再出现。',
    'No target was revised; {n} reported {n|figure was|figures were} added or dropped in {d} {d|document|documents}.',
  ],
  'finding.dismissedOnly': [
    '没有成立的修订：{n} 处变动经人工判定不成立。',
    'No revision stands: {n} {n|change was|changes were} dismissed by a reviewer.',
  ],
  'finding.baseline': [
    '首次收录 {d} 份文件，共读出 {t} 项目标、{a} 项完成数据；以此为今后比对的基线。',
    'First capture of {d} {d|document|documents} with {t} {t|target|targets} and {a} reported {a|figure|figures}: the baseline for what follows.',
  ],
  'finding.unchanged': [
    '本期检查 {d} 份文件共 {c} 次，未发现任何修订。',
    '{d} {d|document|documents} checked {c} {c|time|times}; no revision was found.',
  ],
  'finding.troubled': [
    '{d} 个来源本期未能核实，其目标是否修订无从判断。',
    '{d} {d|source|sources} could not be checked; whether their targets were revised cannot be told.',
  ],
  'finding.diffNone': ['两个版本的指标没有实质差别。', 'The two editions do not differ in any indicator.'],
  'finding.empty': ['本期没有任何来源可供检查。', 'There was no source to check in this period.'],
  'note.single': [
    '{where}{period}“{name}”的目标由“{before}”改为“{after}”。',
    '{where}, {period}: the target for {name} went from {before} to {after}.',
  ],
  'note.troubled': [
    '另有 {d} 个来源未能核实（见“未能判断的内容”）。',
    '{d} further {d|source|sources} could not be checked (see “What could not be told”).',
  ],
  'note.baseline': [
    '首次收录 {d} 份文件（见“基线”）。',
    '{d} {d|document was|documents were} captured for the first time (see “Baseline”).',
  ],
  'note.dismissed': [
    '{n} 处变动经人工判定不成立，未计入。',
    '{n} {n|change was|changes were} dismissed by a reviewer and {n|is|are} not counted.',
  ],
  'note.contradictions': [
    '同一地区不同文件之间有 {n} 处说法不一（见“文件之间”）。',
    '{n} {n|statement contradicts|statements contradict} another document of the same family (see “Across documents”).',
  ],
  'note.needsReview': ['{n} 处变动有待人工复核，已注明。', '{n} {n|change needs|changes need} a second look and {n|is|are} marked.'],
  'note.proposals': [
    '目录页上新出现 {n} 份尚未监测的规划文件（见“新发现的文件”）。',
    '{n} plan {n|document was|documents were} found that {n|is|are} not watched yet (see “Newly found documents”).',
  ],
  'note.actuals': [
    '另有 {n} 项完成数据与此前公布的不同。',
    '{n} reported {n|figure differs|figures differ} from what was published before.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
