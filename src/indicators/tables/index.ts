import type { Document, Unreadable } from '../../document/index.js';
import type { DocumentContext } from '../context.js';
import type { Indicator } from '../indicator.js';

export function extractTables(_document: Document, _context: DocumentContext): { indicators: Indicator[]; unreadable: Unreadable[] } {
  return { indicators: [], unreadable: [] };
}
