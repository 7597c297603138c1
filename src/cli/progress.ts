import type { CliContext } from './context.js';

export interface Progress {
  update(done: number, what: string): void;
  stop(): void;
}

/** A bar on standard error, and only where that is a terminal; elsewhere nothing. */
export function createProgress(context: CliContext, total: number): Progress {
  if (!context.errTerminal.isTty || context.quiet || total < 2) return { update() {}, stop() {} };
  let bar: { update(n: number, payload: object): void; stop(): void } | null = null;
  let ended = false;
  void import('cli-progress').then(({ default: progress }) => {
    if (ended) return;
    const single = new progress.SingleBar({
      format: '{bar} {value}/{total} {what}',
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    });
    single.start(total, 0, { what: '' });
    bar = single;
  });
  return {
    update: (done, what) => bar?.update(done, { what }),
    stop() {
      ended = true;
      bar?.stop();
    },
  };
}
