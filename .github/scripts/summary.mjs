// Turns the result of one run into the job summary (Markdown), the outputs of the step and the subject of the commit, which it prints;
// copies the reports beside the result, for the artifact.
// Usage: node summary.mjs FOLDER EXIT_CODE, where FOLDER holds run.json and run.log. Called by watch.sh.
import { appendFileSync, copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [folder = '.', exitCode = '0'] = process.argv.slice(2);
const MAX_ROWS = 200;
const MAX_LOG_LINES = 40;

/** Every character that Markdown or HTML could read anything into, `@` of mentions included, as an entity: foreign words stay words. */
const inert = (value) =>
  String(value ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[&<>"'|`*_[\](){}#!~@\\:]/g, (c) => `&#${c.codePointAt(0)};`);

const read = (name) => {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return '';
  }
};
const parse = (text) => {
  try {
    const value = JSON.parse(text);
    return value?.schema === 'planwatch.run/1' && Array.isArray(value.checks) ? value : null;
  } catch {
    return null;
  }
};

const MEANING = {
  0: 'done',
  1: 'done, but a source failed or is quarantined',
  2: 'usage or configuration error, nothing was changed',
  3: 'damaged store, or a fault in planwatch',
  4: 'the environment: no browser, disk, lock, or a delivery failed',
  10: 'done, and a target was revised',
  130: 'interrupted',
};
const OUTCOMES = ['changed', 'first', 'quarantined', 'failed', 'upgraded', 'unchanged'];

const run = parse(read('run.json'));
const checks = run?.checks ?? [];
const counts = OUTCOMES.map((outcome) => [outcome, checks.filter((c) => c.outcome === outcome).length]).filter(([, n]) => n > 0);
const counted = counts.map(([outcome, n]) => `${n} ${outcome}`).join(', ');

const lines = ['## planwatch', '', `Exit code ${Number(exitCode)}: ${MEANING[exitCode] ?? 'ended abnormally'}.`, ''];
if (run !== null) {
  lines.push(`${checks.length} ${checks.length === 1 ? 'source' : 'sources'}${counted === '' ? '' : `: ${counted}`}.`, '');
  const told = [...checks].filter((c) => c.outcome !== 'unchanged').sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  if (told.length > 0) {
    lines.push('| source | outcome | revised | added | removed | what happened |', '| --- | --- | --- | --- | --- | --- |');
    for (const c of told.slice(0, MAX_ROWS)) {
      const error = c.error == null ? '' : `${inert(c.error.message)} ${inert(c.error.hint)} (${inert(c.error.code)})`;
      const { revised = '', added = '', removed = '' } = c.summary ?? {};
      lines.push(`| ${inert(c.source)} | ${inert(c.outcome)} | ${inert(revised)} | ${inert(added)} | ${inert(removed)} | ${error} |`);
    }
    if (told.length > MAX_ROWS) lines.push('', `${told.length - MAX_ROWS} more.`);
    lines.push('');
  }
  const reports = run.reports ?? [];
  if (reports.length > 0) lines.push('Reports:', '', ...reports.map((path) => `- ${inert(path)}`), '');
} else {
  const log = read('run.log').trimEnd().split('\n').slice(-MAX_LOG_LINES);
  lines.push('No result was printed. The end of the log:', '', '<pre>', ...log.map(inert), '</pre>', '');
}

for (const path of run?.reports ?? []) {
  try {
    mkdirSync(join(folder, 'reports'), { recursive: true });
    copyFileSync(path, join(folder, 'reports', basename(path)));
  } catch (error) {
    process.stderr.write(`planwatch: a report was not kept for the artifact: ${error.code}\n`);
  }
}

if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${lines.join('\n')}\n`);
if (process.env.GITHUB_OUTPUT) {
  const number = (outcome) => checks.filter((c) => c.outcome === outcome).length;
  const reports = (run?.reports ?? []).map((path) => String(path).replace(/[\r\n]+/g, ' '));
  appendFileSync(
    process.env.GITHUB_OUTPUT,
    `changed=${number('changed') + number('first')}\nfailed=${number('failed') + number('quarantined')}\nreports=${JSON.stringify(reports)}\n`,
  );
}
process.stdout.write(`planwatch: ${run === null ? `run ended with ${Number(exitCode)}` : `${checks.length} checked${counted === '' ? '' : `, ${counted}`}`}\n`);
