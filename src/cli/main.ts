import { setMaxListeners } from 'node:events';
import { Command, CommanderError, Option } from 'commander';
import { isPlanwatchError, PlanwatchError } from '../errors.js';
import type { Log } from '../watch/index.js';
import type { CliContext } from './context.js';
import { declareCommands } from './declare.js';
import { watchOutput } from './output.js';

export const EXIT_INTERRUPTED = 130;

/** Where a command writes and what it reads; the process by default, buffers in tests. */
export interface Streams {
  readonly out: (data: string | Uint8Array) => void;
  readonly err: (text: string) => void;
  readonly outTty: boolean;
  readonly errTty: boolean;
  readonly columns: number;
}

const processStreams = (): Streams => ({
  out: (data) => void process.stdout.write(data),
  err: (text) => void process.stderr.write(text),
  outTty: process.stdout.isTTY === true,
  errTty: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? 100,
});

/**
 * Runs one command line.
 * @param argv arguments after the program's name
 * @returns the exit code, as INTERFACE lists them
 */
export async function main(
  argv: readonly string[],
  options: { streams?: Streams; env?: Readonly<Record<string, string | undefined>>; now?: () => string } = {},
): Promise<number> {
  const streams = options.streams ?? processStreams();
  const env = options.env ?? process.env;
  const interrupt = new AbortController();
  // One listener for each fetch under way: as many as the configuration allows, and none is left behind.
  setMaxListeners(0, interrupt.signal);
  const asked = { by: 'SIGINT' as NodeJS.Signals };
  const onSignal = (signal: NodeJS.Signals) => {
    asked.by = signal;
    if (interrupt.signal.aborted) process.exit(EXIT_INTERRUPTED);
    interrupt.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const output = options.streams ? null : watchOutput();

  let code = 0;
  let verbose = false;
  /** Set where errors belong into a log that programs read: one object a line, also for the last. */
  let jsonLog: Log | null = null;
  let running: string | undefined;
  const program = new Command('planwatch');
  const contextOf = async (flags: Record<string, unknown>): Promise<CliContext> => {
    verbose = flags.verbose === true;
    const { createLog } = await import('./log.js');
    const level = flags.quiet ? 'error' : verbose ? 'debug' : flags.daemon ? 'info' : 'warn';
    const log = createLog(streams.err, level, env.PLANWATCH_LOG === 'json', flags.daemon === true);
    if (flags.daemon === true && env.PLANWATCH_LOG === 'json') jsonLog = log;
    return {
      configPath: (flags.config as string | undefined) ?? 'planwatch.yaml',
      configNamed: flags.config !== undefined,
      env,
      quiet: flags.quiet === true,
      verbose,
      out: streams.out,
      outBytes: streams.out,
      err: streams.err,
      log,
      inZone: log.inZone,
      terminal: { isTty: streams.outTty && !env.NO_COLOR, columns: streams.columns },
      errTerminal: { isTty: streams.errTty },
      now: options.now ?? (() => new Date().toISOString()),
      signal: interrupt.signal,
    };
  };
  program
    .description('Watches published Chinese government plans and reports which targets were revised.')
    .version(await version(), '-V, --version')
    .configureOutput({ writeOut: streams.out, writeErr: streams.err })
    .exitOverride()
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'shows how to use a command')
    .addHelpText('after', '\nExample:\n  $ planwatch init && planwatch run\n');
  declareCommands(program, (command, action) => {
    command
      .addOption(new Option('-c, --config <file>', 'configuration file (default: planwatch.yaml)'))
      .addOption(new Option('-q, --quiet', 'print errors only').conflicts('verbose'))
      .addOption(new Option('-v, --verbose', 'tell each step, and the cause of an error'))
      .exitOverride()
      .action(async (...received: unknown[]) => {
        const flags = received[received.length - 2] as Record<string, unknown>;
        running = command.name();
        code = await action(await contextOf(flags), received.slice(0, -2), flags);
      });
  });

  const ended = async (): Promise<number> => {
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync([...argv], { from: 'user' });
    // A daemon that is asked to end and does has done its work; only an interrupt is an interrupt.
    const wasAsked = asked.by === 'SIGTERM' && argv[0] === 'watch';
    return interrupt.signal.aborted && !wasAsked ? EXIT_INTERRUPTED : code;
  };
  const failed = async (error: unknown): Promise<number> => {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (interrupt.signal.aborted) return EXIT_INTERRUPTED;
    const { errorText, logError } = await import('./print.js');
    const known = toKnown(error);
    if (jsonLog === null) streams.err(errorText(known, verbose, running));
    else logError(jsonLog, known);
    return isPlanwatchError(known) ? known.exit : 3;
  };
  try {
    const exit = await ended().catch(failed);
    return output === null ? exit : await output.settle(exit, streams.err);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

const DISK = ['ENOSPC', 'EROFS', 'EDQUOT'];
const WRITING = ['write', 'mkdir', 'rename', 'unlink', 'rmdir', 'fsync', 'ftruncate', 'truncate', 'copyfile', 'chmod', 'chown', 'symlink'];

/** What the system refuses is the environment's fault, not ours: told with the path, as a write or as a read. */
export function toKnown(error: unknown): unknown {
  const { code, path, message, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (isPlanwatchError(error) || code === undefined || typeof path !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return error;
  const details = { path, reason: message ?? code };
  if (DISK.includes(code) || WRITING.includes(syscall ?? '')) return new PlanwatchError('CLI_NOT_WRITABLE', details, { cause: error });
  return new PlanwatchError('CLI_FILE_UNREADABLE', details, { cause: error });
}

export async function version(): Promise<string> {
  const { readFileSync } = await import('node:fs');
  return (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
}
