import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { PdfFile } from './file.js';
import { arrayOf, dictOf, entriesOf, referenceOf } from './values.js';

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** `<0012> Tj`, `0 0 658 3 re f`, `/X1 Do`: an operator that leaves something on the page. Not `gs`, `Tf`, `cm`. */
const PAINTS = /(?:^|\s)(?:Tj|TJ|'|"|[fFsSbB]\*?|sh|Do)$/;
const OPENS = /(?:^|[\s>])(?:BDC|BMC)$/;

/**
 * ISO 14289-1, 7.1: what is on a page is either part of its structure or marked as an artifact. The browser marks neither the running header and
 * footer nor the ground it paints and the spaces between inline elements.
 */
export async function markArtifacts({ objects }: PdfFile): Promise<void> {
  const contents = [...objects.values()]
    .filter(({ value }) => /\/Type \/Page\b/.test(value))
    .flatMap(({ value }) => arrayOf(entriesOf(value).get('Contents')).map(referenceOf));
  await Promise.all(
    contents.map(async (number) => {
      const content = number === null ? undefined : objects.get(number);
      if (number === null || !content?.stream) return;
      const entries = entriesOf(content.value);
      if (entries.get('Filter') !== '/FlateDecode') return;
      const marked = withArtifacts((await unpack(content.stream)).toString('latin1'));
      if (marked === null) return;
      const stream = await pack(Buffer.from(marked, 'latin1'));
      objects.set(number, { value: dictOf(entries.set('Length', `${stream.length}`)), stream });
    }),
  );
}

/**
 * Marks every stretch of drawing outside the structure. The first is the running header and footer with what lies under the page.
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
