import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlanwatchError } from '../errors.js';

/** A folder of templates by file name: `layout.hbs`, every other `.hbs` a partial of its name, `style.css`. */
export type TemplateSet = ReadonlyMap<string, string>;

/** Beside src/ in a clone and beside dist/ in the package alike. */
export const BUILT_IN_TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));

const readFolder = (dir: string): [string, string][] =>
  readdirSync(dir)
    .filter((name) => /\.(?:hbs|css)$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(dir, name), 'utf8')]);

/**
 * The built-in templates, with those of the user's folder in their place where the names are equal.
 * @throws PlanwatchError REPORT_TEMPLATES_NOT_FOUND where the folder cannot be read
 */
export function loadTemplates(templatesDir: string | null): TemplateSet {
  const set = new Map(readFolder(BUILT_IN_TEMPLATES));
  if (templatesDir === null) return set;
  try {
    for (const [name, text] of readFolder(templatesDir)) set.set(name, text);
  } catch (error) {
    throw new PlanwatchError('REPORT_TEMPLATES_NOT_FOUND', { dir: templatesDir, reason: (error as Error).message }, { cause: error });
  }
  return set;
}
