import { PlanwatchError } from '../../errors.js';

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;
export const isGone = (error: unknown): boolean => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a file stands where a folder should be',
  EEXIST: 'a file stands where a folder should be',
  EMFILE: 'too many files are open',
  EIO: 'the disk reported an error',
};

/** Any refusal of the operating system is the environment's; anything without an errno is our bug and passes unchanged. */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof PlanwatchError || code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw error;
    throw new PlanwatchError('SNAPSHOTS_NOT_WRITABLE', { path, reason: REASONS[code] ?? code }, { cause: error });
  }
}

export const unreadable = (path: string, error: unknown): PlanwatchError => {
  const code = codeOf(error) ?? 'unknown';
  return new PlanwatchError('SNAPSHOTS_UNREADABLE', { path, reason: REASONS[code] ?? code }, { cause: error });
};
