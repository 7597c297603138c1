/** Entry of the child process that parseInWorker starts: one task in, one answer out. */
import { parseDocument } from '../document/index.js';
import { isPlanwatchError } from '../errors.js';
import { createReaders } from './create-readers.js';
import type { Answer, Task } from './parse-in-worker.js';

async function answer(task: Task): Promise<Answer> {
  try {
    return { kind: 'document', document: await parseDocument(task.parts, { ...task.options, readers: createReaders() }) };
  } catch (error) {
    if (isPlanwatchError(error)) return { kind: 'expected', code: error.code, params: { ...(error.params as Record<string, unknown>) } };
    if (error instanceof RangeError) {
      const name = task.parts[0]?.fileName ?? task.parts[0]?.url ?? 'the document';
      return {
        kind: 'expected',
        code: 'DOCUMENT_TOO_LARGE',
        params: { name, what: error.message, limit: 'what a JavaScript value can hold' },
      };
    }
    const known = error instanceof Error ? error : new Error(String(error));
    return { kind: 'bug', message: known.message, stack: known.stack };
  }
}

process.once('message', (task: Task) => {
  void answer(task).then((result) => process.send?.(result, () => process.disconnect()));
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the parent decides what becomes of this task.
process.on('SIGINT', () => undefined);
