/** Serves any number of small plan pages with an ETag; answers 304 to a conditional request. Tells its parent the port. */
import { createServer } from 'node:http';

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
process.on('disconnect', () => process.exit(0));
