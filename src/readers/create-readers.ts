import type { BinaryReaders } from '../document/index.js';
import { isPlanwatchError, PlanwatchError } from '../errors.js';
import { readOfd } from './ofd.js';
import { readDoc, readDocx, readXlsx } from './office.js';
import { readPdf } from './pdf.js';

/** What a library throws on a damaged, locked or foreign file becomes one error with the file's name; ours pass. */
async function named<T>(name: string, format: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // A name that does not exist is our own mistake, never the file's.
    if (isPlanwatchError(error) || error instanceof ReferenceError) throw error;
    const reason = error instanceof Error ? reasonOf(error) : String(error);
    throw new PlanwatchError('DOCUMENT_UNREADABLE', { name, format, reason }, { cause: error });
  }
}

function reasonOf(error: Error): string {
  if (error.name === 'PasswordException') return 'it is locked with a password';
  if (error.name === 'InvalidPDFException') return 'it is damaged or cut short';
  return error.message.split('\n')[0]?.slice(0, 200) || error.name;
}

/** The readers of binary formats, each loading its library when first used. */
export function createReaders(): BinaryReaders {
  return {
    pdf: (bytes, name) => named(name, 'PDF', () => readPdf(bytes)),
    ofd: (bytes, name) => named(name, 'OFD', () => readOfd(bytes, name)),
    docx: (bytes, name) => named(name, 'DOCX', () => readDocx(bytes, name)),
    xlsx: (bytes, name) => named(name, 'a spreadsheet', () => readXlsx(bytes, name)),
    doc: (bytes, name) => named(name, 'DOC', () => readDoc(bytes)),
  };
}
