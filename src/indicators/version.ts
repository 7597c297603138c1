// Written by scripts/docs.ts; run `npm run docs`.
/** The release, and in the last place a digest of the sources that read documents: none is read otherwise under the same version (docs/decisions/0006). */
export const EXTRACTOR_VERSION = '0.2.126088866';
