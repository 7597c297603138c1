import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { PdfFile } from './file.js';
import { arrayOf, dictOf, entriesOf, referenceOf } from './values.js';

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** `<0012> Tj`, `0 0 658 3 re f`, `/X1 Do`: an operator that leaves something on the page. Not `gs`, `Tf`, `cm`. */
const PAINTS = /(?:^|\s)(?:Tj|TJ|'|"|[fFsSbB]\*?|sh|Do)$/;
const OPENS = /(?:^|[\s>])(?:BDC|BMC)$/;

/** Does the text layer, as corrected, give this character for this glyph? */
export type IsNamed = (glyph: number, code: number) => boolean;

/** What is drawn on the pages, marked and without what it needs not say: `withArtifacts`, `withoutReadings`. */
export async function mendContents({ objects }: PdfFile, isNamed: IsNamed): Promise<void> {
  const contents = [...objects.values()]
    .filter(({ value }) => /\/Type \/Page\b/.test(value))
    .flatMap(({ value }) => arrayOf(entriesOf(value).get('Contents')).map(referenceOf));
  await Promise.all(
    contents.map(async (number) => {
      const content = number === null ? undefined : objects.get(number);
      if (number === null || !content?.stream) return;
      const entries = entriesOf(content.value);
      if (entries.get('Filter') !== '/FlateDecode') return;
      const mended = withoutReadings((await unpack(content.stream)).toString('latin1'), isNamed);
      const stream = await pack(Buffer.from(withArtifacts(mended) ?? mended, 'latin1'));
      objects.set(number, { value: dictOf(entries.set('Length', `${stream.length}`)), stream });
    }),
  );
}

/** `/Span<</ActualText <FEFF6587> >> BDC`, `12 0 Td <395F> Tj`, `EMC`: one glyph and how it is to be read. */
const READING =
  /\/Span<<\/ActualText <FEFF([\dA-F]{4})> >> BDC\n((?:[-\d.]+ [-\d.]+ Td |\/F\d+ [\d.]+ Tf\n|(?:[-\d.]+ ){6}Tm\n)*<([\dA-F]{4})> Tj)\nEMC(?=\n)/g;

/** The same of a glyph that stands on the next page. */
const NO_GLYPH = /\/Span<<\/ActualText <[\dA-F]*> >> BDC\nEMC\n/g;

/**
 * The browser writes the reading beside each glyph that two characters share. Where the text layer says the same it goes: readers that know no marks
 * within marks (poppler up to 22 for one) take its end for the end of the paragraph.
 */
export const withoutReadings = (content: string, isNamed: IsNamed): string =>
  content
    .replace(NO_GLYPH, '')
    .replace(READING, (whole, code: string, shown: string, glyph: string) =>
      isNamed(Number.parseInt(glyph, 16), Number.parseInt(code, 16)) ? shown : whole,
    );

/**
 * ISO 14289-1, 7.1: what is on a page is either part of its structure or marked as an artifact. The browser marks neither the running header and
 * footer nor the ground it paints and the spaces between inline elements. Here every stretch of drawing outside the structure is marked; the first
 * is the running header and footer with what lies under the page.
 * @returns null where a stretch begins or ends inside a text object: a mark may not reach over its edge (ISO 32000-1, 14.6.1)
 */
export function withArtifacts(content: string): string | null {
  const lines = content.split('\n');
  const marked: string[] = [];
  /** Open marks; true where one belongs to the structure. */
  const open: boolean[] = [];
  let [stretch, paints, inText, isFirst]: [string[], boolean, boolean, boolean] = [[], false, false, true];
  const close = () => {
    if (paints) marked.push(isFirst ? '/Artifact <</Type /Pagination>> BDC' : '/Artifact BMC', ...stretch, 'EMC');
    else marked.push(...stretch);
    [stretch, paints, isFirst] = [[], false, false];
  };
  for (const line of lines) {
    const isOurs = !open.includes(true);
    if (OPENS.test(line)) {
      const isStructure = line.includes('/MCID');
      if (isOurs && isStructure) {
        if (inText) return null;
        close();
      }
      open.push(isStructure);
    }
    (open.includes(true) ? marked : stretch).push(line);
    if (line === 'EMC' || line.endsWith(' EMC')) {
      if (open.pop() && !open.includes(true) && inText) return null;
    } else if (line === 'BT') inText = true;
    else if (line === 'ET') inText = false;
    else if (!open.includes(true) && PAINTS.test(line)) paints = true;
  }
  if (inText || open.length > 0) return null;
  close();
  return marked.join('\n');
}
