export { extractTables, type FromTables, type TableIndicator } from './extract-tables.js';
export { type TaskCell, taskCells } from './task-cells.js';
