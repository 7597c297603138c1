/** What becomes of the exit code where standard output takes nothing. */
export interface Output {
  /** Waits until all is written. @returns the code, or 4 where what was asked for could not be printed */
  settle(exit: number, err: (text: string) => void): Promise<number>;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reported an error',
};
/** Done, done but for a source, and done with revised targets: nothing of that is of use to who cannot read what was done. */
const WAS_DONE = [0, 1, 10];

/**
 * From here on a standard stream that fails ends nothing. A reader that closes early (`| head`) is no error, and hides none: the command goes on to its
 * own exit code. A disk that is full is told in one line. Where nobody reads standard error, nothing is told there.
 */
export function watchOutput(): Output {
  let broken: NodeJS.ErrnoException | null = null;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    broken ??= error;
  });
  process.stderr.on('error', () => {});
  return {
    async settle(exit, err) {
      await new Promise<void>((done) => void process.stdout.write('', () => done()));
      // The event follows the callback.
      await new Promise((done) => setImmediate(done));
      const code = (broken as NodeJS.ErrnoException | null)?.code;
      if (code === undefined || code === 'EPIPE') return exit;
      err(`planwatch: Cannot write to standard output: ${REASONS[code] ?? code} [CLI_NOT_WRITABLE]\n`);
      return WAS_DONE.includes(exit) ? 4 : exit;
    },
  };
}
