import { createHash } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelSettings } from '../../config/index.js';
import { isPlanwatchError, PlanwatchError } from '../../errors.js';
import { readAttachments, toFileName } from '../attachments.js';
import { escapeHtml } from '../compose.js';
import { renameDurably, writeDurably } from '../disk.js';
import { type Driver, type DriverContext, SENT } from '../driver.js';
import type { Delivery } from '../types.js';

/**
 * One folder per delivery with the message in three forms, its attachments and `delivery.json`. It is filled under a name that begins with
 * a dot and then renamed: a program that watches the folder sees it complete or not at all. A folder that exists is a delivery made before.
 */
export function createFileDriver(settings: Extract<ChannelSettings, { type: 'file' }>, context: DriverContext): Driver {
  return {
    async send(delivery) {
      const name = toFolderName(delivery);
      const folder = join(settings.dir, name);
      const draft = join(settings.dir, `.${name}.tmp`);
      const files = await readAttachments(context.name, delivery);
      try {
        if (await exists(folder)) return SENT;
        await rm(draft, { recursive: true, force: true }); // Left by a kill.
        await mkdir(draft, { recursive: true });
        const names = new Set(['message.txt', 'message.md', 'message.html', 'delivery.json']);
        const attachments = [];
        for (const file of files) {
          const fileName = unused(names, toFileName(file.fileName));
          await writeDurably(join(draft, fileName), file.bytes);
          attachments.push({ fileName, mediaType: file.mediaType, bytes: file.bytes.length, sha256: file.sha256 });
        }
        const { id, kind, at, subject, jurisdictions, concepts, changeTypes, data = {} } = delivery;
        await writeDurably(join(draft, 'message.txt'), `${subject}\n\n${delivery.text}\n`);
        await writeDurably(join(draft, 'message.md'), `${delivery.markdown}\n`);
        await writeDurably(join(draft, 'message.html'), toPage(delivery));
        const record = { schema: 'planwatch.delivery/1', id, kind, at, subject, jurisdictions, concepts, changeTypes, attachments, data };
        await writeDurably(join(draft, 'delivery.json'), `${JSON.stringify(record, null, 2)}\n`);
        await renameDurably(draft, folder);
      } catch (cause) {
        if (isPlanwatchError(cause)) throw cause;
        await rm(draft, { recursive: true, force: true }).catch(() => undefined);
        // Another process was faster with the same delivery.
        if (/^(?:ENOTEMPTY|EEXIST)$/.test((cause as NodeJS.ErrnoException).code ?? '') && (await exists(folder))) return SENT;
        const reason = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
        throw new PlanwatchError('DELIVER_NOT_WRITABLE', { channel: context.name, path: settings.dir, reason }, { cause });
      }
      return SENT;
    },
    close: async () => undefined,
  };
}

/** `2026-03-02-report-1a2b3c4d5e`: sorts by day; the digest is over the id, which itself need not be a file name. */
export const toFolderName = (delivery: Pick<Delivery, 'id' | 'at' | 'kind'>): string =>
  `${/^\d{4}-\d\d-\d\d/.exec(delivery.at)?.[0] ?? 'undated'}-${delivery.kind}-${createHash('sha256').update(delivery.id).digest('hex').slice(0, 10)}`;

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

function unused(names: Set<string>, wanted: string): string {
  const dot = wanted.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [wanted.slice(0, dot), wanted.slice(dot)] : [wanted, ''];
  let name = wanted;
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${stem}-${n}${extension}`;
  names.add(name.toLowerCase());
  return name;
}

export const toPage = (delivery: Pick<Delivery, 'subject' | 'html' | 'locale'>): string => `<!doctype html>
<html lang="${delivery.locale ?? 'zh-CN'}">
<head><meta charset="utf-8"><title>${escapeHtml(delivery.subject)}</title></head>
<body style="font-family:'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif;font-size:15px;line-height:1.7;color:#1a1a1a;max-width:46em">
${delivery.html}
</body>
</html>
`;
