import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as planwatch from '../../src/index.js';

const page = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');

describe('docs/api.md', () => {
  it('prints what it says', async () => {
    const code = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const printed = /```text\n([\s\S]*?)```/.exec(page)?.[1];
    const body = code
      .replace(/import \{ createHash \} from 'node:crypto';\n/, '')
      .replace(/import \{([^}]*)\} from 'planwatch';/, (_, names: string) => `const {${names.replace(/type \w+,?/g, '')}} = planwatch;`)
      .replace(/: (string|Promise<Edition>)(?=[,) ])/g, '');
    const { createHash } = await import('node:crypto');
    const lines: string[] = [];
    const log = { log: (...values: unknown[]) => lines.push(values.join(' ')) };
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;
    await new AsyncFunction('planwatch', 'createHash', 'console', body)(planwatch, createHash, log);
    expect(`${lines.join('\n')}\n`).toBe(printed);
  });
});
