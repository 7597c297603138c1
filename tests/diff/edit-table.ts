import { bump, number, type Part, type Plan, type Row } from './plan.js';
import type { Random } from './random.js';
import { type Made, printSlot, type Revision, withPart } from './revisions.js';

const NEW_ROWS: readonly (readonly [string, string])[] = [
  ['公共体育设施面积', '万平方米'],
  ['绿色建筑占比', '%'],
  ['乡村医生数量', '人'],
  ['再生水利用率', '%'],
];

/** Revises a row of the plan's table: a value, an attribute, a row gone, come or moved. */
export function reviseTable(plan: Plan, kind: Revision, random: Random, touched: Set<string>): Made {
  const index = plan.parts.findIndex((p) => p.table !== null);
  const table = plan.parts[index]?.table;
  if (!table) return null;
  const free = table.rows.filter((r) => !touched.has(r.target.key));
  if (free.length < 4) return null;
  const row = random.pick(free);
  const withRows = (rows: readonly Row[]): Plan => withPart(plan, index, { ...(plan.parts[index] as Part), table: { ...table, rows } });
  const replaced = (next: Row) => withRows(table.rows.map((r) => (r === row ? next : r)));
  touched.add(row.target.key);
  switch (kind) {
    case 'row-value': {
      const target = { ...row.target, printed: bump(random, row.target.printed, 1.1, 1.4) };
      return {
        plan: replaced({ ...row, target }),
        expected: [
          { type: 'revised', fields: ['value'], name: row.name, before: printSlot(row.target), after: printSlot(target), revision: kind },
        ],
      };
    }
    case 'row-attribute': {
      const attribute = row.attribute === '预期性' ? '约束性' : '预期性';
      return {
        plan: replaced({ ...row, attribute, target: { ...row.target, attribute } }),
        expected: [
          {
            type: 'revised',
            fields: ['attribute'],
            name: row.name,
            before: printSlot(row.target),
            after: printSlot(row.target),
            revision: kind,
          },
        ],
      };
    }
    case 'row-remove':
      return {
        plan: withRows(table.rows.filter((r) => r !== row)),
        expected: [row.base, row.target].map((s) => ({
          type: 'removed',
          fields: [],
          name: row.name,
          before: printSlot(s),
          after: null,
          revision: kind,
        })),
      };
    case 'row-add': {
      const [name, unit] = random.pick(NEW_ROWS);
      if (touched.has(name)) return null;
      touched.add(name);
      const base = number(random, 20, 80, 1);
      const added: Row = {
        name,
        unit,
        attribute: '预期性',
        base: { ...row.base, key: name, name, unit, printed: base },
        target: { ...row.target, key: `${name}+`, name, unit, printed: bump(random, base, 1.1, 1.2), attribute: '预期性' },
      };
      touched.add(added.target.key);
      const rows = [...table.rows];
      rows.splice(random.int(0, rows.length), 0, added);
      return {
        plan: withRows(rows),
        expected: [added.base, added.target].map((s) => ({
          type: 'added',
          fields: [],
          name,
          before: null,
          after: printSlot(s),
          revision: kind,
        })),
      };
    }
    case 'row-swap': {
      const at = table.rows.indexOf(row);
      const rows = table.rows.filter((r) => r !== row);
      const to = (at + random.int(3, table.rows.length - 3)) % table.rows.length;
      rows.splice(to, 0, row);
      return to === at
        ? null
        : {
            plan: withRows(rows),
            expected: [row.base, row.target].map((s) => ({
              type: 'moved',
              fields: [],
              name: row.name,
              before: printSlot(s),
              after: printSlot(s),
              revision: kind,
            })),
          };
    }
    default:
      return null;
  }
}
