import { expect, it } from 'vitest';
import { timeWithOffset, wallClock } from '../../src/cli/clock.js';
import { createLog } from '../../src/cli/log.js';

it('tells an instant by the clock of a zone, with what the zone is', () => {
  const instant = '2021-03-01T23:17:05.123Z';
  expect(wallClock(instant, 'Asia/Shanghai')).toBe('2021-03-02 07:17 Asia/Shanghai');
  expect(timeWithOffset(instant, 'Asia/Shanghai')).toBe('2021-03-02T07:17:05+08:00');
  expect(timeWithOffset(instant, 'America/New_York')).toBe('2021-03-01T18:17:05-05:00');
  expect(timeWithOffset(instant, 'Asia/Kathmandu')).toBe('2021-03-02T05:02:05+05:45');
  expect(timeWithOffset(instant, 'UTC')).toBe('2021-03-01T23:17:05Z');
});

it('begins the lines of a daemon with its time, in the zone of the configuration once that is known', () => {
  const lines: string[] = [];
  const log = createLog((text) => lines.push(text), 'info', false, true);
  log.info('reading');
  log.inZone('Asia/Shanghai');
  log.info('ready');
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ info: reading\n$/);
  expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00 info: ready\n$/);
});
