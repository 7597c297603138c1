import type { PlanBlock } from './plan.js';

const markup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The plan's blocks as the HTML an editor would paste; `word` leaves the residue of a Word paste. */
export function bodyHtml(blocks: readonly PlanBlock[], style: 'plain' | 'word' = 'plain'): string {
  const inner = (text: string) => (style === 'word' ? wordRuns(text) : markup(text));
  return blocks
    .map((block) => {
      if (block.kind === 'table') {
        const rows = block.rows.map((cells) => {
          const tds = cells.map((cell) => {
            const spans = `${cell.rowSpan ? ` rowspan="${cell.rowSpan}"` : ''}${cell.colSpan ? ` colspan="${cell.colSpan}"` : ''}`;
            return `<td${spans}><p class="MsoNormal">${inner(cell.text)}</p></td>`;
          });
          return `<tr>\n${tds.join('\n')}\n</tr>`;
        });
        return `<table border="1" cellspacing="0"><tbody>\n${rows.join('\n')}\n</tbody></table>`;
      }
      const centred = block.kind === 'title' || block.kind === 'caption';
      return centred
        ? `<p style="text-align: center;"><strong>${inner(block.text)}</strong></p>`
        : `<p style="text-indent: 2em;">　　${inner(block.text)}</p>`;
    })
    .join('\n');
}

/** Figures, words and 年 in runs of their own, each cell ended by an empty `o:p`. */
function wordRuns(text: string): string {
  const runs = text.match(/[0-9.]+|[^0-9.]+/g) ?? [];
  return `${runs.map((run) => `<span style="FONT-SIZE: 14pt" lang="${/\d/.test(run) ? 'EN-US' : 'ZH-CN'}">${markup(run)}</span>`).join('')}<o:p></o:p>`;
}
