import { z } from 'zod';

// What a report says of one change: the passages it rests on, its readings, its picture.

export const printed = z.strictObject({
  text: z.string().describe('As printed, with its comparator words: 6.5%左右'),
  gloss: z.string().nullable().describe('The same in English, for an English report; null where it adds nothing'),
});
export const segment = z.strictObject({
  text: z.string(),
  mark: z.enum(['same', 'removed', 'inserted']),
  isOwn: z.boolean().describe('Belongs to the statement in question; other words of the passage may have changed too'),
});
export const cell = z.strictObject({ segments: z.array(segment), isValue: z.boolean(), isName: z.boolean() });
export const side = z.strictObject({
  section: z.array(z.string()).describe('Headings above the passage, outermost first'),
  paragraph: z.array(segment).nullable().describe('The passage, null where it is a table row'),
  row: z.strictObject({ caption: z.string().nullable(), header: z.array(z.string()), cells: z.array(cell) }).nullable(),
});
export const evidence = z.strictObject({
  before: side.nullable(),
  after: side.nullable(),
  isRowPair: z.boolean().describe('Both sides are rows under the same header and can be set as one table'),
});
const numberedSegment = segment.extend({
  numbers: z.array(z.number().int()).describe('Places in the list of the group of the changes these words belong to; often none'),
});
const numberedSide = z.strictObject({ section: z.array(z.string()), paragraph: z.array(numberedSegment) });
const numberedCells = z.array(z.strictObject({ segments: z.array(numberedSegment), isValue: z.boolean(), isName: z.boolean() }));
const passage = z.strictObject({
  before: numberedSide.nullable(),
  after: numberedSide.nullable(),
  table: z
    .strictObject({
      section: z.array(z.string()),
      caption: z.string().nullable(),
      header: z.array(z.string()),
      rows: z.array(z.strictObject({ before: numberedCells.nullable(), after: numberedCells.nullable() })),
    })
    .nullable()
    .describe('Rows of one table; the sides are null then'),
});
export const group = z.strictObject({
  anchor: z.string(),
  changes: z.array(z.string()).describe('Anchors of the changes that stand in one paragraph or table, most important first'),
  passage: passage.nullable().describe('The passage told once for all of them; null for a single change, which has its own evidence'),
});

export const review = z.strictObject({
  verdict: z.enum(['confirm', 'dismiss', 'correct']),
  verdictText: z.string(),
  note: z.string().nullable(),
  atText: z.string(),
});
export const importance = z.strictObject({
  score: z.number().int(),
  parts: z.array(z.strictObject({ rule: z.string(), points: z.number().int(), labelText: z.string() })),
});

export const change = z.strictObject({
  id: z.string().describe('The id that `planwatch review` takes'),
  anchor: z.string(),
  source: z.string(),
  type: z.enum(['revised', 'added', 'removed', 'reworded', 'moved']),
  typeText: z.string(),
  role: z.enum(['target', 'actual']),
  fields: z.array(z.string()),
  fieldsText: z.string(),
  category: z
    .string()
    .describe('What the finding counts it as: raised, lowered, tightened, loosened, bound, unbound, period, added, removed, other'),
  categoryText: z.string(),
  name: z.string(),
  concept: z.string().nullable(),
  measureText: z.string(),
  jurisdiction: z.string(),
  documentTitle: z.string(),
  periodText: z.string(),
  periodBeforeText: z.string().nullable().describe('Set where the period itself was changed'),
  before: printed.nullable(),
  after: printed.nullable(),
  deltaText: z.string().nullable(),
  deltaRelativeText: z.string().nullable().describe('Against the former value; null where that would mislead'),
  direction: z.enum(['raised', 'lowered']).nullable(),
  directionText: z.string().nullable(),
  strictness: z.enum(['tightened', 'loosened']).nullable(),
  strictnessText: z.string().nullable(),
  outlook: z.enum(['better', 'worse']).nullable(),
  outlookText: z.string().nullable(),
  attributeBefore: z.string().nullable(),
  attributeAfter: z.string().nullable(),
  isBinding: z.boolean(),
  needsReview: z.boolean(),
  review: review.nullable(),
  reverts: z
    .strictObject({ id: z.string(), anchor: z.string().nullable(), text: z.string() })
    .nullable()
    .describe('The earlier revision that this change takes back; the anchor is null where another report told it'),
  importance,
});

export const revision = change.extend({
  titleText: z.string().nullable().describe('Its document, where another of the jurisdiction changed an indicator of the same name'),
  foundText: z.string().nullable().describe('When it was found, where the target changed more than once'),
});

export const point = z.strictObject({
  label: z.string(),
  text: z.string(),
  low: z.string(),
  high: z.string(),
  kind: z.enum(['target', 'actual']),
});
export const course = z.strictObject({
  id: z.string(),
  kind: z
    .enum(['course', 'track', 'dots'])
    .describe('course: one target over editions; track: actual and target over years; dots: one target across jurisdictions'),
  titleText: z.string(),
  unit: z.string(),
  points: z.array(point).describe('low and high are exact decimal strings in one base unit, equal for a single value'),
});

export const detail = change.extend({ evidence, course: course.nullable() });

export type Printed = z.infer<typeof printed>;
export type Segment = z.infer<typeof segment>;
export type NumberedSegment = z.infer<typeof numberedSegment>;
export type GroupPassage = z.infer<typeof passage>;
export type ChangeGroup = z.infer<typeof group>;
export type EvidenceSide = z.infer<typeof side>;
export type Evidence = z.infer<typeof evidence>;
export type ChangeRow = z.infer<typeof change>;
export type Revision = z.infer<typeof revision>;
export type ChangeDetail = z.infer<typeof detail>;
export type Importance = z.infer<typeof importance>;
export type Picture = z.infer<typeof course>;
export type PicturePoint = z.infer<typeof point>;
