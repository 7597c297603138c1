/**
 * Fetches one page to write a golden page after: `npm run page:add -- URL SLUG`. The copy goes to `tests/pages/.local/SLUG` (ignored by git, as
 * it is somebody else's text) and what we read of it is printed; the golden page itself is then written with invented words in its shape.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import { parseInWorker } from '../src/readers/index.js';
import { expectationOf, PAGES } from '../tests/pages/golden.js';

const [url, slug] = process.argv.slice(2);
if (!url || !slug || !/^[a-z0-9-]+$/.test(slug)) {
  process.stderr.write('Usage: npm run page:add -- URL SLUG (small letters, digits, hyphens)\n');
  process.exit(2);
}
const answer = await request(url, { headersTimeout: 30_000, bodyTimeout: 30_000 });
const bytes = new Uint8Array(await answer.body.arrayBuffer());
const [mediaType = null] = String(answer.headers['content-type'] ?? '').split(';');
const charset = /charset=([\w-]+)/i.exec(String(answer.headers['content-type'] ?? ''))?.[1] ?? null;
const folder = join(PAGES, '.local', slug);
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'source'), bytes);
await writeFile(join(folder, 'headers.json'), `${JSON.stringify({ url, status: answer.statusCode, headers: answer.headers }, null, 2)}\n`);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const document = await parseInWorker([{ bytes, mediaType, charset, url, fileName: null, sha256 }]);
process.stdout.write(`${JSON.stringify(expectationOf(document), null, 2)}\n${document.text}\n`);
