import type { Snapshot } from '../records/index.js';
import { sha256 } from './names.js';
import { writeRecord } from './records-io.js';
import type { Tree } from './tree.js';

/**
 * A snapshot's id holds its instant and the beginning of its digest: with intact bytes of a single part at hand, a plain record of it can
 * be written again. @returns null where no bytes fit
 */
export async function rebuildRecord(tree: Tree, source: string, id: string, path: string): Promise<(() => Promise<void>) | null> {
  for (const folder of ['raw', 'large'] as const) {
    const file = (await tree.list(`${source}/${folder}`)).find((x) => x.name.startsWith(id.slice(-12)));
    const digest = file?.name.split('.')[0];
    const bytes = file === undefined ? null : await tree.read(`${source}/${folder}/${file.name}`);
    if (file === undefined || bytes === null || sha256(bytes) !== digest) continue;
    return async () => {
      const extension = file.name.split('.')[1] ?? 'bin';
      const part = { digest, bytes: bytes.length, url: null, fileName: `recovered.${extension}`, mediaType: null, charset: null };
      const capturedAt = id.slice(0, -13).replace(/T(\d\d)(\d\d)/, 'T$1:$2:');
      const record: Snapshot = {
        ...{ id, source, capturedAt, digest, url: null, finalUrl: null, status: null, headers: {}, etag: null, lastModified: null },
        ...{ parts: [part], origin: 'fetched', insecureTls: false },
      };
      await writeRecord(tree, path, record);
    };
  }
  return null;
}
