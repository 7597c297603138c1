import { expect, it } from 'vitest';
import { latestReview, type Review } from '../../src/records/index.js';

const word = (change: string, day: number, verdict: Review['verdict']): Review => ({
  change,
  verdict,
  note: null,
  at: `2026-03-0${day}T00:00:00.000Z`,
});

it('the last word on a change holds, in whatever order they are given', () => {
  const words = [word('a', 2, 'dismiss'), word('a', 1, 'confirm'), word('b', 3, 'correct')];
  expect(latestReview(words, 'a')?.verdict).toBe('dismiss');
  expect(latestReview([...words].reverse(), 'a')?.verdict).toBe('dismiss');
  expect(latestReview(words, 'c')).toBeNull();
  // Of one instant, the one that stands later.
  expect(latestReview([word('a', 1, 'confirm'), word('a', 1, 'dismiss')], 'a')?.verdict).toBe('dismiss');
});
