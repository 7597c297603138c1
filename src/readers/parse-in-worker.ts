import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Document, formatOf, nameOf, type ParseOptions, parseDocument, type RawPart } from '../document/index.js';
import { type ErrorCode, PlanwatchError } from '../errors.js';
import { createReaders } from './create-readers.js';

export interface WorkerLimits {
  /** MB of heap; the process as a whole may take a quarter and 200 MB more for buffers. @default 1024 */
  readonly memoryMb: number;
  /** @default 120000 */
  readonly timeoutMs: number;
}

export const WORKER_LIMITS: WorkerLimits = { memoryMb: 1024, timeoutMs: 120_000 };

/** Bytes of pages and texts together that are read where we are: starting a process would take longer than reading them. */
const SMALL_BYTES = 1024 * 1024;
/** Tags open at one place; parsers take quadratic time and room on thousands of open elements. Real pages stay under a hundred. */
const DEEP_TAGS = 500;
const MEMORY_POLL_MS = 250;

/** What the child sends back. */
export type Answer =
  | { readonly kind: 'document'; readonly document: Document }
  | { readonly kind: 'expected'; readonly code: ErrorCode; readonly params: Record<string, unknown> }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string | undefined };

export interface Task {
  readonly parts: readonly RawPart[];
  readonly options: Omit<ParseOptions, 'readers'>;
}

const isPlain = (part: RawPart) => ['html', 'text', 'markdown', 'json'].includes(formatOf(part));

/** Tags that hold nothing or close by themselves: a thousand `<br>` are no depth. */
const SHALLOW = new Set(
  'br img hr input meta link col area base embed wbr param source track p li td th tr dd dt option tbody thead body html head'.split(' '),
);

/** Letters of the tag name that starts at `at`, in lower case. */
function tagAt(bytes: Uint8Array, at: number): string {
  let name = '';
  for (let i = at; i < at + 10; i++) {
    const letter = (bytes[i] ?? 0) | 0x20;
    if (letter < 0x61 || letter > 0x7a) break;
    name += String.fromCharCode(letter);
  }
  return name;
}

/** Counts how deep tags open without closing, up to the limit, without parsing. */
function isDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  for (let i = 0; i + 1 < bytes.length; i++) {
    if (bytes[i] !== 0x3c) continue;
    const closing = bytes[i + 1] === 0x2f;
    const name = tagAt(bytes, closing ? i + 2 : i + 1);
    if (name === '' || SHALLOW.has(name)) continue;
    if (closing) depth = Math.max(0, depth - 1);
    else if (++depth > DEEP_TAGS) return true;
  }
  return false;
}

/** Bytes of one character over and over beyond which patterns may take quadratic time. */
const LONG_RUN = 8192;

/** True where one character (up to three bytes) repeats for pages: no document, and read where it can be stopped. */
function isMonotonous(bytes: Uint8Array): boolean {
  let run = 0;
  for (let i = 3; i < bytes.length; i++) {
    run = bytes[i] === bytes[i - 1] || bytes[i] === bytes[i - 2] || bytes[i] === bytes[i - 3] ? run + 1 : 0;
    if (run > LONG_RUN) return true;
  }
  return false;
}

/**
 * Reads a document as `parseDocument` does, in a process of its own with bounded memory and time; small pages and texts are read at once.
 * @throws PlanwatchError DOCUMENT_TOO_LARGE, DOCUMENT_TIMEOUT, and those of parseDocument; anything else is a bug of ours
 */
export async function parseInWorker(
  parts: readonly RawPart[],
  options: ParseOptions = {},
  limits: Partial<WorkerLimits> = {},
): Promise<Document> {
  const size = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const small = size <= SMALL_BYTES && parts.every((part) => isPlain(part) && !isDeep(part.bytes) && !isMonotonous(part.bytes));
  if (small) return parseDocument(parts, { ...options, readers: options.readers ?? createReaders() });
  const { readers: _own, ...rest } = options;
  return inChild({ parts, options: rest }, { ...WORKER_LIMITS, ...limits });
}

/** What Node needs to start. The secrets of the channels are none of a parser's business. */
const inheritedEnv = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => /^(?:PATH|HOME|LANG|LC_\w+|TZ|TMP|TEMP|TMPDIR|SYSTEMROOT|WINDIR)$/i.test(name)),
  );

/** The compiled child beside compiled code, the source through the loader beside the source. */
function startChild(memoryMb: number): ChildProcess {
  const source = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(source ? './parse-child.ts' : './parse-child.js', import.meta.url));
  const loader = source ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  return fork(entry, [], {
    execArgv: [`--max-old-space-size=${memoryMb}`, ...loader],
    env: inheritedEnv(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

function inChild(task: Task, limits: WorkerLimits): Promise<Document> {
  const name = task.parts[0] ? nameOf(task.parts[0]) : 'the document';
  const child = startChild(limits.memoryMb);
  return new Promise<Document>((resolve, reject) => {
    let errors = '';
    let done = false;
    const tooLarge = () =>
      new PlanwatchError('DOCUMENT_TOO_LARGE', { name, what: 'reading it takes more memory', limit: `${limits.memoryMb} MB` });
    const settle = (act: () => void) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      clearInterval(watch);
      child.kill('SIGKILL');
      act();
    };
    const timer = setTimeout(
      () => settle(() => reject(new PlanwatchError('DOCUMENT_TIMEOUT', { name, timeoutMs: limits.timeoutMs }))),
      limits.timeoutMs,
    );
    const watch = setInterval(() => {
      void residentMb(child.pid).then((mb) => {
        if (mb > limits.memoryMb * 1.25 + 200) settle(() => reject(tooLarge()));
      });
    }, MEMORY_POLL_MS);
    child.stderr?.on('data', (chunk: Uint8Array) => {
      errors = (errors + String(chunk)).slice(-4000);
    });
    child.on('message', (answer: Answer) => {
      settle(() => {
        if (answer.kind === 'document') resolve(answer.document);
        else if (answer.kind === 'expected') reject(new PlanwatchError(answer.code, answer.params as never));
        else reject(Object.assign(new Error(answer.message), answer.stack ? { stack: answer.stack } : {}));
      });
    });
    child.on('error', (error) => settle(() => reject(error)));
    child.on('exit', (code, signal) => {
      const memory =
        signal === 'SIGABRT' ||
        code === 134 ||
        /heap out of memory|Allocation failed|invalid (?:array|table) (?:length|size)/i.test(errors);
      settle(() =>
        reject(
          memory ? tooLarge() : new Error(`the reader of ${name} ended with ${signal ?? `code ${code}`}: ${errors.trim().slice(-500)}`),
        ),
      );
    });
    // A child that dies while the task is on its way is told by its exit.
    child.send(task, () => undefined);
  });
}

/** Resident memory of a process where the system tells (Linux), 0 elsewhere. */
async function residentMb(pid: number | undefined): Promise<number> {
  try {
    const [, pages = '0'] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
    return (Number(pages) * 4096) / 1024 / 1024;
  } catch {
    return 0;
  }
}
