// The main job on an embedded default (`npm run demo`): serves the plan site of an invented district on loopback, checks it, publishes a
// second edition, checks again and prints what was revised. Needs no network. What the second edition changes stands in demo/expected.json.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import stringWidth from 'string-width';
import { sayAfter, sayBefore } from '../src/cli/say-change.js';
import type { Change, Diff } from '../src/diff/index.js';
import { differencesFromTruth, type Expected } from './demo-truth.js';
import { browserSettings, ensureBuilt, PROJECT, planwatch, planwatchJson } from './run-planwatch.js';
import { folderSite, serve } from './serve-folder.js';

const REPORT = 'yunting-2021-report';
const OUTLINE = 'yunting-14fyp-outline';
const LISTING = 'yunting-plans';
const DISTRICT = '澜州市云汀区';

const say = (text = '') => void process.stdout.write(`${text}\n`);
const note = (text: string) => void process.stderr.write(`${text}\n`);

function configuration(origin: string, browser: string): string {
  return `# Written by \`npm run demo\`. The district is invented; its pages stand in demo/site.
timezone: Asia/Shanghai
store: { dir: snapshots }
report: { dir: reports, when: changes, locale: zh-CN, formats: [pdf, html] }
network:
  allow: ["127.0.0.1"]
  perHost: { delayMs: 0 }
${browser}
sources:
  - id: ${REPORT}
    title: 云汀区2021年政府工作报告
    url: ${origin}/zwgk/zfgzbg/202101/t20210125_30117.html
    jurisdiction: ${DISTRICT}
    kind: work-report
    period: 2021
  - id: ${OUTLINE}
    title: 云汀区“十四五”规划纲要
    url: ${origin}/zwgk/ghjh/202103/t20210318_30402.html
    jurisdiction: ${DISTRICT}
    kind: outline
    period: 2021-2025
  - id: ${LISTING}
    title: 云汀区规划计划栏目
    url: ${origin}/zwgk/ghjh/index.html
    jurisdiction: ${DISTRICT}
    kind: listing
`;
}

const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - stringWidth(text)));

function printRevisions(changes: readonly Change[]): void {
  const rows = changes.map((c) => [
    c.after?.name ?? c.before?.name ?? '',
    c.after?.period ?? c.before?.period ?? '',
    sayBefore(c),
    sayAfter(c),
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ''))));
  for (const [name = '', period = '', was = '', is = ''] of rows)
    say(`  ${pad(name, widths[0] ?? 0)}  ${pad(period, widths[1] ?? 0)}  ${pad(was, widths[2] ?? 0)}  →  ${is}`);
}

/** Runs a check and shows what it printed; anything but the codes a healthy run may give ends the demo. */
async function check(cwd: string, healthy: readonly number[]): Promise<{ code: number; stdout: string }> {
  const { code, stdout, stderr } = await planwatch(['run', '--exit-code'], cwd);
  if (stderr) process.stderr.write(stderr);
  if (code === null || !healthy.includes(code)) throw new Error(`planwatch run ended with ${code}:\n${stdout}`);
  for (const line of stdout.trimEnd().split('\n')) say(`  ${line}`);
  return { code, stdout };
}

async function demo(): Promise<number> {
  const expected = JSON.parse(readFileSync(join(PROJECT, 'demo', 'expected.json'), 'utf8')) as Expected;
  ensureBuilt();
  mkdirSync(join(PROJECT, 'demo-out'), { recursive: true });
  const folder = mkdtempSync(join(PROJECT, 'demo-out', 'run-'));
  const edition = (n: number) => folderSite(join(PROJECT, 'demo', 'site', `edition-${n}`));
  const site = await serve(edition(1));
  try {
    const browser = browserSettings(process.getuid?.());
    if (browser.note) note(browser.note);
    writeFileSync(join(folder, 'planwatch.yaml'), configuration(site.origin, browser.yaml));

    say(`1. The plan site of ${DISTRICT} (an invented district) is served at ${site.origin}. First check:`);
    await check(folder, [0, 4]);
    site.publish(edition(2));
    say('\n2. The site has published a second edition. Second check:');
    const second = await check(folder, [10, 4]);

    const problems: string[] = [];
    const revised: Change[] = [];
    for (const [id, truth] of Object.entries(expected.sources)) {
      const diff = await planwatchJson<Diff>(['diff', `${id}@first`, id], folder);
      problems.push(...differencesFromTruth(truth, diff).map((problem) => `${id}: ${problem}`));
      revised.push(...diff.changes.filter((c) => c.type === 'revised' && (c.before?.role === 'target' || c.after?.role === 'target')));
    }
    for (const { source, path, kind } of expected.found)
      if (!second.stdout.split('\n').some((line) => line.endsWith(path) && line.includes(`(${kind},`)))
        problems.push(`${source}: the new document was not found as ${kind}: ${path}`);

    say(`\n3. Revised targets (${revised.length}):`);
    printRevisions(revised);
    const pdf = second.stdout.split('\n').find((line) => line.endsWith('.pdf'));
    say();
    if (pdf === undefined) say('No PDF was printed; the lines above say why and which command helps.');
    else say(`The PDF that tells the difference: ${relative(process.cwd(), join(folder, pdf))}`);
    say(`Everything that was stored:         ${relative(process.cwd(), folder)}/`);
    if (problems.length === 0) {
      say('What was found is what the second edition changed (demo/expected.json).');
      return pdf === undefined ? 4 : 0;
    }
    note(`\nWhat was found is not what the second edition changed (demo/expected.json):\n${problems.map((p) => `  ${p}`).join('\n')}`);
    return 1;
  } finally {
    await site.close();
  }
}

demo().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    note(`The demo stopped: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
