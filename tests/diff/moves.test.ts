import { describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff/index.js';
import { lines } from './changes.js';
import { edition, type Stated } from './editions.js';

describe('what stands elsewhere', () => {
  it('is not reworded where the members of a list change places', () => {
    const text = (list: string) => `三、2026年工作安排\n${list}，惠及全区居民。\n`;
    const land: Stated = { name: '盘活闲置土地', at: '闲置土地800亩', printed: '800亩' };
    const plant: Stated = { name: '盘活闲置厂房', at: '闲置厂房6万平方米', printed: '6万平方米' };
    const old = edition(text('盘活闲置土地800亩、闲置厂房6万平方米'), [land, plant]);
    const now = edition(text('盘活闲置厂房6万平方米、闲置土地800亩'), [plant, land]);
    for (const diff of [diffEditions(old, now), diffEditions(now, old)])
      expect(diff.summary).toMatchObject({ revised: 0, added: 0, removed: 0, reworded: 0 });
  });

  it('is still reworded where another word is chosen', () => {
    const text = (verb: string) => `三、2026年工作安排\n${verb}闲置土地800亩，惠及全区居民。\n`;
    const land: Stated = { name: '闲置土地', at: '闲置土地800亩', printed: '800亩' };
    expect(lines(diffEditions(edition(text('盘活'), [land]), edition(text('利用'), [land])))).toEqual([
      'reworded : 闲置土地 800亩 -> 800亩',
    ]);
  });

  it('says so where its period went with its place, under another heading or behind other words', () => {
    const task = '改造老旧街区18个。';
    const others = ['完善城市更新机制，推进片区综合改造。', '新建口袋公园六处，方便居民休闲。'];
    const text = (a: string, b: string) => `今后五年，全区发展目标更加清晰，${others[0]}${a}\n今年，重点工作全面铺开，${others[1]}${b}\n`;
    const stated = (period: string): Stated => ({ name: '老旧街区', at: '改造老旧街区18个', printed: '18个', period });
    const diff = diffEditions(edition(text('', task), [stated('2026')]), edition(text(task, ''), [stated('2026-2030')]));
    expect(lines(diff)).toEqual(['revised period: 老旧街区 18个 -> 18个']);
    const apart = (a: string, b: string) =>
      `今后五年，发展目标更加清晰。\n${a}城镇化率达到61%。\n今年，重点工作全面铺开。\n${b}完善公共服务。\n`;
    const far = diffEditions(edition(apart('', task), [stated('2026')]), edition(apart(task, ''), [stated('2026-2030')]));
    expect(lines(far)).toEqual(['revised period: 老旧街区 18个 -> 18个']);
    const still = diffEditions(edition(text('', task), [stated('2026')]), edition(text(task, ''), [stated('2026')]));
    expect(still.summary).toMatchObject({ revised: 0, moved: 1 });
  });
});
