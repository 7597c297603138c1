import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** What the server answers to one request; `hang` never answers, `trickle` sends a byte and then nothing. */
export type Reply =
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
  | 'hang'
  | 'trickle'
  | 'reset';

export interface HttpReceiver {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** Replies for the next requests, then `fallback` for all others. */
  readonly script: Reply[];
  fallback: Reply;
  close(): Promise<void>;
}

/** A server on a free port of the loopback that notes every request and answers by script. */
export async function startHttpReceiver(fallback: Reply = { status: 200, body: '{}' }): Promise<HttpReceiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      receiver.requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const reply = receiver.script.shift() ?? receiver.fallback;
      if (reply === 'hang') return;
      if (reply === 'reset') return void request.socket.destroy();
      if (reply === 'trickle') {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        return void response.write('{');
      }
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: HttpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    script: [],
    fallback,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
