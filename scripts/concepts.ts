// Writes src/indicators/concepts/catalogue.ts from concepts/catalogue.json, so that pure code can hold the catalogue without reading a file.
// Run after editing the JSON: `npx tsx scripts/concepts.ts`. A test fails while the two disagree.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Concept } from '../src/indicators/concepts/concept.js';

const root = new URL('../', import.meta.url);
const { concepts } = JSON.parse(readFileSync(new URL('concepts/catalogue.json', root), 'utf8')) as { concepts: Concept[] };
const lines = concepts.map((concept) => `  ${JSON.stringify(concept)},`);
const text = [
  '// Written by scripts/concepts.ts from concepts/catalogue.json; edit that file.',
  '// biome-ignore format: one entry a line keeps the differences readable',
  "import type { Concept } from './concept.js';",
  '',
  '// biome-ignore format: one entry a line keeps the differences readable',
  'export const CATALOGUE: readonly Concept[] = [',
  ...lines,
  '];',
  '',
].join('\n');
writeFileSync(
  new URL('src/indicators/concepts/catalogue.ts', root),
  text.replace('// biome-ignore format: one entry a line keeps the differences readable\nimport', 'import'),
);
