import { dirname, extname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { PlanwatchError } from '../errors.js';
import { makeFolder } from './folders.js';

/**
 * The format to write: the one asked for, else the one that the file's name ends in, else the usual one.
 * @throws PlanwatchError CLI_USAGE where the name ends in something that is no format, or in another format than the one asked for
 */
export function chooseFormat<F extends string>(asked: unknown, out: string | undefined, formats: readonly F[], usual: F): F {
  const ending = out === undefined || out === '-' ? '' : extname(out).slice(1).toLowerCase();
  const named = formats.find((f) => f === ending || (f === 'text' && ending === 'txt'));
  if (asked === undefined) {
    if (ending !== '' && named === undefined)
      throw new PlanwatchError('CLI_USAGE', { problem: `--out ${out} ends in no format that can be written here (${formats.join(', ')})` });
    return named ?? usual;
  }
  if (named !== undefined && named !== asked)
    throw new PlanwatchError('CLI_USAGE', { problem: `--format ${String(asked)} and --out ${out} name two formats` });
  return asked as F;
}

/**
 * Writes a result file whole or not at all, with the folders above it.
 * @throws PlanwatchError CLI_NOT_WRITABLE, naming the file that was asked for
 */
export async function writeOut(path: string, content: string | Uint8Array): Promise<void> {
  try {
    makeFolder(dirname(path));
    await writeFileAtomic(path, typeof content === 'string' ? content : Buffer.from(content));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === 'EISDIR' ? 'it is a folder' : (code ?? message);
    throw new PlanwatchError('CLI_NOT_WRITABLE', { path, reason }, { cause });
  }
}
