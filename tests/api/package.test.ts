import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pack = JSON.parse(read('package.json')) as {
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const sources = (...folders: string[]) =>
  folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((x) => x.isFile() && /\.[cm]?[jt]s$/.test(x.name))
    .map((x) => readFileSync(join(x.parentPath, x.name), 'utf8'))
    .join('\n');

describe('the package', () => {
  it('holds every file that its pages lead to', () => {
    for (const page of ['README.md', 'README.zh-CN.md']) {
      const links = [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((m) => normalize(m[1] as string));
      expect(links.length).toBeGreaterThan(5);
      for (const link of links) {
        expect(existsSync(join(ROOT, link)), `${page}: ${link}`).toBe(true);
        expect(
          pack.files.some((entry) => link === entry || link.startsWith(`${entry}/`)),
          `${page}: ${link} is not packed`,
        ).toBe(true);
      }
    }
  });

  it('gives out its schemas', () => {
    expect(pack.exports['./schemas/*']).toBe('./schemas/*');
    for (const entry of pack.files.filter((x) => !x.startsWith('!') && x !== 'dist'))
      expect(existsSync(join(ROOT, entry)), entry).toBe(true);
  });

  it('asks for nothing that it does not use', () => {
    const names = (text: string) => (name: string) => new RegExp(`['"]${name.replace(/[/.]/g, '\\$&')}(?:/[^'"]*)?['"]`).test(text);
    expect(Object.keys(pack.dependencies).filter((x) => !names(sources('src', 'bin'))(x))).toEqual([]);
    const tools = ['@biomejs/biome', 'tsx', 'typescript', '@types/node'];
    const used = names(sources('src', 'tests', 'scripts'));
    const own = (name: string) => name.replace(/^@types\//, '');
    expect(Object.keys(pack.devDependencies).filter((x) => !tools.includes(x) && !used(own(x)))).toEqual([]);
  });
});
