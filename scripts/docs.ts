/**
 * Writes what is generated: docs/errors.md, docs/commands.md, schemas/*.schema.json, src/indicators/version.ts. `--check` fails where a file
 * is not up to date. Run with `npm run docs` after a change to errors.ts, the commands, the shapes or what reads documents; CI runs
 * `npm run docs:check`.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { declareCommands } from '../src/cli/declare.js';
import { ERRORS } from '../src/errors.js';
import { SHAPES } from '../src/shapes/index.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const stale: string[] = [];

function put(path: string, text: string): void {
  const full = join(ROOT, path);
  if (existsSync(full) && readFileSync(full, 'utf8') === text) return;
  if (check) {
    stale.push(path);
    return;
  }
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  console.log(`wrote ${path}`);
}

/** A message with its values left as `{name}`: the template is called with a stand-in for every value. */
function template(message: (p: never) => string): string {
  const standIn = (name: string): unknown =>
    new Proxy(() => standIn(name), {
      get: (_, key) =>
        key === Symbol.toPrimitive || key === 'toString'
          ? () => `{${name}}`
          : key === 'length'
            ? 2
            : key === 'map' || key === 'slice'
              ? () => [`{${name}}`]
              : standIn(name),
    });
  const params = new Proxy({}, { get: (_, key) => standIn(String(key)) });
  return message(params as never);
}

const meaning = {
  1: 'an input could not be read',
  2: 'usage or configuration',
  3: 'damage or a fault of planwatch',
  4: 'the environment',
} as const;
const rows = Object.entries(ERRORS).map(([code, row]) => {
  const { message, hint, exit } = row;
  const transient = 'transient' in row && row.transient ? 'yes' : '';
  const text = template(message as (p: never) => string)
    .replace(/\n/g, ' ')
    .replace(/\|/g, '\\|');
  return `| \`${code}\` | ${text} | ${hint.replace(/\|/g, '\\|')} | ${exit} | ${transient} |`;
});
put(
  'docs/errors.md',
  `# Errors

Generated from \`src/errors.ts\` by \`npm run docs\`. Codes are permanent. The exit code is that of a command which ends with the error
(${Object.entries(meaning)
    .map(([code, words]) => `${code}: ${words}`)
    .join('; ')}); during a \`run\` most of them become the outcome of one source and the run goes on. Transient errors are tried again.

| code | message | what to do | exit | transient |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`,
);

const program = new Command('planwatch');
declareCommands(program, () => {});
const help = program.commands.map((command) => {
  let text = '';
  command.configureOutput({
    writeOut: (s) => {
      text += s;
    },
    getOutHelpWidth: () => 110,
  });
  command.outputHelp();
  return `## ${command.name()}\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`;
});
put(
  'docs/commands.md',
  `# Commands

Generated from \`src/cli/declare.ts\` by \`npm run docs\`. Every command also takes \`--config FILE\`, \`--quiet\` and \`--verbose\`.

${help.join('\n')}`,
);

for (const [name, shape] of Object.entries(SHAPES)) {
  const schema = { $id: `planwatch.${name}/1`, ...z.toJSONSchema(shape, { target: 'draft-2020-12' }) };
  put(`schemas/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);
}

/** What a reading rests on: a change of any of these files may alter what is read from a stored page. */
const READING = ['src/document', 'src/indicators', 'src/readers'];
const VERSION_FILE = 'src/indicators/version.ts';
const digest = createHash('sha256');
for (const folder of READING) {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
    (name) => `${folder}/${name.replaceAll('\\', '/')}`,
  );
  for (const name of names.filter((path) => path.endsWith('.ts') && path !== VERSION_FILE).sort())
    digest.update(`${name}\0${readFileSync(join(ROOT, name), 'utf8')}\0`);
}
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
put(
  VERSION_FILE,
  `// Written by scripts/docs.ts; run \`npm run docs\`.
/** The release, and in the last place a digest of the sources that read documents: none is read otherwise under the same version (docs/decisions/0006). */
export const EXTRACTOR_VERSION = '${version.split('.').slice(0, 2).join('.')}.${Number.parseInt(digest.digest('hex').slice(0, 7), 16)}';
`,
);

for (const page of ['README.md', 'README.zh-CN.md']) {
  const text = existsSync(join(ROOT, page)) ? readFileSync(join(ROOT, page), 'utf8') : '';
  const unmentioned = program.commands.map((c) => c.name()).filter((name) => !text.includes(`planwatch ${name}`));
  if (unmentioned.length > 0) stale.push(`${page}: does not mention ${unmentioned.join(', ')}`);
}

if (stale.length > 0) {
  for (const path of stale) console.error(`not up to date: ${path}`);
  console.error('Run `npm run docs`.');
  process.exitCode = 1;
}
