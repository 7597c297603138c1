/**
 * The other side of the watch bench, in a process of its own. Serves any number of small plan pages with an ETag and answers 304 to a
 * conditional request. Makes the first check of every source too, so that the process that is measured holds what an unchanged check needs
 * and no more. Tells its parent the port, then the path of each store that is filled.
 */
import { createServer } from 'node:http';
import { watchOf } from './watch-parts/watch-of.js';

const SENTENCE = '<p>全年地区生产总值增长6%以上，一般公共预算收入增长5%，新增就业3万人，改造老旧小区12个，空气质量优良天数达到310天。</p>';
const page = (n: string) =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><title>第${n}号街道2021年工作计划</title><body><h1>第${n}号街道2021年工作计划</h1>${SENTENCE.repeat(20)}</body></html>`;
const server = createServer((request, response) => {
  const etag = `"${request.url}"`;
  response.setHeader('etag', etag);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page((request.url ?? '/').slice(1)));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.(address.port);
});
process.on('message', async ({ dir, count, base }: { dir: string; count: number; base: string }) => {
  const watch = watchOf({ dir, count, base });
  await watch.checkAll('first');
  await watch.close();
  process.send?.(dir);
});
process.on('disconnect', () => process.exit(0));
