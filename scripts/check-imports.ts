/**
 * Holds the import lines of src/ against the layout of docs/architecture.md. Run with `npm run check:imports`; exit 1 lists each breach.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** What each folder may import besides itself and errors.ts. `type:` allows types only: edges know one another's records, not their code. */
const ALLOWED: Record<string, readonly string[]> = {
  'errors.ts': [],
  document: [],
  indicators: ['document'],
  diff: ['document', 'indicators'],
  records: ['document', 'indicators', 'diff'],
  config: ['records', 'type:indicators'],
  readers: ['document'],
  browser: [],
  fetch: ['document', 'records', 'type:config'],
  snapshots: ['document', 'indicators', 'diff', 'records'],
  report: ['document', 'indicators', 'diff', 'records'],
  deliver: ['document', 'indicators', 'diff', 'records', 'type:config', 'type:report'],
  schedule: [],
  shapes: ['document', 'indicators', 'diff', 'records'],
  watch: ['document', 'indicators', 'diff', 'records', 'type:fetch', 'type:snapshots', 'type:report'],
  cli: ['*'],
  'index.ts': ['*'],
};
const PURE = new Set(['document', 'indicators', 'diff', 'records']);
const PURE_FILES = new Set(['report/model.ts', 'report/format.ts', 'schedule/plan.ts']);
const IMPURE = /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|\bprocess\.|\bconsole\.|\bfetch\(/;

const problems: string[] = [];
for (const name of readdirSync(SRC, { recursive: true }) as string[]) {
  if (!name.endsWith('.ts')) continue;
  const file = name.split(sep).join('/');
  const top = file.split('/')[0] as string;
  const allowed = ALLOWED[top];
  if (allowed === undefined) {
    problems.push(`${file}: the layout knows no src/${top}`);
    continue;
  }
  const text = readFileSync(join(SRC, name), 'utf8');
  const pure = PURE.has(top) || PURE_FILES.has(file);
  if (pure && IMPURE.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '')))
    problems.push(`${file}: the core reads no clock, randomness, environment or console`);
  for (const match of text.matchAll(/^\s*(import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm)) {
    const specifier = (match[3] ?? match[4]) as string;
    const typeOnly = match[2] !== undefined;
    if (!specifier.startsWith('.')) {
      if (pure && /^node:|^(puppeteer|undici|pino|nodemailer)$/.test(specifier)) problems.push(`${file}: the core imports ${specifier}`);
      continue;
    }
    const target = relative(SRC, resolve(SRC, dirname(name), specifier))
      .split(sep)
      .join('/');
    const to = target.split('/')[0]?.replace(/\.js$/, '.ts') as string;
    if (to === top || to === 'errors.ts' || target.startsWith('..')) continue;
    if (!allowed.includes('*') && !allowed.includes(to) && !(typeOnly && allowed.includes(`type:${to}`)))
      problems.push(`${file}: imports ${typeOnly ? 'types of ' : ''}${target}, which src/${top} may not`);
    else if (!target.endsWith('/index.js')) problems.push(`${file}: reaches into ${target}; other folders enter through index.ts`);
  }
}
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'imports: as laid out' : `imports: ${problems.length} breaches`);
process.exitCode = problems.length === 0 ? 0 : 1;
