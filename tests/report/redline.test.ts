import { describe, expect, it } from 'vitest';
import { diffEditions } from '../../src/diff/index.js';
import { redlineOf } from '../../src/report/redline.js';
import { edition } from '../diff/editions.js';

/** The passages with [-words taken out-] and {+words put in+}. */
function shown(a: string, b: string): string[] {
  const [before, after] = [edition(a, []), edition(b, [])];
  const sign = { same: ['', ''], removed: ['[-', '-]'], inserted: ['{+', '+}'] } as const;
  return redlineOf(diffEditions(before, after), before, after).passages.map(({ segments }) =>
    segments
      .map(({ text, mark }) => sign[mark][0] + text + sign[mark][1])
      .join('')
      .trim(),
  );
}

describe('the changed passages of a text', () => {
  const lines = ['办好民生实事，新增养老床位500张，新增停车位2600个。', '各位代表，让我们携手建设美好青禾。', '谢谢大家。'] as const;
  const text = lines.join('\n');

  it('shows words that went in the paragraph that lost them', () => {
    const now = text.replace('，新增停车位2600个', '');
    expect(shown(text, now)).toEqual(['办好民生实事，新增养老床位500张[-，新增停车位2600个-]。']);
    expect(shown(now, text)).toEqual(['办好民生实事，新增养老床位500张{+，新增停车位2600个+}。']);
  });

  it('shows a paragraph that went by itself', () => {
    expect(shown(text, [lines[0], lines[2]].join('\n'))).toEqual([`[-${lines[1]} -]`]);
    expect(shown([lines[0], lines[2]].join('\n'), text)).toEqual([`{+${lines[1]} +}`]);
    expect(shown(text, lines.slice(0, 2).join('\n'))).toEqual([`[- ${lines[2]}-]`]);
  });

  it('shows a word that became another in its sentence', () => {
    expect(shown(text, text.replace('500张', '600张'))).toEqual(['办好民生实事，新增养老床位[-500张-]{+600张+}，新增停车位2600个。']);
  });
});
