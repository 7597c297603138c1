import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differencesFromTruth, type Expected } from '../../scripts/demo-truth.js';
import { folderSite, serve } from '../../scripts/serve-folder.js';
import type { Diff } from '../../src/diff/index.js';
import { cli, configure, folder } from './harness.js';
import { diffShape, parseAs, runShape } from './shapes.js';

const expected = JSON.parse(readFileSync('demo/expected.json', 'utf8')) as Expected;
const PAGES: Record<string, { path: string; kind: string; period: string }> = {
  'yunting-2021-report': { path: '/zwgk/zfgzbg/202101/t20210125_30117.html', kind: 'work-report', period: '2021' },
  'yunting-14fyp-outline': { path: '/zwgk/ghjh/202103/t20210318_30402.html', kind: 'outline', period: '2021-2025' },
  'yunting-plans': { path: '/zwgk/ghjh/index.html', kind: 'listing', period: '2021' },
};

/** Checks the shape and keeps all that is printed. */
function readDiff(out: string): Diff {
  parseAs(diffShape, out);
  return JSON.parse(out) as Diff;
}

describe('the plan site of the demo', { timeout: 60_000 }, () => {
  it('gives what its second edition changes, and nothing else', async () => {
    const site = await serve(folderSite('demo/site/edition-1'));
    try {
      const sources = Object.entries(PAGES).map(([id, { path, ...rest }]) => ({ id, url: site.origin + path, ...rest }));
      const config = configure(folder(), sources);
      const first = parseAs(runShape, (await cli(['run', '--config', config, '--format', 'json'])).out);
      expect(first.checks.map((c) => c.outcome)).toEqual(['first', 'first', 'first']);
      site.publish(folderSite('demo/site/edition-2'));
      const second = await cli(['run', '--config', config, '--exit-code']);
      expect(second.code).toBe(10);
      for (const { path, kind } of expected.found) {
        const line = second.out.split('\n').find((l) => l.endsWith(site.origin + path));
        expect(line).toContain(`(${kind},`);
      }
      for (const [id, truth] of Object.entries(expected.sources)) {
        const diff = readDiff((await cli(['diff', `${id}@first`, id, '--config', config, '--format', 'json'])).out);
        expect(differencesFromTruth(truth, diff)).toEqual([]);
      }
      expect((await cli(['run', '--config', config, '--exit-code'])).out).toMatch(/^(unchanged .*\n){3}$/);
    } finally {
      await site.close();
    }
  });

  it('would not meet the truth if a target were missed or made up', async () => {
    const truth = expected.sources['yunting-2021-report'];
    if (truth === undefined) throw new Error('the truth of the report is gone');
    const [a, b] = ['demo/site/edition-1', 'demo/site/edition-2'].map((dir) => `${dir}${PAGES['yunting-2021-report']?.path}`);
    const diff = readDiff((await cli(['diff', a ?? '', b ?? '', '--format', 'json'])).out);
    expect(differencesFromTruth(truth, { changes: diff.changes.slice(1) })).not.toEqual([]);
    expect(differencesFromTruth({ ...truth, added: [] }, diff)).not.toEqual([]);
  });
});
