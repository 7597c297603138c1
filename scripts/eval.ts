// Reads every *.txt of a folder that has *.labels.jsonl beside it, compares with the labels and prints detection and strict scores.
//   npm run eval -- DIR [--update] [--allow-regression "reason"] [--show N]
// Labels we hold to be wrong stand in tests/eval/disputes.json with their reason; scores are printed with and without them.
// Floors stand in tests/eval/baseline.json under a digest of the corpus: a score below its floor fails. `--update` raises floors; lowering one takes
// `--allow-regression` with a reason, which is kept in the file. Run it after every change to src/indicators or src/document.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseText } from '../src/document/index.js';
import { digest, extractIndicators } from '../src/indicators/index.js';
import { compareWithLabels, type Label, type Scores } from '../tests/eval/score.js';

interface Floor {
  readonly scores: Record<keyof Scores, number>;
  readonly lowered?: readonly string[];
}
type Baseline = Record<string, Record<string, Floor>>;

const BASELINE = new URL('../tests/eval/baseline.json', import.meta.url);
const COLUMNS: readonly (keyof Scores)[] = ['detectionAll', 'detectionTargets', 'strictTargets', 'strictAll'];

const args = process.argv.slice(2);
const take = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
};
const reason = take('--allow-regression');
const show = Number(take('--show') ?? 0);
const update = args.includes('--update') && args.splice(args.indexOf('--update'), 1).length > 0;
const dir = args[0];
if (!dir) {
  console.error('usage: npm run eval -- DIR [--update] [--allow-regression "reason"] [--show N]');
  process.exit(2);
}

const names = readdirSync(dir)
  .filter((f) => f.endsWith('.txt') && existsSync(join(dir, f.replace(/\.txt$/, '.labels.jsonl'))))
  .map((f) => f.replace(/\.txt$/, ''))
  .sort();
const corpus = names.map((name) => ({
  name,
  text: readFileSync(join(dir, `${name}.txt`), 'utf8').replace(/^\uFEFF/, ''),
  labels: readFileSync(join(dir, `${name}.labels.jsonl`), 'utf8'),
}));
const key = digest(corpus.map(({ name, text, labels }) => [name, digest(text), digest(labels)].join(' ')).join('\n'));
const baseline = JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline;
const floors = { ...(baseline[key] ?? {}) };
const disputes = JSON.parse(readFileSync(new URL('../tests/eval/disputes.json', import.meta.url), 'utf8')) as {
  file: string;
  line: number;
  valueText: string;
  reason: string;
}[];
const problems: string[] = [];

console.log(`${'document'.padEnd(34)}${COLUMNS.map((c) => c.padStart(17)).join('')}`);
for (const { name, text, labels } of corpus) {
  const records = labels
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as Label);
  const { indicators } = extractIndicators(parseText(text, { sha256: '', mediaType: 'text/plain' }));
  const { scores, notes } = compareWithLabels(text, records, indicators);
  console.log(`${name.padEnd(34)}${COLUMNS.map((c) => scores[c].toFixed(4).padStart(17)).join('')}`);
  const disputed = disputes.filter((d) => d.file === name);
  if (disputed.length > 0) {
    const waived = records.map((r) =>
      disputed.some((d) => d.line === r.line && d.valueText === r.value_text) ? { ...r, optional: true } : r,
    );
    const { scores: without } = compareWithLabels(text, waived, indicators);
    console.log(
      `${`  without ${disputed.length} disputed labels`.padEnd(34)}${COLUMNS.map((c) => without[c].toFixed(4).padStart(17)).join('')}`,
    );
  }
  for (const note of notes.slice(0, show)) console.log(`  ${note}`);
  const floor = floors[name];
  const below = COLUMNS.filter((c) => floor && scores[c] + 1e-9 < floor.scores[c]);
  for (const c of below) problems.push(`${name} ${c}: ${scores[c].toFixed(4)} is below its floor ${floor?.scores[c].toFixed(4)}`);
  if (update && (below.length === 0 || reason)) {
    const kept = Object.fromEntries(COLUMNS.map((c) => [c, Math.floor(scores[c] * 1e4) / 1e4])) as Floor['scores'];
    const lowered = [...(floor?.lowered ?? []), ...(below.length > 0 && reason ? [`${below.join(', ')}: ${reason}`] : [])];
    floors[name] = lowered.length > 0 ? { scores: kept, lowered } : { scores: kept };
  }
}
if (!baseline[key] && !update) console.log(`no floors for this corpus (${key}); --update sets them`);
if (update) {
  writeFileSync(BASELINE, `${JSON.stringify({ ...baseline, [key]: floors }, null, 2)}\n`);
  console.log(`floors written to ${relative(process.cwd(), BASELINE.pathname)}`);
}
if (problems.length > 0 && !reason) {
  for (const problem of problems) console.error(problem);
  process.exit(1);
}
