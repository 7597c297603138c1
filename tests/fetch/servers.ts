import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { createFetcher, type Fetcher, type FetcherOptions, type FetchRequest } from '../../src/fetch/index.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, host, () => resolve()));
  open.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** An HTTP server on a free loopback port. @returns its origin */
export async function serve(handler: Handler): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(handler as RequestListener))}`;
}

/** The same over TLS. @returns its port */
export const serveTls = (tls: object, handler: Handler): Promise<number> => listen(createTlsServer(tls, handler as RequestListener));

/** A server that speaks bytes: `answer` is called when a request's head has arrived. @returns its origin */
export async function serveBytes(answer: (socket: Socket, path: string) => void): Promise<string> {
  const server = createTcpServer((socket) => {
    let head = '';
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const path = head.split(' ')[1] ?? '';
      head = '';
      answer(socket, path);
    });
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

/** Settings under which nothing waits: no pace, no pauses; `pauses` collects what would have been slept. */
export function aFetcher(options: FetcherOptions = {}): Fetcher & { readonly pauses: number[] } {
  const pauses: number[] = [];
  const fetcher = createFetcher({
    ...{ allow: ['127.0.0.1'], perHost: { concurrency: 4, delayMs: 0 }, retries: 0, random: () => 0, timeoutMs: 2000 },
    sleep: async (ms) => void pauses.push(ms),
    ...options,
  });
  open.push(() => fetcher.close());
  return { ...fetcher, pauses };
}

/** A request for a plain page of which robots.txt is not asked. */
export const aRequest = (url: string, more: Partial<FetchRequest> = {}): FetchRequest => ({
  url,
  source: { id: 'linhe-2021', robots: false, timeoutMs: null, fetch: 'http' },
  ...more,
});

/** The code and the words of the error that a fetch ends with. */
export async function failureOf(fetching: Promise<unknown>): Promise<string> {
  try {
    await fetching;
  } catch (error) {
    const { code, message, hint } = error as { code?: string; message: string; hint?: string };
    if (code === undefined || hint === undefined) throw error;
    return `${code}: ${message}`;
  }
  throw new Error('expected the fetch to fail');
}
