import type { Scope } from '../context.js';

/**
 * The day by which a task is to be done, printed behind its figures: `总投资4.2亿元，2026年底前建成投运`.
 * Not `总投资4.2亿元，二期工程2026年底前建成`: the second clause has a subject of its own.
 */
const DEADLINE =
  /，(?:力争|确保|计划|预计|争取|务必)?(?:于|在|到)?(20\d\d)年(?:\d{1,2}月|上半年|[一二三四]季度)?(?:底|末)?之?前?(?:全面|全部|基本|如期|正式|建设)?(?:建成|完成|完工|竣工|投产|投运|投用|投入使用|投入运营|交付|通车|开通|启用|达产)/;

/** How far behind a figure its deadline may stand, in characters. */
const REACH = 60;

/**
 * The scope of a target whose sentence names, behind it, the year it is due.
 * @param from where the figure begins in `text`
 * @param first the document's own year; a year before it is no deadline
 */
export function dueScope(scope: Scope, text: string, from: number, end: number, first: number | null): Scope {
  if (scope.role !== 'target') return scope;
  const rest = text.slice(from, Math.min(end, from + REACH));
  const stop = rest.search(/[；。！？]/);
  const due = DEADLINE.exec(stop < 0 ? rest : rest.slice(0, stop));
  const year = due ? Number(due[1]) : null;
  if (year === null || (first !== null && year < first)) return scope;
  return { ...scope, mode: 'year', year };
}
