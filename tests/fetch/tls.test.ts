import { describe, expect, it } from 'vitest';
import { aCertificate } from './certificate.js';
import { aFetcher, aRequest, failureOf, serve, serveBytes, serveTls } from './servers.js';

const HOST = 'plan.linhe.example';
const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
const options = { lookup, allow: [HOST] };
const page = (_: unknown, response: { end(text: string): void }): void => response.end('<p>全年粮食产量稳定在12万吨</p>');

describe('TLS', () => {
  it('refuses a certificate that nobody vouches for', async () => {
    const url = `https://${HOST}:${await serveTls(aCertificate(HOST), page)}/`;
    expect(await failureOf(aFetcher(options).fetch(aRequest(url)))).toBe(
      `FETCH_TLS: No safe connection to ${url}: its certificate is signed by itself`,
    );
  });

  it('fetches from a host named under insecureTls, and says so', async () => {
    const url = `https://${HOST}:${await serveTls(aCertificate(HOST), page)}/`;
    const fetched = await aFetcher({ ...options, insecureTls: [HOST] }).fetch(aRequest(url));
    expect(fetched).toMatchObject({ kind: 'fetched', status: 200, insecureTls: true });
    const other = aFetcher({ ...options, insecureTls: ['linhe.example', `www.${HOST}`] });
    expect(await failureOf(other.fetch(aRequest(url)))).toContain('FETCH_TLS');
  });

  it.each([
    ['made out to another host', aCertificate('other.example'), 'its certificate is made out to another host'],
    ['that has expired', aCertificate(HOST, '2000-01-01', '2001-01-01'), 'its certificate has expired'],
    ['of tomorrow', aCertificate(HOST, '2190-01-01', '2200-01-01'), 'its certificate is not valid yet'],
  ])('refuses a certificate %s', async (_, certificate, reason) => {
    const url = `https://${HOST}:${await serveTls(certificate, page)}/`;
    expect(await failureOf(aFetcher({ ...options, trust: [certificate.cert] }).fetch(aRequest(url)))).toBe(
      `FETCH_TLS: No safe connection to ${url}: ${reason}`,
    );
  });

  it('trusts the authorities that it is told to', async () => {
    const certificate = aCertificate(HOST);
    const url = `https://${HOST}:${await serveTls(certificate, page)}/`;
    const fetcher = aFetcher({ ...options, trust: [certificate.cert] });
    expect(await fetcher.fetch(aRequest(url))).toMatchObject({ status: 200, insecureTls: false });
  });

  it('does not call a page insecure that was fetched without TLS', async () => {
    const fetched = await aFetcher({ insecureTls: ['127.0.0.1'] }).fetch(aRequest(await serve((_, r) => r.end('甲'))));
    expect(fetched).toMatchObject({ insecureTls: false });
  });

  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };

  it('falls back to what old servers need, the certificate verified all the same', async () => {
    const certificate = aCertificate(HOST);
    const url = `https://${HOST}:${await serveTls({ ...certificate, ...old }, page)}/`;
    const fetcher = aFetcher({ ...options, trust: [certificate.cert] });
    expect(await fetcher.fetch(aRequest(url))).toMatchObject({ status: 200, insecureTls: false });
    expect(await fetcher.fetch(aRequest(url))).toMatchObject({ status: 200 });
    const stranger = `https://${HOST}:${await serveTls({ ...aCertificate(HOST), ...old }, page)}/`;
    expect(await failureOf(fetcher.fetch(aRequest(stranger)))).toMatch(/^FETCH_TLS: /);
  });

  it('tells the first failure where the older settings fail as well', async () => {
    const url = `https://${HOST}:${await serveTls({ ...aCertificate(HOST), maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' }, page)}/`;
    const narrow = `https://127.0.0.1:${new URL(await serve(page)).port}/`;
    expect(await failureOf(aFetcher(options).fetch(aRequest(url)))).toContain('its certificate is signed by itself');
    expect(await failureOf(aFetcher().fetch(aRequest(narrow)))).toMatch(
      /^FETCH_TLS: No safe connection to https:\S+: the handshake failed \(\w+\)$/,
    );
  });

  it('does not wait for a handshake that never ends', async () => {
    const url = `${(await serveBytes(() => undefined)).replace('http:', 'https:')}/`;
    expect(await failureOf(aFetcher({ timeoutMs: 100 }).fetch(aRequest(url)))).toBe(`FETCH_TIMEOUT: No answer from ${url} within 100 ms`);
    const aborter = new AbortController();
    setImmediate(() => aborter.abort());
    expect(await failureOf(aFetcher().fetch(aRequest(url, { signal: aborter.signal })))).toBe(
      `FETCH_ABORTED: Fetching ${url} was called off`,
    );
  });
});
