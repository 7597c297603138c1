type Params = Record<string, unknown>;

interface ErrorEntry<P extends Params> {
  /** What happened, with the values. */
  readonly message: (p: P) => string;
  /** What the operator can do now. */
  readonly hint: string;
  /** Worth another try without anybody doing anything. */
  readonly transient?: true;
  /** Exit code of a command that ends with this error (INTERFACE: 1 input, 2 usage, 3 damage or bug, 4 environment). */
  readonly exit: 1 | 2 | 3 | 4;
}

const entry = <P extends Params>(e: ErrorEntry<P>): ErrorEntry<P> => e;

/**
 * Every error planwatch throws on purpose. Codes are permanent and start with their folder; `docs/errors.md` is generated from this table.
 */
export const ERRORS = {
  // config/
  CONFIG_NOT_FOUND: entry<{ path: string }>({
    message: (p) => `No configuration at ${p.path}`,
    hint: 'Run `planwatch init` to write one, or name it with `--config FILE`.',
    exit: 2,
  }),
  CONFIG_INVALID: entry<{ path: string; problems: readonly string[] }>({
    message: (p) =>
      `${p.path} has ${p.problems.length} problem${p.problems.length === 1 ? '' : 's'}:\n${p.problems.map((x) => `  - ${x}`).join('\n')}`,
    hint: 'Correct the lines above; nothing was changed. `planwatch init` writes a commented example.',
    exit: 2,
  }),
  // cli/
  CLI_UNKNOWN_SOURCE: entry<{ id: string; known: readonly string[] }>({
    message: (p) => `No source is called "${p.id}"`,
    hint: 'Run `planwatch list` to see the ids in the configuration.',
    exit: 2,
  }),
  CLI_USAGE: entry<{ problem: string }>({ message: (p) => p.problem, hint: 'See `planwatch --help`.', exit: 2 }),
  CLI_FILE_UNREADABLE: entry<{ path: string; reason: string }>({
    message: (p) => `Cannot read ${p.path}: ${p.reason}`,
    hint: 'Check the path and its permissions.',
    exit: 2,
  }),
  // fetch/
  FETCH_TIMEOUT: entry<{ url: string; timeoutMs: number }>({
    message: (p) => `No answer from ${p.url} within ${p.timeoutMs} ms`,
    hint: 'Raise `timeoutMs` for this source or wait for the next slot.',
    transient: true,
    exit: 1,
  }),
  // document/
  DOCUMENT_NOT_A_DOCUMENT: entry<{ url: string; why: string }>({
    message: (p) => `${p.url} answered, but not with a document: ${p.why}`,
    hint: 'Open the address in a browser; if the page moved, correct `url`. The last good snapshot stands.',
    exit: 1,
  }),
  // diff/
  DIFF_VERSION_MISMATCH: entry<{ before: string; after: string }>({
    message: (p) => `The two extractions come from extractors ${p.before} and ${p.after}`,
    hint: 'This is a fault in planwatch: re-extract the older side first.',
    exit: 3,
  }),
  // snapshots/
  // report/
  // deliver/
  // schedule/
} as const;

export type ErrorCode = keyof typeof ERRORS;
type ParamsOf<C extends ErrorCode> = Parameters<(typeof ERRORS)[C]['message']>[0];

/** The only error class of the project. Decide by `code` and `transient`, never by the message. */
export class PlanwatchError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'PlanwatchError';
  readonly code: C;
  readonly params: ParamsOf<C>;
  readonly hint: string;
  readonly transient: boolean;
  readonly exit: 1 | 2 | 3 | 4;

  constructor(code: C, params: ParamsOf<C>, options?: { cause?: unknown }) {
    const row = ERRORS[code] as unknown as ErrorEntry<Params>;
    super(row.message(params as Params), options);
    this.code = code;
    this.params = params;
    this.hint = row.hint;
    this.transient = row.transient === true;
    this.exit = row.exit;
  }
}

export const isPlanwatchError = (error: unknown): error is PlanwatchError => error instanceof PlanwatchError;
