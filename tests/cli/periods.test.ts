import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cli, configure, folder, reportPage, website, withTargets } from './harness.js';

const investment = (value: string) => reportPage(withTargets(['固定资产投资增长8%左右', `固定资产投资增长${value}左右`]));

/** `8% → 6%` of a report in Markdown, whatever stands between the two. */
const tells = (markdown: string, before: string, after: string) => new RegExp(`${before}左右[^\\n]*${after}左右`).test(markdown);

it('a report on days holds what was captured in them, also where the copies were imported later', async () => {
  const dir = folder();
  const config = configure(dir, [{ id: 'by-hand' }]);
  const file = join(dir, 'copy.html');
  for (const [day, value] of [
    ['2021-02-10', '8%'],
    ['2021-03-10', '6%'],
    ['2021-04-10', '7%'],
  ] as const) {
    writeFileSync(file, investment(value));
    await cli(['import', 'by-hand', file, '--captured', day, '--report', 'never', '--config', config]);
  }
  const on = async (since: string, until: string) =>
    (await cli(['report', '--since', since, '--until', until, '--format', 'md', '--out', '-', '--locale', 'en', '--config', config])).out;
  const march = await on('2021-03-10', '2021-03-10');
  expect(tells(march, '8%', '6%')).toBe(true);
  expect(tells(march, '6%', '7%')).toBe(false);
  expect(march).toContain('Nothing: the last check of every source succeeded');
  expect(march).toContain('| by-hand (澜州市云汀区) | 1 | 10 Mar 2021 12:00, changed | 10 Apr 2021 12:00 |');
  expect(tells(await on('2021-04-01', '2021-04-30'), '6%', '7%')).toBe(true);
  const between = await on('2021-03-11', '2021-04-09');
  expect(tells(between, '8%', '6%') || tells(between, '6%', '7%')).toBe(false);
  // The day of the import itself saw nothing.
  expect(tells(await on('2021-12-01', '2021-12-31'), '6%', '7%')).toBe(false);
});

it('the report since the last one tells every change exactly once, whenever it was captured', async () => {
  const dir = folder();
  const site = await website({ '/r': investment('8%') });
  const config = configure(dir, [{ id: 'fetched', url: `${site.origin}/r` }, { id: 'by-hand' }]);
  const at = (argv: readonly string[], now: string) => cli([...argv, '--config', config], { now });
  const summary = async (now: string) => {
    const out = join(dir, `${now.replace(/\W/g, '')}.md`);
    await at(['report', '--out', out], now);
    return (await at(['report', '--format', 'md', '--out', '-'], now)).out;
  };
  const file = join(dir, 'copy.html');
  const take = (value: string, day: string, now: string) => {
    writeFileSync(file, investment(value));
    return at(['import', 'by-hand', file, '--captured', day, '--report', 'never'], now);
  };
  const told = async (now: string) => (await at(['report', '--format', 'md', '--out', '-'], now)).out;

  await at(['run'], '2021-05-03T01:00:00.000Z');
  site.set('/r', investment('6%'));
  await at(['run'], '2021-05-03T02:00:00.000Z');
  expect(tells(await told('2021-05-03T03:00:00.000Z'), '8%', '6%')).toBe(true);
  // Asked for by day, it was no report that the next one follows.
  await at(['report', '--since', '2021-05-03', '--out', join(dir, 'x.md')], '2021-05-03T03:00:00.000Z');
  expect(tells(await told('2021-05-03T03:00:00.000Z'), '8%', '6%')).toBe(true);
  expect(tells(await summary('2021-05-03T03:00:00.000Z'), '8%', '6%'), 'told once').toBe(false);

  // Later on the same day, and copies of days long before the last report.
  site.set('/r', investment('5%'));
  await at(['run'], '2021-05-03T04:00:00.000Z');
  await take('3%', '2020-01-02', '2021-05-03T04:10:00.000Z');
  await take('4%', '2020-02-02', '2021-05-03T04:20:00.000Z');
  const next = await told('2021-05-04T01:00:00.000Z');
  expect([tells(next, '8%', '6%'), tells(next, '6%', '5%'), tells(next, '3%', '4%')]).toEqual([false, true, true]);
  const after = await summary('2021-05-04T01:00:00.000Z');
  expect([tells(after, '6%', '5%'), tells(after, '3%', '4%')]).toEqual([false, false]);
});
