import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

/** Children that a structure type may have (ISO 32000-1, 14.8.4.3); types that are not named take any. */
const CHILDREN: Readonly<Record<string, RegExp>> = {
  Table: /^(?:TR|THead|TBody|TFoot|Caption)$/,
  THead: /^TR$/,
  TBody: /^TR$/,
  TFoot: /^TR$/,
  TR: /^(?:TH|TD)$/,
  L: /^(?:LI|L|Caption)$/,
  LI: /^(?:Lbl|LBody)$/,
};
/** Parents that a structure type must have. */
const PARENTS: Readonly<Record<string, RegExp>> = {
  TR: /^(?:Table|THead|TBody|TFoot)$/,
  TH: /^TR$/,
  TD: /^TR$/,
  THead: /^Table$/,
  TBody: /^Table$/,
  LI: /^L$/,
  LBody: /^LI$/,
  Caption: /^(?:Table|Figure|L|Sect)$/,
};
const STANDARD =
  /^(?:Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Figure|Formula|Form)$/;

interface Element {
  readonly role: string;
  readonly dict: PDFDict;
  readonly page: PDFRef | null;
  readonly kids: readonly Element[];
  /** Marked content by page and number. */
  readonly content: readonly string[];
  readonly annotations: readonly PDFRef[];
}

/**
 * The conditions of PDF/UA-1 that a program can decide without knowing what the pages mean, after the Matterhorn Protocol 1.1 (its numbers
 * begin each finding). Fonts, glyphs, outlines and links are tested elsewhere.
 * @returns what is wrong, nothing where nothing is
 */
export async function faultsOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { context, catalog } = pdf;
  const faults = new Map<string, number>();
  const fault = (text: string) => faults.set(text, (faults.get(text) ?? 0) + 1);
  const name = (dict: PDFDict, key: string) => (dict.lookup(PDFName.of(key)) as PDFName | undefined)?.decodeText?.() ?? '';
  const list = (object: PDFObject | undefined): PDFObject[] => (object instanceof PDFArray ? object.asArray() : object ? [object] : []);

  const tree = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  if (!tree) return ['01-000 no structure'];
  if (!catalog.lookupMaybe(PDFName.of('Metadata'), PDFRawStream as never)) fault('06-001 no metadata');
  if (String(catalog.lookupMaybe(PDFName.of('ViewerPreferences'), PDFDict)?.get(PDFName.of('DisplayDocTitle'))) !== 'true')
    fault('07-001 the title is not shown');
  if (!catalog.has(PDFName.of('Lang'))) fault('11-006 no language');

  const element = (dict: PDFDict, parent: PDFRef | null, inherited: PDFRef | null): Element => {
    const own = dict.get(PDFName.of('Pg'));
    const page = own instanceof PDFRef ? own : inherited;
    if (parent && dict.get(PDFName.of('P')) !== parent) fault(`an element ${name(dict, 'S')} that does not know its parent`);
    const [kids, content, annotations] = [[] as Element[], [] as string[], [] as PDFRef[]];
    for (const kid of list(dict.lookup(PDFName.of('K')))) {
      const inner = context.lookup(kid);
      if (inner instanceof PDFNumber) content.push(`${page?.tag} ${inner.asNumber()}`);
      else if (inner instanceof PDFDict && name(inner, 'Type') === 'OBJR') annotations.push(inner.get(PDFName.of('Obj')) as PDFRef);
      else if (inner instanceof PDFDict && name(inner, 'Type') === 'MCR')
        content.push(
          `${(inner.get(PDFName.of('Pg')) as PDFRef)?.tag ?? page?.tag} ${(inner.get(PDFName.of('MCID')) as PDFNumber).asNumber()}`,
        );
      else if (inner instanceof PDFDict) kids.push(element(inner, context.getObjectRef(dict) ?? null, page));
      else fault('a child of the structure that is not there');
    }
    return { role: name(dict, 'S'), dict, page, kids, content, annotations };
  };
  const tops = list(tree.lookup(PDFName.of('K'))).map((top) => element(context.lookup(top) as PDFDict, null, null));
  if (tops.length !== 1 || tops[0]?.role !== 'Document') fault('the structure is not one document');
  const all: Element[] = [];
  const walk = (one: Element, parent: string) => {
    all.push(one);
    if (!STANDARD.test(one.role)) fault(`02-001 ${one.role} is no standard type`);
    if (CHILDREN[parent] && !CHILDREN[parent]?.test(one.role)) fault(`09-004 ${one.role} in ${parent}`);
    if (PARENTS[one.role] && !PARENTS[one.role]?.test(parent)) fault(`09-004 ${one.role} in ${parent}`);
    for (const kid of one.kids) walk(kid, one.role);
  };
  for (const top of tops) walk(top, '');

  const levels = all.filter(({ role }) => /^H[1-6]$/.test(role)).map(({ role }) => Number(role[1]));
  if (levels[0] !== 1) fault('14-002 the first heading is not of the first level');
  for (const [i, level] of levels.entries())
    if (level > (levels[i - 1] ?? 1) + 1) fault(`14-003 heading ${level} after heading ${levels[i - 1]}`);
  for (const { role, dict } of all)
    if (role === 'Figure' && !text(dict.lookup(PDFName.of('Alt')))) fault('13-004 a figure without description');
  checkTables(all, fault);
  checkIds(all, fault);

  // Every mark of a page belongs to one element, and the pages draw nothing outside of marks.
  const marked = new Map<string, number>();
  for (const one of all) for (const id of one.content) marked.set(id, (marked.get(id) ?? 0) + 1);
  for (const [, times] of marked) if (times > 1) fault('content that two elements claim');
  const seen = new Set<string>();
  const links = new Map(all.flatMap((one) => one.annotations.map((ref) => [ref.tag, one] as const)));
  for (const page of pdf.getPages()) {
    const streams = list(context.lookup(page.node.get(PDFName.of('Contents')))).map((one) => context.lookup(one) as PDFRawStream);
    const content = streams.map(decoded).join('\n');
    const bare = unmarked(content, (id) => seen.add(`${page.ref.tag} ${id}`));
    if (bare) fault(`01-005 content neither tagged nor an artifact: ${bare}`);
    if (page.node.get(PDFName.of('Tabs')) !== PDFName.of('S')) fault('28-008 tab order');
    for (const ref of page.node.Annots()?.asArray() ?? []) {
      const link = context.lookup(ref, PDFDict);
      if (links.get((ref as PDFRef).tag)?.role !== 'Link') fault('28-011 a link outside of a Link element');
      if (!text(link.lookup(PDFName.of('Contents')))) fault('28-012 a link without description');
      if (!link.has(PDFName.of('StructParent'))) fault('28-011 a link without its place in the structure');
    }
  }
  for (const id of seen) if (!marked.has(id)) fault('01-004 marked content that no element claims');
  for (const id of marked.keys()) if (!seen.has(id)) fault('an element whose content is not on its page');
  checkParentTree(tree, all, pdf, fault);
  return [...faults].map(([text, times]) => (times > 1 ? `${text} (${times} times)` : text));
}

const text = (object: PDFObject | undefined): string =>
  object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : '';
const decoded = (stream: PDFRawStream): string => {
  const isPacked = String(stream.dict.get(PDFName.of('Filter'))) === '/FlateDecode';
  return Buffer.from(isPacked ? inflateSync(stream.contents) : stream.contents).toString('latin1');
};

/** The first thing that is drawn outside of a mark; tells of every mark it meets. */
function unmarked(content: string, onMark: (id: number) => void): string | null {
  const open: boolean[] = [];
  let bare: string | null = null;
  const tokens = content.match(/\((?:\\[\s\S]|[^\\)])*\)|<<|>>|<[\da-fA-F\s]*>|\/[^\s/<>[\]()]*|[^\s/<>[\]()]+|[[\]]/g) ?? [];
  for (const [i, token] of tokens.entries()) {
    if (token === 'BDC' || token === 'BMC') {
      const words = tokens.slice(Math.max(0, i - 12), i);
      const start = words.lastIndexOf('BDC') + 1;
      const own = words.slice(start);
      const id = own.indexOf('/MCID');
      if (id >= 0) onMark(Number(own[id + 1]));
      open.push(id >= 0 || own.includes('/Artifact'));
    } else if (token === 'EMC') open.pop();
    else if (/^(?:Tj|TJ|'|"|[fFsSbB]\*?|sh|Do)$/.test(token) && !open.includes(true))
      bare ??= `${tokens.slice(Math.max(0, i - 4), i + 1).join(' ')}`;
  }
  return bare;
}

/** 15-003: a header cell has a scope, or the cells name their headers. Every row reaches over the same columns. */
function checkTables(all: readonly Element[], fault: (text: string) => void): void {
  const attribute = (dict: PDFDict, key: string) => {
    const owner = dict.lookup(PDFName.of('A'));
    const some = owner instanceof PDFArray ? owner.asArray().map((one) => dict.context.lookup(one)) : [owner];
    return some.map((one) => (one instanceof PDFDict ? one.lookup(PDFName.of(key)) : undefined)).find(Boolean);
  };
  const span = (dict: PDFDict, key: string) => (attribute(dict, key) as PDFNumber | undefined)?.asNumber() ?? 1;
  for (const table of all.filter(({ role }) => role === 'Table')) {
    const rows = table.kids.flatMap((kid) => (kid.role === 'TR' ? [kid] : kid.kids.filter(({ role }) => role === 'TR')));
    const width: number[] = [];
    for (const [r, row] of rows.entries()) {
      for (const cell of row.kids) {
        if (cell.role === 'TH' && !attribute(cell.dict, 'Scope')) fault('15-003 a header cell without a scope');
        for (let i = 0; i < span(cell.dict, 'RowSpan'); i++) width[r + i] = (width[r + i] ?? 0) + span(cell.dict, 'ColSpan');
      }
    }
    if (width.length > rows.length) fault('a cell that reaches below its table');
    if (new Set(width).size > 1) fault(`rows of unequal length: ${[...new Set(width)].join(', ')}`);
  }
}

/** Cells name their headers by identifiers that exist, each once. */
function checkIds(all: readonly Element[], fault: (text: string) => void): void {
  const ids = all.map(({ dict }) => text(dict.lookup(PDFName.of('ID')))).filter((id) => id !== '');
  const known = new Set(ids);
  if (known.size < ids.length) fault('an identifier that two elements have');
  for (const { dict } of all) {
    const attributes = String(dict.lookup(PDFName.of('A')) ?? '');
    for (const [, id] of (/\/Headers \[([^\]]*)\]/.exec(attributes)?.[1] ?? '').matchAll(/\(([^)]*)\)/g))
      if (!known.has(id as string)) fault('a header that is not there');
  }
}

/** 14.7.4.4: from a page's marks, and from a link, back to the element. */
function checkParentTree(tree: PDFDict, all: readonly Element[], pdf: PDFDocument, fault: (text: string) => void): void {
  const nums = tree.lookup(PDFName.of('ParentTree'), PDFDict).lookupMaybe(PDFName.of('Nums'), PDFArray)?.asArray() ?? [];
  const parents = new Map<number, PDFObject | undefined>();
  for (let i = 0; i < nums.length; i += 2) parents.set((nums[i] as PDFNumber).asNumber(), pdf.context.lookup(nums[i + 1]));
  const keys = [...parents.keys()];
  if (keys.some((key, i) => i > 0 && key <= (keys[i - 1] as number))) fault('the parent tree is not in order');
  const owner = new Map(all.flatMap((one) => one.content.map((id) => [id, one.dict] as const)));
  for (const page of pdf.getPages()) {
    const key = (page.node.lookup(PDFName.of('StructParents')) as PDFNumber | undefined)?.asNumber();
    const marks = key === undefined ? undefined : parents.get(key);
    const known = [...owner.keys()].filter((id) => id.startsWith(`${page.ref.tag} `));
    if (known.length > 0 && !(marks instanceof PDFArray)) fault('a page that the parent tree does not know');
    else if (marks instanceof PDFArray && known.some((id) => pdf.context.lookup(marks.get(Number(id.split(' ').pop()))) !== owner.get(id)))
      fault('a mark that the parent tree has elsewhere');
    for (const ref of page.node.Annots()?.asArray() ?? []) {
      const at = (pdf.context.lookup(ref, PDFDict).lookup(PDFName.of('StructParent')) as PDFNumber | undefined)?.asNumber();
      if ((parents.get(at ?? -1) as PDFDict | undefined)?.get?.(PDFName.of('S')) !== PDFName.of('Link'))
        fault('a link that the parent tree does not know');
    }
  }
}
