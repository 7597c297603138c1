import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowedAddress } from '../../src/fetch/index.js';
import { aFetcher, aRequest, failureOf, serve } from './servers.js';

describe('the gate', () => {
  it.each([...['8.8.8.8', '202.106.0.20', '1.1.1.1', '2400:3200::1', '2001:4860:4860::8888', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8']])(
    'lets %s through',
    (address) => expect(isAllowedAddress(address)).toBe(true),
  );

  it.each([
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
    ],
    ...[
      '100.100.100.200',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      '2001:db8::1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
    ],
    ...[
      '::127.0.0.1',
      '64:ff9b::10.0.0.1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:0:4136:e378:8000:63bf:3fff:fdd2',
      'localhost',
      '',
      'x',
      '1.2.3',
    ],
  ])('refuses %s', (address) => expect(isAllowedAddress(address)).toBe(false));

  it('refuses every address of the private ranges', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, (a, b, c) => {
        for (const address of [
          `127.${a}.${b}.${c}`,
          `10.${a}.${b}.${c}`,
          `192.168.${a}.${b}`,
          `169.254.${a}.${b}`,
          `172.${16 + (a % 16)}.${b}.${c}`,
        ]) {
          expect(isAllowedAddress(address)).toBe(false);
          expect(isAllowedAddress(`::ffff:${address}`)).toBe(false);
        }
      }),
    );
  });

  it.each(['http://127.0.0.1/', 'http://127.1/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://2130706433/', 'http://127.0.0.1./'])(
    'refuses %s however it is written',
    async (url) => {
      expect(await failureOf(aFetcher({ allow: [] }).fetch(aRequest(url)))).toMatch(
        /^FETCH_ADDRESS_FORBIDDEN: .* leads to 127\.0\.0\.1, which is not a public address$/,
      );
    },
  );

  it('lets through the host that is named, and no other', async () => {
    const origin = await serve((_, r) => r.end('甲'));
    const lookup = async () => [{ address: '127.0.0.1', family: 4 }];
    expect(await aFetcher({ allow: ['127.0.0.1'] }).fetch(aRequest(origin))).toMatchObject({ status: 200 });
    const named = origin.replace('127.0.0.1', 'plan.linhe.example');
    expect(await aFetcher({ allow: ['PLAN.linhe.example'], lookup }).fetch(aRequest(named))).toMatchObject({ status: 200 });
    const chinese = origin.replace('127.0.0.1', '规划.临河.example');
    expect(await aFetcher({ allow: ['规划.临河.example'], lookup }).fetch(aRequest(chinese))).toMatchObject({ status: 200 });
    for (const allow of [['linhe.example'], ['127.0.0.1'], ['*'], ['*.linhe.example'], []]) {
      expect(await failureOf(aFetcher({ allow, lookup }).fetch(aRequest(`${named}/`)))).toBe(
        `FETCH_ADDRESS_FORBIDDEN: ${named}/ leads to plan.linhe.example (127.0.0.1), which is not a public address`,
      );
    }
  });
});

describe('names', () => {
  it('that do not resolve', async () => {
    for (const [code, looks] of [
      ['ENOTFOUND', 1],
      ['EAI_AGAIN', 3],
    ] as const) {
      let looked = 0;
      const lookup = async () => {
        looked++;
        throw Object.assign(new Error('no such name'), { code });
      };
      expect(await failureOf(aFetcher({ lookup, retries: 2 }).fetch(aRequest('http://plan.linhe.example/')))).toBe(
        'FETCH_DNS: The name plan.linhe.example does not resolve',
      );
      expect(looked, code).toBe(looks);
    }
    expect(await failureOf(aFetcher({ lookup: async () => [] }).fetch(aRequest('http://plan.linhe.example/')))).toContain('FETCH_DNS');
  });

  it('that change between two looks are judged by the look that the connection uses', async () => {
    let hits = 0;
    const port = (await serve((_, r) => r.end(String(++hits)))).split(':')[2];
    const answers = ['8.8.8.8', '127.0.0.1'];
    let looks = 0;
    const lookup = async () => [{ address: answers[Math.min(looks++, 1)] as string, family: 4 }];
    // Somebody else's look was harmless; ours is the second.
    expect((await lookup())[0]?.address).toBe('8.8.8.8');
    const url = `http://plan.linhe.example:${port}/`;
    expect(await failureOf(aFetcher({ lookup }).fetch(aRequest(url)))).toBe(
      `FETCH_ADDRESS_FORBIDDEN: ${url} leads to plan.linhe.example (127.0.0.1), which is not a public address`,
    );
    expect(hits).toBe(0);
  });

  it('with public and private addresses are connected to at the public ones only', async () => {
    let hits = 0;
    const port = (await serve((_, r) => r.end(String(++hits)))).split(':')[2];
    // 192.0.2.0/24 answers nobody, but is refused as well; a global address that is not routed here stands for the public one.
    const lookup = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '2400:3200::1', family: 6 },
    ];
    await failureOf(aFetcher({ lookup, timeoutMs: 200 }).fetch(aRequest(`http://plan.linhe.example:${port}/`)));
    expect(hits).toBe(0);
  });

  it('are looked up again for each hop', async () => {
    const looked: string[] = [];
    const port = (await serve((_, r) => r.writeHead(302, { location: 'http://inner.linhe.example/' }).end())).split(':')[2];
    const lookup = async (host: string) => {
      looked.push(host);
      return [{ address: host.startsWith('inner') ? '10.0.0.7' : '127.0.0.1', family: 4 }];
    };
    expect(await failureOf(aFetcher({ lookup, allow: ['plan.linhe.example'] }).fetch(aRequest(`http://plan.linhe.example:${port}/`)))).toBe(
      'FETCH_ADDRESS_FORBIDDEN: http://inner.linhe.example/ leads to inner.linhe.example (10.0.0.7), which is not a public address',
    );
    expect(looked).toEqual(['plan.linhe.example', 'inner.linhe.example']);
  });
});
