import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cli, folder } from './harness.js';

interface Shown {
  readonly command: string;
  readonly output: readonly string[];
}

/** The commands of the `console` blocks with what each is said to print. */
function shownIn(markdown: string): Shown[] {
  return [...markdown.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((one) => {
        const [command = '', ...output] = one.trimEnd().split('\n');
        return { command, output };
      }),
  );
}

/** Columns are as wide as their widest cell; a row is the same row whatever stands in the others. */
const squeeze = (text: string) => text.replace(/ +/g, ' ');

/** Lines in order; `...` alone is any lines, at the end of a line any rest of it. */
const asPattern = (output: readonly string[]): RegExp => {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const lines = output.map((line) =>
    line === '...' ? '(?:.*\\n)*?' : line.endsWith('...') ? `${literal(line.slice(0, -3))}.*\\n` : `${literal(line)}\\n`,
  );
  return new RegExp(`^${lines.join('')}$`);
};

it('shows what planwatch prints', { timeout: 60_000 }, async () => {
  const markdown = readFileSync('docs/first-steps.md', 'utf8');
  const plans = join(folder(), 'plans');
  const sources = /```yaml\n([\s\S]*?)```/.exec(markdown)?.[1] ?? '';
  const shown = shownIn(markdown);
  expect(shown.length).toBeGreaterThan(8);
  for (const { command, output } of shown) {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    expect(words[0]).toBe('planwatch');
    const { code, out, err } = await cli(words.slice(1).map((w) => w.replace(/^plans(?=$|\/)/, plans)));
    expect({ command, code, err: words[1] === 'init' ? '' : err }).toEqual({ command, code: 0, err: '' });
    expect(squeeze(out.replaceAll(plans, 'plans'))).toMatch(asPattern(output.map(squeeze)));
    // As the reader is told to do next.
    if (words[1] === 'init') {
      const file = join(plans, 'planwatch.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('sources: []\n', sources));
    }
  }
});
