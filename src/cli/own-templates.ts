import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, nearestOf } from '../config/index.js';
import type { Log } from '../watch/index.js';

/**
 * Warns of a file of the user's template folder that stands in for no built-in one and that no template uses, but is called nearly like one of them: it
 * was meant to take effect, and takes none. It may be a copy that somebody keeps, so it is no error.
 */
export async function warnOfMisspeltTemplates({ report: { templates } }: Config, log: Log): Promise<void> {
  if (templates === null) return;
  const { BUILT_IN_TEMPLATES } = await import('../report/index.js');
  const isTemplate = (name: string) => /\.(?:hbs|css)$/.test(name);
  const builtIn = readdirSync(BUILT_IN_TEMPLATES).filter(isTemplate);
  const own = readdirSync(templates);
  const added = own.filter((name) => !builtIn.includes(name));
  if (added.length === 0) return;
  const texts = [
    ...builtIn.filter((name) => !own.includes(name)).map((name) => join(BUILT_IN_TEMPLATES, name)),
    ...own.filter(isTemplate).map((name) => join(templates, name)),
  ]
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const used = new Set([...texts.matchAll(/\{\{~?#?>\s*["']?([\w-]+)/g)].map((m) => `${m[1]}.hbs`));
  for (const name of added) {
    // A note or a backup copy beside the templates is nobody's mistake; `style.cs` or `First-page.HBS` is.
    const meant = used.has(name) || /^readme|~$|\.(?:bak|orig|md|json)$/i.test(name) ? null : nearestOf(name, builtIn);
    if (meant !== null) log.warn(`${join(templates, name)} stands in for no template and is used by none; did you mean ${meant}?`);
  }
}
