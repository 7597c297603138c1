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
  CLI_NOT_WRITABLE: entry<{ path: string; reason: string }>({
    message: (p) => `Cannot write ${p.path}: ${p.reason}`,
    hint: 'Free space or mend the permissions, then run the command again; nothing stored was lost.',
    exit: 4,
  }),
  CLI_NOT_A_DOCUMENT: entry<{ path: string; why: string }>({
    message: (p) => `${p.path} is not a document: ${p.why}`,
    hint: 'Open the file: what was saved may be an error page, or a viewer round the document.',
    exit: 1,
  }),
  CLI_UNKNOWN_WHEN: entry<{ source: string; when: string }>({
    message: (p) => `${p.source} has no snapshot at "${p.when}"`,
    hint: 'Give a day (2021-03-01), an instant (2021-03-01T08:00:00Z), or `first`; `planwatch list` shows what is stored.',
    exit: 2,
  }),
  CLI_UNKNOWN_INPUT: entry<{ input: string }>({
    message: (p) => `"${p.input}" is neither a file, nor an address, nor the id of a source`,
    hint: 'Check the path; ids are listed by `planwatch list`, and `--config FILE` names the configuration they stand in.',
    exit: 2,
  }),
  CLI_UNKNOWN_CHANGE: entry<{ source: string; change: string }>({
    message: (p) => `${p.source} has no change "${p.change}"`,
    hint: 'Change ids are printed by `planwatch diff ID@first ID --format json` and in every report.',
    exit: 2,
  }),
  CLI_UNKNOWN_INDICATOR: entry<{ source: string; indicator: string; near: string | null }>({
    message: (p) => `${p.source} has no indicator "${p.indicator}"${p.near === null ? '' : ` (did you mean ${p.near}?)`}`,
    hint: 'Give an id, a concept, a name or a part of one; `planwatch history ID` lists them all.',
    exit: 2,
  }),
  CLI_EXISTS: entry<{ path: string }>({
    message: (p) => `${p.path} is there already`,
    hint: 'Name another folder, or edit the file that is there; nothing was changed.',
    exit: 2,
  }),
  // fetch/
  FETCH_TIMEOUT: entry<{ url: string; timeoutMs: number }>({
    message: (p) => `No answer from ${p.url} within ${p.timeoutMs} ms`,
    hint: 'Raise `timeoutMs` for this source or wait for the next slot.',
    transient: true,
    exit: 1,
  }),
  FETCH_URL_INVALID: entry<{ url: string }>({
    message: (p) => `${p.url} is not an http or https address`,
    hint: 'Correct `url` in the configuration; only http and https are fetched.',
    exit: 1,
  }),
  FETCH_ADDRESS_FORBIDDEN: entry<{ url: string; host: string; address: string }>({
    message: (p) => `${p.url} leads to ${p.host === p.address ? p.address : `${p.host} (${p.address})`}, which is not a public address`,
    hint: 'If this host may be fetched although it is private, name it under `network.allow`.',
    exit: 1,
  }),
  FETCH_DNS: entry<{ url: string; host: string }>({
    message: (p) => `The name ${p.host} does not resolve`,
    hint: 'Check the spelling of `url` and the network connection; a site that was renamed needs its new address.',
    transient: true,
    exit: 1,
  }),
  FETCH_HOST_DOWN: entry<{ url: string; host: string; count: number }>({
    message: (p) => `${p.url} was not tried: ${p.host} could not be reached for the ${p.count} pages before`,
    hint: 'The site is down or keeps us out; wait for the next slot.',
    transient: true,
    exit: 1,
  }),
  FETCH_REFUSED: entry<{ url: string; reason: string }>({
    message: (p) => `No connection to ${p.url}: ${p.reason}`,
    hint: 'The server is down or does not listen there; wait for the next slot, or correct `url`.',
    transient: true,
    exit: 1,
  }),
  FETCH_PROXY: entry<{ url: string; proxy: string; reason: string }>({
    message: (p) => `${p.url} could not be asked through the proxy ${p.proxy}: ${p.reason}`,
    hint: 'Check `network.proxy`, or the variables it names with `env`; hosts in `network.allow` and NO_PROXY are asked directly.',
    transient: true,
    exit: 1,
  }),
  FETCH_TLS: entry<{ url: string; host: string; reason: string }>({
    message: (p) => `No safe connection to ${p.url}: ${p.reason}`,
    hint: 'If the certificate is known to be wrong and the page is wanted all the same, name the host under `network.insecureTls`; every report will say so.',
    exit: 1,
  }),
  FETCH_INCOMPLETE: entry<{ url: string; received: number; expected: number | null }>({
    message: (p) => `${p.url} broke off after ${p.received}${p.expected === null ? '' : ` of ${p.expected}`} bytes`,
    hint: 'Wait for the next slot; nothing of the part was stored.',
    transient: true,
    exit: 1,
  }),
  FETCH_TOO_LARGE: entry<{ url: string; maxBytes: number }>({
    message: (p) => `${p.url} is larger than ${p.maxBytes} bytes`,
    hint: 'If a file of this size is expected, raise `network.maxBytes`.',
    exit: 1,
  }),
  FETCH_REDIRECTS: entry<{ url: string; count: number }>({
    message: (p) => `${p.url} was still redirecting after ${p.count} hops`,
    hint: 'Open the address in a browser and put the one it ends at into `url`; or try `fetch: browser`.',
    exit: 1,
  }),
  FETCH_EMPTY: entry<{ url: string; status: number }>({
    message: (p) => `${p.url} answered ${p.status} with an empty body`,
    hint: 'Wait for the next slot; if it stays empty, open the address in a browser. The last good snapshot stands.',
    transient: true,
    exit: 1,
  }),
  FETCH_NOT_FOUND: entry<{ url: string; status: number }>({
    message: (p) => `${p.url} is gone (${p.status})`,
    hint: 'Look for the page on its site and correct `url`; a saved copy can be stored with `planwatch import`.',
    exit: 1,
  }),
  FETCH_MOVED_HOME: entry<{ url: string; home: string }>({
    message: (p) => `${p.url} leads to ${p.home}, the front page of its site, as removed pages do`,
    hint: 'Look for the page on its site and correct `url`; a saved copy can be stored with `planwatch import`.',
    exit: 1,
  }),
  FETCH_BLOCKED: entry<{ url: string; status: number }>({
    message: (p) => `${p.url} turned us away (${p.status})`,
    hint: 'Try `fetch: browser` for this source, or fetch from another network; a saved copy can be stored with `planwatch import`.',
    exit: 1,
  }),
  FETCH_RATE_LIMITED: entry<{ url: string; retryAt: string | null }>({
    message: (p) => `${p.url} asks us to come back later (429)${p.retryAt === null ? '' : `, not before ${p.retryAt}`}`,
    hint: 'Raise `network.perHost.delayMs` or check less often.',
    transient: true,
    exit: 1,
  }),
  FETCH_SERVER: entry<{ url: string; status: number }>({
    message: (p) => `${p.url} failed on its server (${p.status})`,
    hint: 'Wait for the next slot; the fault is on the other side.',
    transient: true,
    exit: 1,
  }),
  FETCH_STATUS: entry<{ url: string; status: number }>({
    message: (p) => `${p.url} answered ${p.status}, which is not a page`,
    hint: 'Open the address in a browser and correct `url`.',
    exit: 1,
  }),
  FETCH_NOT_MODIFIED_UNASKED: entry<{ url: string }>({
    message: (p) => `${p.url} answered "not modified" (304) although nothing was said to compare with`,
    hint: 'A cache before the site is faulty; wait for the next slot, or try `fetch: browser`.',
    transient: true,
    exit: 1,
  }),
  FETCH_ROBOTS: entry<{ url: string; robots: string }>({
    message: (p) => `${p.url} is closed to us by ${p.robots}`,
    hint: 'Ask the site for leave; with it, set `robots: false` for this source. Every report will say so.',
    exit: 1,
  }),
  FETCH_ROBOTS_UNREAD: entry<{ url: string; reason: string }>({
    message: (p) => `${p.url} was not asked for, because we could not learn whether we may: ${p.reason}`,
    hint: 'Wait for the next slot; where a site never serves its robots.txt, set `robots: false` for this source. Every report will say so.',
    transient: true,
    exit: 1,
  }),
  FETCH_PROTOCOL: entry<{ url: string; reason: string }>({
    message: (p) => `${p.url} did not answer as HTTP demands: ${p.reason}`,
    hint: 'Wait for the next slot; if it goes on, try `fetch: browser`.',
    transient: true,
    exit: 1,
  }),
  FETCH_BROWSER: entry<{ url: string; reason: string }>({
    message: (p) => `The browser could not show ${p.url}: ${p.reason}`,
    hint: 'Try `fetch: http` for this source; `planwatch doctor` tells whether the browser works here.',
    transient: true,
    exit: 1,
  }),
  FETCH_ABORTED: entry<{ url: string }>({
    message: (p) => `Fetching ${p.url} was called off`,
    hint: 'Run again; the next check starts from the last good snapshot.',
    exit: 1,
  }),
  // document/
  DOCUMENT_NOT_A_DOCUMENT: entry<{ url: string; why: string }>({
    message: (p) => `${p.url} answered, but not with a document: ${p.why}`,
    hint: 'Open the address in a browser; if the page moved, correct `url`. The last good snapshot stands.',
    exit: 1,
  }),
  DOCUMENT_CHARSET: entry<{ name: string; offset: number }>({
    message: (p) =>
      `The characters of ${p.name} cannot be told: byte ${p.offset} is valid neither in its label's charset nor in UTF-8 or GB18030`,
    hint: 'Fetch it again; if it stays damaged, save a sound copy and take it in with `planwatch import`. The last good snapshot stands.',
    exit: 1,
  }),
  DOCUMENT_LOST_CHARACTERS: entry<{ name: string; count: number }>({
    message: (p) =>
      `${p.name} holds ${p.count} replacement character${p.count === 1 ? '' : 's'} (U+FFFD): its publisher decoded it wrongly`,
    hint: 'Look for another copy of the document. The last good snapshot stands.',
    exit: 1,
  }),
  DOCUMENT_SELECTOR: entry<{ selector: string; problem: string }>({
    message: (p) => `The selector "${p.selector}" ${p.problem}`,
    hint: 'Correct `selector` of this source, or leave it out. The last good snapshot stands.',
    exit: 1,
  }),
  DOCUMENT_UNREADABLE: entry<{ name: string; format: string; reason: string }>({
    message: (p) => `${p.name} cannot be read as ${p.format}: ${p.reason}`,
    hint: 'Open the file by hand. If it is sound, convert it to DOCX, PDF with text, or HTML and take it in with `planwatch import`.',
    exit: 1,
  }),
  DOCUMENT_TOO_LARGE: entry<{ name: string; what: string; limit: string }>({
    message: (p) => `${p.name} is too large to read: ${p.what}, the limit is ${p.limit}`,
    hint: 'Watch a smaller attachment or raise the limit; the bytes are kept as evidence.',
    exit: 1,
  }),
  DOCUMENT_TIMEOUT: entry<{ name: string; timeoutMs: number }>({
    message: (p) => `${p.name} was not read within ${p.timeoutMs} ms`,
    hint: 'Watch another form of the document, or raise the time limit.',
    exit: 1,
  }),
  // diff/
  DIFF_VERSION_MISMATCH: entry<{ before: string; after: string }>({
    message: (p) => `The two extractions come from extractors ${p.before} and ${p.after}`,
    hint: 'This is a fault in planwatch: re-extract the older side first.',
    exit: 3,
  }),
  // watch/
  WATCH_NO_ADDRESS: entry<{ source: string }>({
    message: (p) => `${p.source} has no address`,
    hint: 'Fill it with `planwatch import ID FILE`, or give it a `url` in the configuration.',
    exit: 1,
  }),
  WATCH_DOUBTFUL: entry<{ source: string; doubt: string; kept: string }>({
    message: (p) => `What ${p.source} serves now cannot be trusted to be the document: ${p.doubt}; it is kept in the store as ${p.kept}`,
    hint: 'Open the address. If the page really changed that much, take the kept file in with `planwatch import ID FILE --accept`; until then the last good edition stands.',
    exit: 1,
  }),
  WATCH_IMPORT_DOUBTFUL: entry<{ source: string; file: string; doubt: string }>({
    message: (p) => `${p.file} can hardly be the document of ${p.source}: ${p.doubt}`,
    hint: 'Open the file. If it is the document all the same, say so with `planwatch import ID FILE --accept`; until then the last good edition stands.',
    exit: 1,
  }),
  WATCH_BUG: entry<{ source: string; what: string }>({
    message: (p) => `A fault in planwatch while checking ${p.source}: ${p.what}`,
    hint: 'Please report it with the output of the same command and `--verbose`. Nothing stored was lost.',
    exit: 3,
  }),
  // snapshots/
  SNAPSHOTS_NOT_WRITABLE: entry<{ path: string; reason: string }>({
    message: (p) => `Cannot write ${p.path}: ${p.reason}`,
    hint: 'Free space or correct the permissions, then run again: nothing that was stored is lost.',
    exit: 4,
  }),
  SNAPSHOTS_UNREADABLE: entry<{ path: string; reason: string }>({
    message: (p) => `Cannot read ${p.path}: ${p.reason}`,
    hint: 'Correct the permissions, or check the disk.',
    exit: 4,
  }),
  SNAPSHOTS_LOCKED: entry<{ dir: string; pid: number; host: string; since: string }>({
    message: (p) => `${p.dir} is in use by process ${p.pid} on ${p.host} since ${p.since}`,
    hint: 'Wait for the other run to end. The lock of a process that died is taken over by itself.',
    exit: 4,
  }),
  SNAPSHOTS_DAMAGED: entry<{ path: string; problem: string }>({
    message: (p) => `The store is damaged at ${p.path}: ${p.problem}`,
    hint: 'Run `planwatch verify` to see all that is damaged, and `planwatch verify --repair` to mend what can be derived again.',
    exit: 3,
  }),
  // report/
  REPORT_NO_BROWSER: entry<{ looked: readonly string[] }>({
    message: (p) => `No browser was found to print with (looked at ${p.looked.length} places)`,
    hint: 'Install one with `apt-get install -y chromium-headless-shell` (Debian), `npx puppeteer browsers install chrome-headless-shell`, or name one in `browser.executable`. HTML, Markdown and JSON need none.',
    exit: 4,
  }),
  REPORT_TEMPLATE: entry<{ template: string; line: number | null; problem: string }>({
    message: (p) => `Template ${p.template}${p.line === null ? '' : `, line ${p.line}`}: ${p.problem}`,
    hint: 'Correct the template; templates/README.md lists every field and helper. Without `report.templates` the built-in ones are used.',
    exit: 2,
  }),
  REPORT_TEMPLATES_NOT_FOUND: entry<{ dir: string; reason: string }>({
    message: (p) => `Cannot read the template folder ${p.dir}: ${p.reason}`,
    hint: 'Correct `report.templates`; it is relative to the configuration file.',
    exit: 2,
  }),
  REPORT_PRINT_FAILED: entry<{ reason: string }>({
    message: (p) => `The browser did not print the report: ${p.reason}`,
    hint: 'Run `planwatch doctor`; the HTML report is complete without it.',
    exit: 4,
  }),
  // browser/
  BROWSER_NOT_EXECUTABLE: entry<{ path: string; from: string }>({
    message: (p) =>
      `${p.path} (from ${p.from === 'config' ? 'browser.executable' : 'PUPPETEER_EXECUTABLE_PATH'}) is not a program that can be run`,
    hint: 'Correct the path or leave it out: planwatch then looks for a browser itself.',
    exit: 4,
  }),
  BROWSER_LAUNCH_FAILED: entry<{ executable: string; reason: string }>({
    message: (p) => `${p.executable} did not start: ${p.reason}`,
    hint: 'Run planwatch as an ordinary user; in a container that is not recognised as one, set `browser.sandbox: off`.',
    exit: 4,
  }),
  // deliver/
  DELIVER_TIMEOUT: entry<{ channel: string; where: string; timeoutMs: number }>({
    message: (p) => `${p.channel}: ${p.where} did not take the message within ${p.timeoutMs} ms`,
    hint: 'It stays in the outbox and is tried again by itself; `planwatch deliver --retry` tries at once.',
    transient: true,
    exit: 4,
  }),
  DELIVER_UNREACHABLE: entry<{ channel: string; where: string; reason: string }>({
    message: (p) => `${p.channel}: no connection to ${p.where}: ${p.reason}`,
    hint: 'It stays in the outbox and is tried again by itself; `planwatch deliver --retry` tries at once.',
    transient: true,
    exit: 4,
  }),
  DELIVER_SERVER: entry<{ channel: string; where: string; answer: string }>({
    message: (p) => `${p.channel}: ${p.where} could not take the message now: ${p.answer}`,
    hint: 'It stays in the outbox and is tried again by itself; `planwatch deliver --retry` tries at once.',
    transient: true,
    exit: 4,
  }),
  DELIVER_RATE_LIMITED: entry<{ channel: string; where: string; answer: string; retryAfterMs: number | null }>({
    message: (p) => `${p.channel}: ${p.where} takes no more messages for now: ${p.answer}`,
    hint: 'It stays in the outbox and is tried again when the service allows it.',
    transient: true,
    exit: 4,
  }),
  DELIVER_REFUSED: entry<{ channel: string; where: string; answer: string }>({
    message: (p) => `${p.channel}: ${p.where} refused the message: ${p.answer}`,
    hint: 'Check the address, the secret and the recipients of this channel, then run `planwatch deliver --retry`.',
    exit: 4,
  }),
  DELIVER_TLS: entry<{ channel: string; where: string; reason: string }>({
    message: (p) => `${p.channel}: no trustworthy encryption with ${p.where}: ${p.reason}`,
    hint: 'Have its certificate mended, or give Node the authority with NODE_EXTRA_CA_CERTS; a password is never sent unencrypted. Then run `planwatch deliver --retry`.',
    exit: 4,
  }),
  DELIVER_NOT_WRITABLE: entry<{ channel: string; path: string; reason: string }>({
    message: (p) => `${p.channel}: ${p.path} cannot be written: ${p.reason}`,
    hint: 'Check the folder, its permissions and the space on the disk; it is tried again by itself.',
    transient: true,
    exit: 4,
  }),
  DELIVER_ATTACHMENT: entry<{ channel: string; fileName: string; reason: string }>({
    message: (p) => `${p.channel}: the attachment ${p.fileName} cannot be read: ${p.reason}`,
    hint: 'Print the report again with `planwatch report`; without its file the message goes out and says what is missing.',
    transient: true,
    exit: 4,
  }),
  DELIVER_FEED_DAMAGED: entry<{ channel: string; path: string; reason: string }>({
    message: (p) => `${p.channel}: ${p.path} is there but is no feed of planwatch: ${p.reason}`,
    hint: 'Move the file away or name another; it is not overwritten. Then run `planwatch deliver --retry`.',
    exit: 4,
  }),
  DELIVER_SECRET_MISSING: entry<{ channel: string; variable: string }>({
    message: (p) => `${p.channel}: the environment variable ${p.variable} is not set`,
    hint: 'Set it where planwatch runs; the message stays in the outbox until then.',
    exit: 4,
  }),
  DELIVER_ADDRESS: entry<{ channel: string; setting: string }>({
    message: (p) => `${p.channel}: ${p.setting} is not an http or https address`,
    hint: 'Correct it where planwatch runs (no quotes, no spaces), then run `planwatch deliver --retry`.',
    exit: 4,
  }),
  DELIVER_NAME_TAKEN: entry<{ name: string }>({
    message: (p) => `Two channels under \`deliver\` are called "${p.name}"`,
    hint: 'Give each its own `name`: the outbox remembers by it what was sent where.',
    exit: 2,
  }),
  DELIVER_BUG: entry<{ channel: string; what: string }>({
    message: (p) => `${p.channel}: a fault in planwatch while sending: ${p.what}`,
    hint: 'Please report it with the output of `planwatch deliver --verbose`. The message stays in the outbox.',
    exit: 3,
  }),
  DELIVER_OUTBOX_DAMAGED: entry<{ key: string; problem: string }>({
    message: (p) => `The outbox record ${p.key} cannot be read: ${p.problem}`,
    hint: 'Run `planwatch verify`; the other records are delivered. Delete the record to give it up.',
    exit: 3,
  }),
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
