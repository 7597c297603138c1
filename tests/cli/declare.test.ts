import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { declareCommands } from '../../src/cli/declare.js';
import { chooseFormat } from '../../src/cli/out.js';
import { SOURCE_KINDS } from '../../src/records/index.js';

describe('what the command line offers', () => {
  it('knows the kinds that the configuration knows', () => {
    const program = new Command();
    declareCommands(program, () => {});
    const offered = program.commands.flatMap((c) => c.options.filter((o) => o.long === '--kind').map((o) => [c.name(), o.argChoices]));
    expect(offered).toEqual(['extract', 'diff', 'compare'].map((name) => [name, [...SOURCE_KINDS]]));
  });

  it('takes the format from the name of the file, and refuses two', () => {
    const formats = ['text', 'json', 'pdf'] as const;
    expect(chooseFormat(undefined, undefined, formats, 'text')).toBe('text');
    expect(chooseFormat(undefined, 'a.pdf', formats, 'text')).toBe('pdf');
    expect(chooseFormat(undefined, 'a.txt', formats, 'json')).toBe('text');
    expect(chooseFormat('json', '-', formats, 'text')).toBe('json');
    expect(chooseFormat('json', 'a.data', formats, 'text')).toBe('json');
    expect(() => chooseFormat('json', 'a.pdf', formats, 'text')).toThrow('--format json and --out a.pdf name two formats');
    expect(() => chooseFormat(undefined, 'a.docx', formats, 'text')).toThrow(
      '--out a.docx ends in no format that can be written here (text, json, pdf)',
    );
  });
});
