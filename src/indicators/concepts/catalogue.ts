import type { Concept } from './concept.js';

export const CATALOGUE: readonly Concept[] = [];
