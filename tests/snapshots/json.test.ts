import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, toPrettyJson, unseal } from '../../src/snapshots/json.js';

describe('pretty JSON', () => {
  it('sorts keys, keeps short things on one line and ends with a line break', () => {
    const value = { b: [1, 2], a: { d: undefined, c: null }, long: Array.from({ length: 40 }, (_, i) => i * 1000) };
    expect(toPrettyJson(value).split('\n').slice(0, 5)).toEqual(['{', '  "a": { "c": null },', '  "b": [1, 2],', '  "long": [', '    0,']);
    expect(toPrettyJson(value).endsWith('\n}\n')).toBe(true);
    expect(toPrettyJson({})).toBe('{}\n');
  });

  it('gives back any value, and the same text for the same value in another order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toPrettyJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
        expect(toPrettyJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(toPrettyJson(value));
      }),
    );
  });
});

describe('sealed records', () => {
  it('open to what was sealed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const { checksum: _, ...plain } = JSON.parse(JSON.stringify(record));
        expect(unseal(seal(plain))).toMatchObject({ value: plain });
      }),
    );
  });

  it('say what is wrong', () => {
    const sealed = seal({ name: '粮食产量', value: 12 });
    expect(unseal('')).toEqual({ problem: 'is empty' });
    expect(unseal(sealed.slice(0, -3))).toEqual({ problem: 'is not JSON' });
    expect(unseal('[]')).toEqual({ problem: 'is not a record' });
    expect(unseal('{"name":"粮食产量"}')).toEqual({ problem: 'has lost its checksum' });
    const edited = { problem: 'does not match its checksum: it was edited or damaged' };
    expect(unseal(sealed.replace('12', '13'))).toEqual(edited);
    expect(unseal(sealed.replace(': 12', ':  12'))).toEqual(edited);
  });
});
