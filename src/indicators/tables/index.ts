export { extractTables, type FromTables, type TableIndicator } from './extract-tables.js';
