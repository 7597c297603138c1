// Serves a folder of pages on loopback, as a plain web server would. Used by the demo, by `npm run try` and by tests;
// by hand: npx tsx scripts/serve-folder.ts demo/site/edition-1
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** One answer of the server; `type` is the Content-Type header, word for word. */
export interface Page {
  readonly body: Uint8Array;
  readonly type: string;
  /** @default 200 */
  readonly status?: number;
}

/** Gives the page of a path (`/zwgk/index.html`), null for 404. */
export type Site = (path: string) => Promise<Page | null> | Page | null;

export interface Served {
  /** `http://127.0.0.1:54321`, without a slash at the end. */
  readonly origin: string;
  /** Publishes other pages under the same address, as an editor does who uploads a new version. */
  publish(site: Site): void;
  close(): Promise<void>;
}

// No charset: the pages say it themselves, or get it wrong themselves, as in life.
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
};

/** The pages of a folder; paths cannot leave it. */
export function folderSite(dir: string): Site {
  const root = resolve(dir);
  return async (path) => {
    const file = resolve(join(root, path.endsWith('/') ? `${path}index.html` : path));
    if (file !== root && !file.startsWith(root + sep)) return null;
    try {
      return { body: await readFile(file), type: TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream' };
    } catch {
      return null;
    }
  };
}

/**
 * Starts on a free port of 127.0.0.1. Answers carry an ETag and conditional requests are honoured, so that an unchanged page is a 304.
 * @param port 0 takes any free one
 */
export async function serve(first: Site, port = 0): Promise<Served> {
  let site = first;
  const server = createServer(async (request, response) => {
    let page: Page | null = null;
    try {
      page = await site(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    } catch {
      // A path that does not decode names nothing.
    }
    if (page === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    if (page.status !== undefined && page.status !== 200) {
      response.writeHead(page.status, { 'content-type': page.type }).end(page.body);
      return;
    }
    const etag = `"${createHash('sha256').update(page.body).digest('hex').slice(0, 16)}"`;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    response.writeHead(200, { 'content-type': page.type, 'content-length': page.body.length, etag });
    response.end(request.method === 'HEAD' ? undefined : page.body);
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publish(next) {
      site = next;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const dir = process.argv[2];
  if (dir === undefined) {
    process.stderr.write('usage: npx tsx scripts/serve-folder.ts DIR [PORT]\n');
    process.exitCode = 2;
  } else {
    const { origin } = await serve(folderSite(dir), Number(process.argv[3] ?? 0));
    process.stdout.write(`${origin}\n`);
  }
}
