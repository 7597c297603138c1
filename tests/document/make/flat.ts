import type { PlanBlock } from './plan.js';

/** The plan as a text that lost its tables: one cell a line, merged cells once. */
export function flatText(blocks: readonly PlanBlock[]): string {
  const lines: string[] = [];
  for (const block of blocks) {
    if (block.kind === 'table') for (const row of block.rows) lines.push(...row.map((cell) => cell.text));
    else lines.push(block.kind === 'paragraph' ? `　　${block.text}` : block.text);
  }
  return `${lines.join('\n')}\n`;
}
