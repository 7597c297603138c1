/**
 * Writes what the golden pages of tests/pages read as today: `npm run golden [-- SLUG…]`; `-- --check` only tells what differs.
 * Read the difference as part of the review before committing it.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractIndicators } from '../src/indicators/index.js';
import { expectationOf, PAGES, parsePage, slugs } from '../tests/pages/golden.js';

const args = process.argv.slice(2);
const check = args.includes('--check');
const named = args.filter((arg) => !arg.startsWith('--'));
let differing = 0;
for (const slug of named.length > 0 ? named : await slugs()) {
  const document = await parsePage(slug);
  const { indicators } = extractIndicators(document);
  const files = {
    'expected.txt': `${document.text}\n`,
    'expected.json': `${JSON.stringify(expectationOf(document), null, 2)}\n`,
    'expected.jsonl': indicators.map((indicator) => `${JSON.stringify(indicator)}\n`).join(''),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(PAGES, slug, name);
    const before = existsSync(path) ? await readFile(path, 'utf8') : null;
    if (before === content) continue;
    differing++;
    process.stdout.write(`${slug}/${name} ${before === null ? 'is new' : 'differs'}\n`);
    if (!check) await writeFile(path, content);
  }
}
process.stdout.write(`${differing} file${differing === 1 ? '' : 's'} ${check ? 'differ' : 'written'}\n`);
if (check && differing > 0) process.exitCode = 1;
