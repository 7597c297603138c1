import { strToU8, zipSync } from 'fflate';

export interface OfdText {
  /** Millimetres from the upper left corner of the page. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size?: number;
}

/** An OFD file (GB/T 33190) of one page: texts, and straight lines given by their two ends. */
export function makeOfd(texts: readonly OfdText[], lines: readonly (readonly [number, number, number, number])[] = []): Uint8Array {
  const ns = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const objects = texts.map(
    ({ x, y, text, size = 5 }, i) =>
      `<ofd:TextObject ID="${10 + i}" Boundary="${x} ${y} ${[...text].length * size} ${size}" Font="1" Size="${size}"><ofd:TextCode X="0" Y="${size * 0.85}" DeltaX="g ${[...text].length - 1} ${size}">${text}</ofd:TextCode></ofd:TextObject>`,
  );
  const paths = lines.map(
    ([x1, y1, x2, y2], i) =>
      `<ofd:PathObject ID="${1000 + i}" Boundary="${x1} ${y1} ${Math.max(x2 - x1, 0.1)} ${Math.max(y2 - y1, 0.1)}"><ofd:AbbreviatedData>M 0 0 L ${x2 - x1} ${y2 - y1}</ofd:AbbreviatedData></ofd:PathObject>`,
  );
  const xml = (content: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${content}`);
  return zipSync({
    'OFD.xml': xml(
      `<ofd:OFD ${ns} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>规划</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    ),
    'Doc_0/Document.xml': xml(
      `<ofd:Document ${ns}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`,
    ),
    'Doc_0/Pages/Page_0/Content.xml': xml(
      `<ofd:Page ${ns}><ofd:Content><ofd:Layer ID="2">${objects.join('')}${paths.join('')}</ofd:Layer></ofd:Content></ofd:Page>`,
    ),
  });
}
