import { createHash } from 'node:crypto';
import { ParseSpeeds, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { correctTextLayer } from './pdf-text.js';
import type { Locale } from './types.js';

export interface PdfFacts {
  readonly title: string;
  readonly locale: Locale;
  /** ISO instant. */
  readonly at: string;
  readonly subject: string;
  readonly keywords: string;
  /** From a character the browser named a glyph by to the one that was printed. */
  readonly impostors: ReadonlyMap<number, number>;
}

const AUTHOR = 'planwatch';
/** Packed objects halve a file, but the time for it grows with the square of their number: 113 s for 200 documents against 0.6 s without. Bytes. */
const COMPRESS_BELOW = 4_000_000;

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** ISO 16684-1 packet: what PDF/UA-1 (ISO 14289-1, clause 5) asks a file to say of itself. */
const xmp = (facts: PdfFacts, at: string) => `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(facts.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${AUTHOR}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${xml(facts.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>${facts.locale}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>${xml(facts.keywords)}</pdf:Keywords>
<xmp:CreateDate>${at}</xmp:CreateDate><xmp:ModifyDate>${at}</xmp:ModifyDate><xmp:MetadataDate>${at}</xmp:MetadataDate><xmp:CreatorTool>planwatch</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;

/**
 * What the browser cannot set: author, subject, dates and file identifier from the data instead of the clock, XMP metadata with the PDF/UA mark,
 * the title in the window's bar, a description of every link, tab order by structure.
 */
export async function finishPdf(printed: Uint8Array, facts: PdfFacts): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(printed, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  correctTextLayer(pdf, facts.impostors);
  const at = new Date(facts.at);
  pdf.setTitle(facts.title, { showInWindowTitleBar: true });
  pdf.setAuthor(AUTHOR);
  pdf.setSubject(facts.subject);
  pdf.setKeywords([facts.keywords]);
  pdf.setCreator('planwatch');
  pdf.setLanguage(facts.locale);
  pdf.setCreationDate(at);
  pdf.setModificationDate(at);
  const iso = at.toISOString().replace(/\.\d+Z$/, 'Z');
  const stream = pdf.context.stream(new TextEncoder().encode(xmp(facts, iso)), { Type: 'Metadata', Subtype: 'XML' });
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(stream));
  for (const page of pdf.getPages()) {
    page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
    describeLinks(page.node.Annots());
  }
  mendStructure(pdf);
  const digest = createHash('sha256').update(facts.at).update(withoutDates(printed)).digest('hex').slice(0, 32);
  pdf.context.trailerInfo.ID = PDFArray.withContext(pdf.context);
  (pdf.context.trailerInfo.ID as PDFArray).push(PDFHexString.of(digest));
  (pdf.context.trailerInfo.ID as PDFArray).push(PDFHexString.of(digest));
  return pdf.save({
    useObjectStreams: printed.length < COMPRESS_BELOW,
    objectsPerTick: Number.POSITIVE_INFINITY,
    addDefaultPage: false,
    updateFieldAppearances: false,
  });
}

/**
 * ISO 32000-1, 14.8.4.3: the browser leaves the body of a list item untyped, and calls a figure what is only the frame of one; the drawing
 * inside it is the figure and has its description.
 */
function mendStructure(pdf: PDFDocument): void {
  const role = PDFName.of('S');
  for (const [, element] of pdf.context.enumerateIndirectObjects()) {
    if (!(element instanceof PDFDict) || element.get(PDFName.of('Type')) !== PDFName.of('StructElem')) continue;
    if (element.get(role) === PDFName.of('Figure') && !element.has(PDFName.of('Alt'))) element.set(role, PDFName.of('Sect'));
    if (element.get(role) !== PDFName.of('LI')) continue;
    const kids = element.lookup(PDFName.of('K'));
    for (const kid of kids instanceof PDFArray ? kids.asArray() : [kids]) {
      const body = pdf.context.lookup(kid);
      if (body instanceof PDFDict && body.get(role) === PDFName.of('NonStruct')) body.set(role, PDFName.of('LBody'));
    }
  }
}

/** PDF/UA-1, 7.18.5: a link says in words where it leads. */
function describeLinks(annotations: PDFArray | undefined): void {
  for (let i = 0; i < (annotations?.size() ?? 0); i++) {
    const link = annotations?.lookupMaybe(i, PDFDict);
    if (!link || link.get(PDFName.of('Subtype')) !== PDFName.of('Link') || link.has(PDFName.of('Contents'))) continue;
    const uri = link.lookupMaybe(PDFName.of('A'), PDFDict)?.lookupMaybe(PDFName.of('URI'), PDFString)?.decodeText();
    const goal = link.get(PDFName.of('Dest'));
    link.set(PDFName.of('Contents'), PDFHexString.fromText(uri ?? (goal instanceof PDFName ? `#${goal.decodeText()}` : '#')));
  }
}

/** The browser stamps the clock into the file: left out of the identifier. */
function withoutDates(printed: Uint8Array): Buffer {
  return Buffer.from(
    Buffer.from(printed)
      .toString('latin1')
      .replace(/\(D:\d{14}[^)]*\)/g, '()'),
    'latin1',
  );
}
