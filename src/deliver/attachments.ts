import { createHash } from 'node:crypto';
import { access, constants, readFile } from 'node:fs/promises';
import { PlanwatchError } from '../errors.js';
import { join, toParagraph } from './compose.js';
import type { Attachment, Delivery } from './types.js';
import { wordsOf } from './words.js';

export interface ReadAttachment extends Attachment {
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** @throws PlanwatchError DELIVER_ATTACHMENT */
export async function readAttachments(channel: string, delivery: Delivery): Promise<readonly ReadAttachment[]> {
  return Promise.all(
    delivery.attachments.map(async (a) => {
      try {
        const bytes = await readFile(a.path);
        return { ...a, fileName: toFileName(a.fileName), bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
      } catch (cause) {
        const reason = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
        throw new PlanwatchError('DELIVER_ATTACHMENT', { channel, fileName: a.fileName, reason }, { cause });
      }
    }),
  );
}

/**
 * The delivery without the attachments that are no longer on the disk, and with a sentence for each that says so. A report whose file was
 * tidied away, or was printed on a machine of a CI run that is gone, still tells its figures.
 */
export async function withoutMissing(delivery: Delivery): Promise<{ readonly delivery: Delivery; readonly missing: readonly string[] }> {
  const found = await Promise.all(
    delivery.attachments.map((a) =>
      access(a.path, constants.R_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  const missing = delivery.attachments.filter((_, i) => !found[i]).map((a) => a.fileName);
  if (missing.length === 0) return { delivery, missing };
  const notes = missing.map((name) => toParagraph(wordsOf(delivery.locale).attachmentGone(name)));
  const attachments = delivery.attachments.filter((_, i) => found[i]);
  const { parts } = delivery;
  return {
    missing,
    delivery: {
      ...delivery,
      ...join([delivery, ...notes]),
      attachments,
      ...(parts === undefined ? {} : { parts: { ...parts, foot: join([parts.foot, ...notes]) } }),
    },
  };
}

/** A bare name that every file system takes: no folders, no control characters, none that Windows forbids, 120 characters at most. */
export function toFileName(name: string): string {
  const bare = name.replace(/[\p{Cc}/\\:*?"<>|]+/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  if (bare === '') return 'attachment';
  const dot = bare.lastIndexOf('.');
  const extension = dot > 0 && bare.length - dot <= 8 ? bare.slice(dot) : '';
  return `${[...bare.slice(0, bare.length - extension.length)].slice(0, 120 - extension.length).join('')}${extension}`;
}
