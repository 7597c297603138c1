declare module 'word-extractor' {
  import type { Buffer } from 'node:buffer';
  export default class WordExtractor {
    extract(source: Buffer): Promise<{ getBody(options?: { filterUnicode?: boolean }): string }>;
  }
}
