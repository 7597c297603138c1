import { isDashCell, isGroupWords, squeezeCell, type TableCell } from '../../document/index.js';
import type { Attribute } from '../indicator.js';
import type { Column, Layout } from './columns.js';
import type { Marks } from './marks.js';
import type { Matrix } from './matrix.js';
import { composeName, isBareChange, type ReadName, readName } from './names.js';

/** A row of the body that states something, with what it takes from rows and cells above it. */
export interface Row {
  readonly cells: readonly (TableCell | null)[];
  readonly name: ReadName | null;
  readonly nameCell: TableCell | null;
  readonly parent: ReadName | null;
  readonly unit: string | null;
  readonly attribute: Attribute | null;
}

const attributeOf = (text: string): Attribute | null => (/约束/.test(text) ? '约束性' : /预期/.test(text) ? '预期性' : null);

/** `9.粮食产量` opens a row of its own. */
const NUMBERED = /^\s*\d{1,2}[.、．]/;

/** Walks the body: groups, parents, sub-rows and what they pass on. */
export function readRows(matrix: Matrix, layout: Layout, marks: Marks): Row[] {
  const find = (role: Column['role']) => layout.columns.filter((column) => column.role === role);
  const nameColumn = find('name')[0] as Column;
  const unitColumn = find('unit')[0];
  const attributeColumn = find('attribute')[0];
  const groups = find('group').filter((column) => column.index < nameColumn.index);
  const values = find('value');
  const rows: Row[] = [];
  let parent: ReadName | null = null;
  let parentRow: Row | null = null;
  let parentOpen = false;
  // The thing last named, under which a row may print no more than 增速.
  let lastNamed: ReadName | null = null;
  let groupAttribute: Attribute | null = null;
  // Printed once in a cell merged over the sub-rows; what flattens a table keeps it with the first.
  let siblingAttribute: Attribute | null = null;
  for (let r = layout.body; r < matrix.length; r++) {
    const cells = matrix[r] as readonly (TableCell | null)[];
    const distinct = [...new Set(cells)].filter((cell): cell is TableCell => cell !== null && squeezeCell(cell.text) !== '');
    const nameCell = cells[nameColumn.index] ?? null;
    const filled = values.some((column) => {
      const cell = cells[column.index];
      return cell && cell !== nameCell && squeezeCell(cell.text) !== '';
    });
    if (distinct.length === 1 && !filled) {
      // A group, a repeated caption, or a note inside the table.
      const words = squeezeCell((distinct[0] as TableCell).text);
      groupAttribute = /^[一二三四五六七八九十、(（)）]{0,5}(?:约束|预期)性指标/.test(words)
        ? attributeOf(words)
        : words.length <= 30
          ? null
          : groupAttribute;
      const lone = distinct[0] as TableCell;
      parent = lone.colSpan === 1 && lone === nameCell && words.length <= 40 ? readName(lone.text, marks) : null;
      parentOpen = parent !== null && parent.measure !== null;
      parentRow = null;
      lastNamed = parent;
      continue;
    }
    if (distinct.length === 0 || isRepeatedHeader(cells, layout)) continue;
    const printed = nameCell && squeezeCell(nameCell.text) !== '' ? nameCell : null;
    const read = printed ? readName(printed.text, marks) : null;
    const above = groupParent(cells, groups, nameColumn, printed, marks);
    const ownAttribute = attributeColumn ? attributeOf(cells[attributeColumn.index]?.text ?? '') : null;
    const unitText = unitColumn ? squeezeCell(cells[unitColumn.index]?.text ?? '') : '';
    const ownUnit = unitText !== '' && !isDashCell(unitText) ? unitText.replace(/^[（(]|[)）]$/g, '') : null;
    if (read && !filled) {
      // A name alone heads the sub-rows below it.
      parent = read;
      parentOpen = true;
      lastNamed = read;
      parentRow = {
        cells,
        name: null,
        nameCell: printed,
        parent: null,
        unit: ownUnit ?? read.unit,
        attribute: ownAttribute ?? read.attribute ?? groupAttribute,
      };
      continue;
    }
    const hasSerial = layout.columns.some((column) => column.role === 'serial' && squeezeCell(cells[column.index]?.text ?? '') !== '');
    if (read && lastNamed && isBareChange(read)) {
      rows.push({
        cells,
        name: read,
        nameCell: printed,
        parent: lastNamed,
        unit: ownUnit ?? read.unit ?? '%',
        attribute: ownAttribute ?? read.attribute ?? groupAttribute ?? rows[rows.length - 1]?.attribute ?? null,
      });
      continue;
    }
    const isSub: boolean =
      read !== null &&
      (read.subRow ||
        isWithin(cells, groups, printed) ||
        (parentOpen && !hasSerial && layout.columns.some((column) => column.role === 'serial')) ||
        (parentOpen &&
          parent?.measure !== null &&
          read.unit === null &&
          ownUnit === null &&
          !hasSerial &&
          !NUMBERED.test(printed?.text ?? '')));
    if (!isSub && read) parentOpen = false;
    const inherits: boolean = isSub && parent !== null;
    const row: Row = {
      cells,
      name: read,
      nameCell: printed,
      parent: inherits ? parent : above,
      unit: ownUnit ?? read?.unit ?? (inherits ? (parentRow?.unit ?? null) : null),
      attribute: ownAttribute ?? read?.attribute ?? groupAttribute ?? (inherits ? (parentRow?.attribute ?? siblingAttribute) : null),
    };
    rows.push(row);
    if (read) lastNamed = { ...read, name: composeName(row.parent, read).name };
    siblingAttribute = inherits ? (row.attribute ?? siblingAttribute) : null;
    if (read && !read.subRow && !inherits) {
      parent = read;
      parentRow = row;
    }
  }
  return rows;
}

/** 其中 in the cell left of the name, over the rows it heads. */
const isWithin = (cells: readonly (TableCell | null)[], groups: readonly Column[], nameCell: TableCell | null): boolean =>
  groups.some((column) => {
    const cell = cells[column.index];
    return cell !== null && cell !== undefined && cell !== nameCell && /^其中[:：]?$/.test(squeezeCell(cell.text));
  });

const isRepeatedHeader = (cells: readonly (TableCell | null)[], layout: Layout): boolean => {
  const words = layout.columns.filter((column) => column.words.length > 0);
  const same = words.filter((column) => column.words.includes(squeezeCell(cells[column.index]?.text ?? '')));
  return words.length > 1 && same.length >= words.length - 1;
};

/** The cell left of the name that spans several rows and states a measure (`主要污染物排放总量减少（%）`), not a mere heading (`绿色发展`). */
function groupParent(
  cells: readonly (TableCell | null)[],
  groups: readonly Column[],
  nameColumn: Column,
  nameCell: TableCell | null,
  marks: Marks,
): ReadName | null {
  for (const column of [...groups].reverse()) {
    const cell = cells[column.index];
    if (!cell || cell === nameCell || squeezeCell(cell.text) === '') continue;
    const read = readName(cell.text, marks);
    // 指标 printed over two columns: the left one names what the right one is a part of.
    const halves = column.head === nameColumn.head && !isGroupWords(cell.text);
    if (halves || read.measure !== null || read.unit !== null) return read;
  }
  return null;
}
