import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, planwatch } from '../../scripts/run-planwatch.js';
import { createFetcher } from '../../src/fetch/index.js';
import { createFileStore, type SnapshotStore } from '../../src/snapshots/index.js';
import { aCertificate } from '../fetch/certificate.js';

// Every fault of a server, seen by the real command: a good edition is stored first, then each page fails in its own way.

const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>青山区2021年政府工作报告</title></head><body><h1>青山区2021年政府工作报告</h1>
<h2>一、2020年工作回顾</h2><p>${'一年来，全区各项事业稳步推进，群众的日子越过越好。'.repeat(12)}</p>
<h2>二、2021年主要目标</h2><p>地区生产总值增长6%以上，一般公共预算收入增长4%，城镇新增就业2万人，粮食产量稳定在12万吨以上。</p></body></html>`;
const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n';
const GOOD = `${OK}Content-Length: ${Buffer.byteLength(PAGE)}\r\nConnection: close\r\n\r\n${PAGE}`;
/** 200 MB of nothing in 200 kB. */
const BOMB = gzipSync(Buffer.alloc(200_000_000));
const TIMEOUT_MS = 4000;
const MAX_BYTES = 2_000_000;

interface Fault {
  /** Speaks raw bytes once the head of a request has come. */
  readonly answer: (socket: Socket, url: string) => void;
  readonly code: string;
  /** `URL` stands for the page's address. */
  readonly message: string;
  readonly outcome?: 'quarantined';
}

const status = (line: string, headers = '', body = ''): string =>
  `HTTP/1.1 ${line}\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
const inAnHour = () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000).toUTCString();

const FAULTS: Readonly<Record<string, Fault>> = {
  'slow-headers': { answer: () => undefined, code: 'FETCH_TIMEOUT', message: `No answer from URL within ${TIMEOUT_MS} ms` },
  'slow-body': {
    answer: (socket) => void socket.write(`${OK}Content-Length: 9999\r\n\r\n<html>`),
    ...{ code: 'FETCH_TIMEOUT', message: `No answer from URL within ${TIMEOUT_MS} ms` },
  },
  trickle: {
    answer: (socket) => {
      socket.write(`${OK}\r\n${PAGE.slice(0, 200)}`);
      const drip = setInterval(() => socket.write('x'), 50);
      socket.on('close', () => clearInterval(drip));
    },
    ...{ code: 'FETCH_TIMEOUT', message: `No answer from URL within ${TIMEOUT_MS} ms` },
  },
  'reset-mid-body': {
    answer: (socket) => void socket.write(`${OK}Content-Length: 9999\r\n\r\n<html>`, () => setTimeout(() => socket.resetAndDestroy(), 100)),
    ...{ code: 'FETCH_INCOMPLETE', message: 'URL broke off after 6 of 9999 bytes' },
  },
  'short-length': {
    answer: (socket) => void socket.end(`${OK}Content-Length: 9999\r\n\r\n${PAGE}`),
    ...{ code: 'FETCH_INCOMPLETE', message: `URL broke off after ${Buffer.byteLength(PAGE)} of 9999 bytes` },
  },
  'redirect-loop': {
    answer: (socket, url) => void socket.end(status('302 Found', `Location: ${url}?n=${Math.random()}\r\n`)),
    ...{ code: 'FETCH_REDIRECTS', message: 'URL was still redirecting after 11 hops' },
  },
  'redirect-private': {
    answer: (socket) => void socket.end(status('302 Found', 'Location: http://192.168.7.7/admin\r\n')),
    ...{ code: 'FETCH_ADDRESS_FORBIDDEN', message: 'http://192.168.7.7/admin leads to 192.168.7.7, which is not a public address' },
  },
  'redirect-file': {
    answer: (socket) => void socket.end(status('302 Found', 'Location: file:///etc/passwd\r\n')),
    ...{ code: 'FETCH_URL_INVALID', message: 'file:///etc/passwd is not an http or https address' },
  },
  'lying-304': {
    answer: (socket) => void socket.end('HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n'),
    ...{ code: 'FETCH_NOT_MODIFIED_UNASKED', message: 'URL answered "not modified" (304) although nothing was said to compare with' },
  },
  'limited-seconds': {
    answer: (socket) => void socket.end(status('429 Too Many Requests', 'Retry-After: 3600\r\n')),
    ...{ code: 'FETCH_RATE_LIMITED', message: 'URL asks us to come back later (429), not before INSTANT' },
  },
  'limited-date': {
    answer: (socket) => void socket.end(status('429 Too Many Requests', `Retry-After: ${inAnHour()}\r\n`)),
    ...{ code: 'FETCH_RATE_LIMITED', message: 'URL asks us to come back later (429), not before INSTANT' },
  },
  'gzip-bomb': {
    answer: (socket) => {
      socket.write(`${OK}Content-Encoding: gzip\r\nContent-Length: ${BOMB.length}\r\nConnection: close\r\n\r\n`);
      socket.end(BOMB);
    },
    ...{ code: 'FETCH_TOO_LARGE', message: `URL is larger than ${MAX_BYTES} bytes` },
  },
  'endless-body': {
    answer: (socket) => {
      socket.write(`${OK}\r\n`);
      const piece = Buffer.alloc(65_536, 'x');
      const pour = (): void => {
        while (!socket.destroyed && socket.write(piece));
        if (!socket.destroyed) socket.once('drain', pour);
      };
      pour();
    },
    ...{ code: 'FETCH_TOO_LARGE', message: `URL is larger than ${MAX_BYTES} bytes` },
  },
  'endless-headers': {
    answer: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let i = 0; i < 60; i++) socket.write(`X-${i}: ${'y'.repeat(1000)}\r\n`);
    },
    ...{ code: 'FETCH_PROTOCOL', message: 'URL did not answer as HTTP demands: its headers are longer than 32768 bytes' },
  },
  'not-http': {
    answer: (socket) => void socket.end('220 mail.qingshan.example\r\n\r\n'),
    ...{ code: 'FETCH_PROTOCOL', message: 'URL did not answer as HTTP demands: its answer is malformed' },
  },
  empty: { answer: (socket) => void socket.end(status('200 OK')), code: 'FETCH_EMPTY', message: 'URL answered 200 with an empty body' },
  gone: { answer: (socket) => void socket.end(status('404 Not Found')), code: 'FETCH_NOT_FOUND', message: 'URL is gone (404)' },
  blocked: { answer: (socket) => void socket.end(status('403 Forbidden')), code: 'FETCH_BLOCKED', message: 'URL turned us away (403)' },
  broken: { answer: (socket) => void socket.end(status('500 Oops')), code: 'FETCH_SERVER', message: 'URL failed on its server (500)' },
  challenge: {
    answer: (socket) =>
      void socket.end(
        status(
          '200 OK',
          'Content-Type: text/html\r\n',
          '<html><head><title>安全验证</title></head><body>请开启JavaScript并刷新该页</body></html>',
        ),
      ),
    ...{ code: 'DOCUMENT_NOT_A_DOCUMENT', message: '', outcome: 'quarantined' as const },
  },
};

/** As a report would print it, the instants of the run left out. */
const plain = (message: string, url: string): string =>
  message.replaceAll(url, 'URL').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, 'INSTANT');

let faulty = false;
let origin = '';
let dir = '';
let store: SnapshotStore;
const servers: Server[] = [];
const sockets = new Set<Socket>();

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  ensureBuilt();
  const port = await listen(
    createServer((socket) => {
      let head = '';
      socket.on('data', (chunk) => {
        head += chunk.toString('latin1');
        if (!head.includes('\r\n\r\n')) return;
        const id = /^GET \/([\w-]+)/.exec(head)?.[1] ?? '';
        head = '';
        const fault = FAULTS[id];
        if (faulty && fault) fault.answer(socket, `${origin}/${id}`);
        else socket.end(GOOD);
      });
    }),
  );
  origin = `http://127.0.0.1:${port}`;
  dir = mkdtempSync(join(tmpdir(), 'planwatch-faults-'));
  const sources = Object.keys(FAULTS).map(
    (id) =>
      `  - { id: ${id}, title: ${id}, url: "${origin}/${id}", jurisdiction: 青山区, kind: work-report, period: "2021", family: ${id}, fetch: http }`,
  );
  writeFileSync(
    join(dir, 'planwatch.yaml'),
    `network: { allow: ["127.0.0.1"], perHost: { concurrency: 8, delayMs: 0 }, robots: false, retries: 0, timeoutMs: ${TIMEOUT_MS}, maxBytes: ${MAX_BYTES} }
report: { formats: [json], when: changes }
sources:
${sources.join('\n')}
`,
  );
  store = createFileStore(join(dir, 'snapshots'));
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Check {
  readonly source: string;
  readonly outcome: string;
  readonly snapshot: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
}
async function run(): Promise<{ code: number | null; checks: ReadonlyMap<string, Check>; stderr: string }> {
  const { code, stdout, stderr } = await planwatch(['run', '--format', 'json'], dir);
  const { checks } = JSON.parse(stdout) as { checks: readonly Check[] };
  return { code, checks: new Map(checks.map((x) => [x.source, x])), stderr };
}

describe('faults of servers, through the command', () => {
  it('fail each in its own words, change nothing that is stored, and pass', async () => {
    const first = await run();
    expect(first.code, first.stderr).toBe(0);
    expect([...first.checks.values()].map((x) => x.outcome)).toEqual(Object.keys(FAULTS).map(() => 'first'));
    const good = new Map(
      (await Promise.all(Object.keys(FAULTS).map(async (id) => [id, await store.snapshots(id)] as const))).map((x) => x),
    );
    const reports = readdirSync(join(dir, 'reports')).length;

    faulty = true;
    for (let round = 1; round <= 2; round++) {
      const failed = await run();
      expect(failed.code, failed.stderr).toBe(1);
      for (const [id, fault] of Object.entries(FAULTS)) {
        const check = failed.checks.get(id);
        const url = `${origin}/${id}`;
        expect(check?.outcome, id).toBe(fault.outcome ?? 'failed');
        expect(check?.error?.code, `${id}: ${check?.error?.message}`).toBe(fault.code);
        if (fault.message !== '') expect(plain(check?.error?.message ?? '', url), id).toBe(fault.message);
        expect(check?.error?.hint, id).not.toBe('');
        // The last good snapshot stands, and the log says what happened.
        expect(await store.snapshots(id), id).toEqual(good.get(id));
        expect(await store.staged(id), id).toEqual([]);
        expect(check?.snapshot, id).toBe(good.get(id)?.[0]?.id);
        const log = await store.checks(id);
        expect(log.length, id).toBe(1 + round);
        expect(log.at(-1), id).toMatchObject({
          outcome: fault.outcome ?? 'failed',
          error: { code: fault.code },
          snapshot: good.get(id)?.[0]?.id,
        });
        expect(await store.changeSets(id), id).toEqual([]);
      }
      expect(await store.verify()).toEqual([]);
    }
    expect(readdirSync(join(dir, 'reports')).length).toBe(reports);

    faulty = false;
    const recovered = await run();
    expect(recovered.code, recovered.stderr).toBe(0);
    expect([...recovered.checks.values()].map((x) => x.outcome)).toEqual(Object.keys(FAULTS).map(() => 'unchanged'));
  });

  it('a wrong certificate fails, and is fetched and told where the configuration excepts the host', async () => {
    const port = await listen(
      createTlsServer(aCertificate('somewhere.example'), (_, r) => r.setHeader('content-type', 'text/html').end(PAGE)),
    );
    const config = (
      insecure: string,
    ) => `network: { allow: ["127.0.0.1"], perHost: { delayMs: 0 }, robots: false, retries: 0, insecureTls: [${insecure}] }
report: { formats: [json] }
sources: [{ id: tls, title: 甲, url: "https://127.0.0.1:${port}/", jurisdiction: 青山区, kind: work-report, period: "2021" }]
`;
    const path = join(dir, 'tls.yaml');
    writeFileSync(path, config(''));
    const refused = await planwatch(['run', '--config', path, '--format', 'json'], dir);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout).checks[0].error).toMatchObject({ code: 'FETCH_TLS' });
    writeFileSync(path, config('"127.0.0.1"'));
    const excepted = await planwatch(['run', '--config', path, '--format', 'json'], dir);
    expect(excepted.code, excepted.stderr).toBe(0);
    expect(await store.snapshots('tls')).toMatchObject([{ insecureTls: true }]);
  });

  it('a name that changes between two looks never leads inside', async () => {
    let inside = 0;
    const port = await listen(createHttpServer((_, r) => r.end(String(++inside))));
    const answers = ['93.184.215.14', '127.0.0.1', '127.0.0.1', '127.0.0.1'];
    let looks = 0;
    const lookup = async () => [{ address: answers[Math.min(looks++, 3)] as string, family: 4 }];
    expect((await lookup())[0]?.address).toBe('93.184.215.14');
    const fetcher = createFetcher({ lookup, retries: 2, retryBaseMs: 1, perHost: { concurrency: 1, delayMs: 0 }, timeoutMs: TIMEOUT_MS });
    const url = `http://plan.qingshan.example:${port}/`;
    const source = { id: 'a', robots: true, timeoutMs: null, fetch: 'http' as const };
    await expect(fetcher.fetch({ url, source })).rejects.toThrow(
      `leads to plan.qingshan.example (127.0.0.1), which is not a public address`,
    );
    await fetcher.close();
    expect(inside).toBe(0);
  });
});
