import type { Edition } from '../../src/diff/index.js';
import type { Capture, Deriver } from '../../src/snapshots/index.js';

/** A capture of one plain text part. */
export function aCapture(text: string, capturedAt: string): Capture {
  const url = 'http://linhe.example/zfgzbg/2021.html';
  return {
    ...{ capturedAt, url, finalUrl: url, status: 200, headers: { 'content-type': 'text/plain' }, etag: '"v1"', lastModified: null },
    parts: [{ bytes: new TextEncoder().encode(text), mediaType: 'text/plain', charset: 'utf-8', url, fileName: null }],
    ...{ origin: 'fetched', insecureTls: false },
  };
}

/** An edition with one paragraph and no indicators. */
export function anEdition(text: string, extractor = '0.1.0'): Edition {
  const span = { start: 0, end: text.length };
  const none = { title: null, jurisdiction: '临河区', kind: null, issuer: null, documentNumber: null, indexNumber: null };
  return {
    document: {
      text,
      metadata: { ...none, writtenOn: null, publishedOn: null },
      blocks: [{ kind: 'paragraph', span, pieces: [span], level: 0, section: ['一、主要目标'], table: null }],
      ...{
        links: [],
        unreadable: [],
        mediaType: 'text/plain',
        charset: 'utf-8',
        charsetFrom: 'none',
        sha256: '',
        isDocument: true,
        why: null,
      },
    },
    extraction: { extractor, indicators: [], unreadable: [] },
  };
}

/** Derives what `anEdition` made. */
export const aDeriver: Deriver = {
  edition: async (_snapshot, parts) => anEdition(new TextDecoder('utf-8', { ignoreBOM: true }).decode(parts[0]?.bytes)),
  diff: () => ({
    schema: 'planwatch.diff/1',
    changes: [],
    text: { pieces: [] },
    summary: { revised: 0, added: 0, removed: 0, reworded: 0, moved: 0, unchanged: 0 },
  }),
};
