import type { Edition } from '../diff/index.js';

/** The shape `planwatch.extract/1` of INTERFACE; `document.text` only where asked for. */
export function toExtractRecord({ document, extraction }: Edition, withText: boolean) {
  const { metadata } = document;
  return {
    schema: 'planwatch.extract/1' as const,
    document: {
      title: metadata.title,
      jurisdiction: metadata.jurisdiction,
      kind: metadata.kind,
      issuer: metadata.issuer,
      documentNumber: metadata.documentNumber,
      indexNumber: metadata.indexNumber,
      writtenOn: metadata.writtenOn,
      publishedOn: metadata.publishedOn,
      mediaType: document.mediaType,
      charset: document.charset,
      charsetFrom: document.charsetFrom,
      sha256: document.sha256,
      extractor: extraction.extractor,
      isDocument: document.isDocument,
      ...(document.isDocument ? {} : { why: document.why }),
      ...(withText ? { text: document.text } : {}),
    },
    unreadable: extraction.unreadable,
    indicators: extraction.indicators,
  };
}
