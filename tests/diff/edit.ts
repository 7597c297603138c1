import { reviseTable } from './edit-table.js';
import { BOUNDS, bump, type Item, number, type Part, type Plan, type Sentence, type Slot } from './plan.js';
import type { Random } from './random.js';
import { type Expected, type Made, printSlot, REVISIONS, type Revision, withPart } from './revisions.js';

interface Place {
  readonly part: number;
  readonly paragraph: number;
  readonly sentence: number;
  readonly item: number;
}

/** Makes `count` known revisions, no two in one clause or row. */
export function revise(
  plan: Plan,
  random: Random,
  count: number,
  kinds: readonly Revision[] = REVISIONS,
): { plan: Plan; expected: Expected[] } {
  const expected: Expected[] = [];
  const touched = new Set<string>();
  let now = plan;
  for (let tries = 0; expected.length < count && tries < count * 20; tries++) {
    const kind = random.pick(kinds);
    const made = apply(now, kind, random, touched);
    if (!made) continue;
    now = made.plan;
    expected.push(...made.expected);
  }
  return { plan: now, expected };
}

function apply(plan: Plan, kind: Revision, random: Random, touched: Set<string>): Made {
  if (kind.startsWith('row-')) return reviseTable(plan, kind, random, touched);
  if (kind === 'paragraph-move') return moveParagraph(plan, random, touched);
  const place = pickItem(plan, random, touched);
  if (!place) return null;
  const item = itemOf(plan, place);
  const slots = item.filter((x): x is Slot => typeof x !== 'string');
  const [first] = slots;
  if (!first) return null;
  const one = (after: Slot, fields: readonly string[], type: Expected['type'] = 'revised'): Made => ({
    plan: withItem(
      plan,
      place,
      item.map((x) => (x === first ? after : x)),
    ),
    expected: [{ type, fields, name: first.name, before: printSlot(first), after: printSlot(after), revision: kind }],
  });
  switch (kind) {
    case 'value':
      return one({ ...first, printed: bump(random, first.printed, random.pick([0.6, 1.1]), random.pick([0.9, 1.5])) }, ['value']);
    case 'comparator': {
      const bound = BOUNDS.find((b) => b.comparator !== first.comparator && (first.role === 'target' || b.comparator === 'eq'));
      return bound ? one({ ...first, ...bound }, ['comparator']) : null;
    }
    case 'value-and-comparator': {
      if (first.role !== 'target') return null;
      const bound = random.pick(BOUNDS.filter((b) => b.comparator !== first.comparator));
      return one({ ...first, ...bound, printed: bump(random, first.printed, 1.1, 1.4) }, ['value', 'comparator']);
    }
    case 'range': {
      if (first.unit !== '%' || first.comparator !== 'eq' || first.fall) return null;
      return one({ ...first, printed: `${first.printed}%-${bump(random, first.printed, 1.1, 1.3)}` }, ['value']);
    }
    case 'rescale': {
      if (first.unit !== '万人' || first.printed.includes('-')) return null;
      return one({ ...first, printed: String(Math.round(Number(first.printed) * 10000)), unit: '人' }, [], 'reworded');
    }
    case 'remove': {
      const sentence = sentenceOf(plan, place);
      if (sentence.items.length < 2) return null;
      return {
        plan: withSentence(plan, place, { ...sentence, items: sentence.items.filter((x) => x !== item) }),
        expected: slots.map((s) => ({ type: 'removed', fields: [], name: s.name, before: printSlot(s), after: null, revision: kind })),
      };
    }
    case 'add': {
      const sentence = sentenceOf(plan, place);
      const name = random.pick(NEW_NAMES);
      if (touched.has(name)) return null;
      touched.add(name);
      const added: Slot = {
        ...first,
        name,
        measure: 'level',
        printed: number(random, 20, 900, 0),
        unit: '个',
        fall: false,
        prefix: '',
        suffix: '',
        comparator: 'eq',
      };
      const items = [...sentence.items];
      items.splice(random.int(0, items.length), 0, [name, added]);
      return {
        plan: withSentence(plan, place, { ...sentence, items }),
        expected: [{ type: 'added', fields: [], name, before: null, after: printSlot(added), revision: kind }],
      };
    }
    case 'values-swap': {
      const other = pickItem(plan, random, touched, (x) => {
        const slot = x.find((y): y is Slot => typeof y !== 'string');
        return (
          x !== item &&
          slot !== undefined &&
          slot.name !== first.name &&
          slot.unit === first.unit &&
          slot.printed !== first.printed &&
          slot.fall === first.fall
        );
      });
      if (!other) return null;
      const partner = itemOf(plan, other).find((y): y is Slot => typeof y !== 'string') as Slot;
      const swapped = withItem(
        plan,
        place,
        item.map((x) => (x === first ? { ...first, printed: partner.printed } : x)),
      );
      const both = withItem(
        swapped,
        other,
        itemOf(plan, other).map((x) => (x === partner ? { ...partner, printed: first.printed } : x)),
      );
      return {
        plan: both,
        expected: [
          {
            type: 'revised',
            fields: ['value'],
            name: first.name,
            before: printSlot(first),
            after: printSlot({ ...first, printed: partner.printed }),
            revision: kind,
          },
          {
            type: 'revised',
            fields: ['value'],
            name: partner.name,
            before: printSlot(partner),
            after: printSlot({ ...partner, printed: first.printed }),
            revision: kind,
          },
        ],
      };
    }
    default:
      return null;
  }
}

const NEW_NAMES = [
  '布局研学基地',
  '建成无障碍卫生间',
  '新增科普场馆',
  '改造农贸市场',
  '设立法律服务站',
  '新建乡村书屋',
  '培育家庭农场',
  '增设急救站点',
];
/** Carries a paragraph to another place in its section. */
function moveParagraph(plan: Plan, random: Random, touched: Set<string>): Made {
  const index = random.int(0, plan.parts.length - 1);
  const part = plan.parts[index] as Part;
  if (part.paragraphs.length < 4) return null;
  const at = random.int(0, part.paragraphs.length - 1);
  const paragraph = part.paragraphs[at] as readonly Sentence[];
  const slots = paragraph.flatMap((s) => s.items.flat()).filter((x): x is Slot => typeof x !== 'string');
  if (slots.some((s) => touched.has(s.key)) || slots.length === 0) return null;
  for (const slot of slots) touched.add(slot.key);
  const rest = part.paragraphs.filter((p) => p !== paragraph);
  const to = (at + 2) % part.paragraphs.length;
  rest.splice(to, 0, paragraph);
  if (to === at) return null;
  // Which of two neighbours is said to have moved is a matter of length; only that nothing is revised is certain.
  return { plan: withPart(plan, index, { ...part, paragraphs: rest }), expected: [] };
}

function pickItem(plan: Plan, random: Random, touched: Set<string>, fits: (item: Item) => boolean = () => true): Place | null {
  const places: Place[] = [];
  plan.parts.forEach((p, part) => {
    p.paragraphs.forEach((g, paragraph) => {
      g.forEach((s, sentence) => {
        s.items.forEach((x, item) => {
          const free = x.every((y) => typeof y === 'string' || !touched.has(y.key));
          if (free && fits(x)) places.push({ part, paragraph, sentence, item });
        });
      });
    });
  });
  if (places.length === 0) return null;
  const place = random.pick(places);
  for (const x of itemOf(plan, place)) if (typeof x !== 'string') touched.add(x.key);
  return place;
}

const sentenceOf = (plan: Plan, p: Place): Sentence => (plan.parts[p.part] as Part).paragraphs[p.paragraph]?.[p.sentence] as Sentence;
const itemOf = (plan: Plan, p: Place): Item => sentenceOf(plan, p).items[p.item] as Item;
const withSentence = (plan: Plan, p: Place, sentence: Sentence): Plan => {
  const part = plan.parts[p.part] as Part;
  return withPart(plan, p.part, {
    ...part,
    paragraphs: part.paragraphs.map((g, i) => (i === p.paragraph ? g.map((s, k) => (k === p.sentence ? sentence : s)) : g)),
  });
};
const withItem = (plan: Plan, p: Place, item: Item): Plan => {
  const sentence = sentenceOf(plan, p);
  return withSentence(plan, p, { ...sentence, items: sentence.items.map((x, i) => (i === p.item ? item : x)) });
};
