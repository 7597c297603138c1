import type { Locale } from '../types.js';
import { type IsNamed, mendContents } from './content.js';
import { addObject, type PdfFile, writePdf } from './file.js';
import { describeLinks, mendStructure } from './structure.js';
import { correctTextLayer } from './text-layer.js';
import { dateString, dictOf, entriesOf, refer, textString } from './values.js';

export interface PdfFacts {
  readonly title: string;
  readonly locale: Locale;
  /** ISO instant. */
  readonly at: string;
  readonly subject: string;
  readonly keywords: string;
  /** From a character the browser named a glyph by to the one that was printed. */
  readonly impostors: ReadonlyMap<number, number>;
  readonly isNamed: IsNamed;
}

const AUTHOR = 'planwatch';

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
 * a description of every link, what is decoration and what is a list marked as such.
 */
export async function finishPdf(file: PdfFile, facts: PdfFacts): Promise<Uint8Array> {
  correctTextLayer(file, facts.impostors);
  mendStructure(file);
  describeLinks(file);
  await mendContents(file, facts.isNamed);
  const iso = new Date(facts.at).toISOString().replace(/\.\d+Z$/, 'Z');
  const packet = Buffer.from(xmp(facts, iso), 'utf8');
  const metadata = addObject(file, `<</Type /Metadata /Subtype /XML /Length ${packet.length}>>`, packet);
  const catalog = entriesOf(file.objects.get(file.root)?.value ?? '')
    .set('Metadata', refer(metadata))
    .set('Lang', `(${facts.locale})`)
    .set('ViewerPreferences', '<</DisplayDocTitle true>>');
  file.objects.set(file.root, { value: dictOf(catalog), stream: null });
  const date = dateString(facts.at);
  const info = addObject(
    file,
    dictOf([
      ['Title', textString(facts.title)],
      ['Author', textString(AUTHOR)],
      ['Subject', textString(facts.subject)],
      ['Keywords', textString(facts.keywords)],
      ['Creator', textString('planwatch')],
      ['Producer', textString('planwatch')],
      ['CreationDate', date],
      ['ModDate', date],
    ]),
  );
  return writePdf(file, info);
}
