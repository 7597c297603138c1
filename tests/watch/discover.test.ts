import { expect, it } from 'vitest';
import { checkSource, discoveredSources, type WatchParts } from '../../src/watch/index.js';
import { fakeWatch, source } from './fake.js';

it('keeps no name and password of a link that a listing offers', async () => {
  const listing = source('list', { kind: 'listing', discover: 'add' });
  const { parts } = fakeWatch({ text: '政府工作报告' });
  const link = { text: '甲市2026年政府工作报告', rel: 'item' as const, on: null };
  const parse: WatchParts['parse'] = async (raw, s) => ({
    ...(await parts.parse(raw, s)),
    links: [
      { ...link, href: 'http://desk:hunter2@plans.example/a.html' },
      { ...link, href: 'http://plans.example/b@2.html', text: '甲市2025年政府工作报告' },
    ],
  });
  const { proposals } = await checkSource({ ...parts, parse }, listing);
  const urls = ['http://plans.example/a.html', 'http://plans.example/b@2.html'];
  expect(proposals.map((p) => p.url)).toEqual(urls);
  expect((await discoveredSources(parts.store, [listing])).map((s) => s.url)).toEqual(urls);
  expect(JSON.stringify(await parts.store.getState('discovered/list'))).not.toContain('hunter2');
});
