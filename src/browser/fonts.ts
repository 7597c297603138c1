import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The two static TrueType cuts the report is printed in; variable and CFF fonts become Type 3 glyphs in Chromium's PDF. */
export function reportFontFiles(): { readonly regular: string; readonly bold: string } {
  const root = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  return { regular: join(root, '400Regular', 'NotoSansSC_400Regular.ttf'), bold: join(root, '700Bold', 'NotoSansSC_700Bold.ttf') };
}

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * A fontconfig file that knows two font files and nothing else, so that a report looks the same on every machine and no other font can
 * slip into the PDF. @param dir a private directory; the cache is kept in it
 * @returns the path for FONTCONFIG_FILE
 */
export function writeFontsConf(dir: string): string {
  const { regular, bold } = reportFontFiles();
  const cache = join(dir, 'font-cache');
  mkdirSync(cache, { recursive: true });
  const path = join(dir, 'fonts.conf');
  const families = ['sans-serif', 'serif', 'monospace', 'system-ui', 'Arial', 'Helvetica'];
  const aliases = families.map(
    (name) =>
      `<match><test name="family"><string>${name}</string></test><edit name="family" mode="assign" binding="strong"><string>Noto Sans SC</string></edit></match>`,
  );
  writeFileSync(
    path,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${xml(dirname(regular))}</dir>
<dir>${xml(dirname(bold))}</dir>
<cachedir>${xml(cache)}</cachedir>
${aliases.join('\n')}
<config><rescan><int>0</int></rescan></config>
</fontconfig>
`,
  );
  return path;
}
