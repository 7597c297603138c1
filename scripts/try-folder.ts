// The main job on real input: npm run try -- DIR [--edit-seed N] [--as page|text|both]
// Serves every *.txt, *.md and *.html of a folder as pages on loopback, takes a baseline, edits five targets in them as a person would,
// checks again, and sees whether the report names those five as revised and nothing else. Exit 1 where it does not. Nothing of the folder
// is copied anywhere but into ./demo-out, which git ignores.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { extractText, getDocumentProxy } from 'unpdf';
import { table } from '../src/cli/print.js';
import { sayAfter, sayBefore } from '../src/cli/say-change.js';
import type { Change, Diff, DiffSummary } from '../src/diff/index.js';
import { decode } from '../src/document/index.js';
import type { Indicator } from '../src/indicators/index.js';
import { browserSettings, ensureBuilt, PROJECT, planwatch, planwatchJson } from './run-planwatch.js';
import { type Page, type Served, serve } from './serve-folder.js';
import { applyEdits, chooseEdits, type Edit, type Original } from './try-edits.js';
import { carryOver, pageOf, type Wrapping } from './try-pages.js';

interface Input extends Original {
  readonly id: string;
  /** The file, decoded. */
  readonly source: string;
  readonly kind: string;
  readonly jurisdiction: string;
}

interface Extracted {
  readonly document: { readonly text: string; readonly kind: string | null; readonly jurisdiction: string | null };
  readonly indicators: readonly Indicator[];
}

const say = (text = '') => void process.stdout.write(`${text}\n`);
const note = (text: string) => void process.stderr.write(`${text}\n`);

/** Files about a folder rather than of it: README.md, LABELS.md, INDEX.md. */
const isAbout = (name: string) => /^[A-Z_]+\.\w+$/.test(name);

async function readInputs(dir: string): Promise<Input[]> {
  const names = readdirSync(dir).filter((n) => /\.(?:txt|md|html?)$/i.test(n) && !isAbout(n));
  const inputs: Input[] = [];
  for (const [n, file] of names.sort().entries()) {
    const path = join(dir, file);
    const { text: source } = decode(readFileSync(path), null, /\.html?$/i.test(file), file);
    const read = await planwatchJson<Extracted>(['extract', path, '--with-text'], PROJECT);
    const slug = file.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    inputs.push({
      id: `p${n + 1}-${slug}`.replace(/-+$/, '').slice(0, 60),
      file,
      source,
      text: read.document.text,
      indicators: read.indicators,
      kind: read.document.kind ?? 'notice',
      jurisdiction: read.document.jurisdiction ?? '未具名地区',
    });
  }
  return inputs;
}

const pathOf = (input: Input, as: Wrapping) => `/${input.id}.${as === 'text' && extname(input.file) !== '.html' ? 'txt' : 'html'}`;

function configuration(inputs: readonly Input[], as: Wrapping, origin: string, browser: string): string {
  const sources = inputs.map((i) => ({
    id: i.id,
    title: i.file,
    url: origin + pathOf(i, as),
    jurisdiction: i.jurisdiction,
    kind: i.kind,
    family: i.id,
  }));
  return `store: { dir: snapshots }
report: { dir: reports, when: changes, formats: [pdf, html] }
network: { allow: ["127.0.0.1"], perHost: { concurrency: 4, delayMs: 0 }, robots: false }
${browser}
sources: ${JSON.stringify(sources, null, 2)}
`;
}

const siteOf = (inputs: readonly Input[], as: Wrapping, sourceOf: (input: Input) => string) => {
  const pages = new Map<string, Page>(inputs.map((i) => [pathOf(i, as), pageOf(i.file, sourceOf(i), as)]));
  return (path: string) => pages.get(path) ?? null;
};

interface Run {
  readonly checks: readonly {
    readonly source: string;
    readonly outcome: string;
    readonly error: { readonly message: string } | null;
    readonly summary: DiffSummary | null;
  }[];
  readonly reports: readonly string[];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** True where a change is what the edit did. */
const isFoundAs = (edit: Edit, change: Change) =>
  change.type === 'revised' &&
  change.fields.includes(edit.field) &&
  same(change.before?.value, edit.indicator.value) &&
  same(change.after?.value, edit.value) &&
  change.after?.comparator === edit.comparator;

/** One watch over all inputs in one wrapping: baseline, edit, check. Gives the problems it saw. */
async function tryAs(as: Wrapping, inputs: readonly Input[], edits: readonly Edit[], site: Served): Promise<string[]> {
  const folder = mkdtempSync(join(PROJECT, 'demo-out', `try-${as}-`));
  const browser = browserSettings(process.getuid?.());
  writeFileSync(join(folder, 'planwatch.yaml'), configuration(inputs, as, site.origin, browser.yaml));
  site.publish(siteOf(inputs, as, (i) => i.source));
  const first = await planwatchJson<Run>(['run', '--report', 'never'], folder);
  site.publish(
    siteOf(inputs, as, (i) =>
      applyEdits(
        i.source,
        edits.filter((e) => e.file === i.file).map((e) => carryOver(i, e) ?? e),
      ),
    ),
  );
  const started = Date.now();
  const ran = await planwatch(['run', '--format', 'json'], folder);
  if (ran.stdout === '') throw new Error(`planwatch run ended with ${ran.code}:\n${ran.stderr}`);
  const second = JSON.parse(ran.stdout) as Run;
  const problems = [...first.checks, ...second.checks]
    .filter((c) => c.outcome === 'failed' || c.outcome === 'quarantined')
    .map((c) => `${c.source} ${c.outcome}: ${c.error?.message}`);

  const changes: { id: string; change: Change }[] = [];
  for (const input of inputs) {
    const diff = await planwatchJson<Diff>(['diff', `${input.id}@first`, input.id], folder);
    changes.push(...diff.changes.map((change) => ({ id: input.id, change })));
  }
  const left = new Set(changes);
  const rows = edits.map((edit) => {
    const id = inputs.find((i) => i.file === edit.file)?.id;
    const found = [...left].find((c) => c.id === id && isFoundAs(edit, c.change));
    if (found === undefined) problems.push(`not found as revised: ${edit.kind}, ${edit.indicator.name} in ${edit.file}`);
    else left.delete(found);
    const told = found === undefined ? 'NOT FOUND' : `${found.change.after?.name}: ${sayBefore(found.change)} → ${sayAfter(found.change)}`;
    return [edit.file, edit.kind, edit.indicator.name, `${edit.was || '(nothing)'} → ${edit.becomes}`, told];
  });
  for (const { id, change } of left)
    problems.push(
      `not edited, but called ${change.type}: ${id}: ${change.after?.name ?? change.before?.name}: ${sayBefore(change)} → ${sayAfter(change)}`,
    );

  say(`\nServed as ${as === 'text' ? 'text/plain' : 'HTML pages'}: ${inputs.length} documents, second check in ${Date.now() - started} ms`);
  say(table(['file', 'edit', 'target', 'in the page', 'found as revised'], rows, 60).trimEnd());
  const total = (what: 'revised' | 'added' | 'removed') => second.checks.reduce((sum, c) => sum + (c.summary?.[what] ?? 0), 0);
  const counted = `${total('revised')} revised, ${total('added')} added, ${total('removed')} removed`;
  if (counted !== `${edits.length} revised, 0 added, 0 removed`) problems.push(`the run counted ${counted}`);
  const pdf = second.reports.find((path) => path.endsWith('.pdf'));
  if (pdf === undefined) problems.push(`no PDF: ${ran.stderr.trim()}`);
  else {
    say(`PDF: ${relative(process.cwd(), join(folder, pdf))}`);
    const printed = await wordsOf(join(folder, pdf));
    for (const row of rows) if (!printed.includes(bare(row[2] ?? ''))) problems.push(`the PDF does not name ${row[2]}`);
  }
  return problems;
}

const bare = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

/** The words of a PDF without white space, which print puts anywhere. */
async function wordsOf(path: string): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(readFileSync(path)), { verbosity: 0 });
  const { text } = await extractText(pdf, { mergePages: true });
  return bare(text);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'edit-seed': { type: 'string', default: '1' }, as: { type: 'string', default: 'both' } },
  });
  const [dir] = positionals;
  const seed = Number(values['edit-seed']);
  if (dir === undefined || !Number.isInteger(seed) || !['page', 'text', 'both'].includes(values.as)) {
    note('usage: npm run try -- DIR [--edit-seed N] [--as page|text|both]');
    return 2;
  }
  ensureBuilt();
  mkdirSync(join(PROJECT, 'demo-out'), { recursive: true });
  const { note: aboutBrowser } = browserSettings(process.getuid?.());
  if (aboutBrowser) note(aboutBrowser);
  const inputs = await readInputs(dir);
  if (inputs.length === 0) throw new Error(`${dir} holds no *.txt, *.md or *.html`);
  const edits = chooseEdits(inputs, seed, (edit) => {
    const input = inputs.find((i) => i.file === edit.file);
    return input !== undefined && carryOver(input, edit) !== null;
  });
  const site = await serve(() => null);
  const problems: string[] = [];
  try {
    for (const as of ['page', 'text'] as const) {
      if (values.as !== 'both' && values.as !== as) continue;
      problems.push(...(await tryAs(as, inputs, edits, site)).map((problem) => `as ${as}: ${problem}`));
    }
  } finally {
    await site.close();
  }
  say();
  if (problems.length === 0) say('Exactly the five edited targets were reported as revised; nothing else was.');
  else note(problems.map((problem) => `problem: ${problem}`).join('\n'));
  return problems.length === 0 ? 0 : 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    note(`The try stopped: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
