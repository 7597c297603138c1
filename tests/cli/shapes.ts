import { readFileSync } from 'node:fs';
import { z } from 'zod';

export { changeShape, compareShape, diffShape, extractShape, indicatorShape, runShape, summaryShape } from '../../src/shapes/index.js';

const read = new Map<string, z.ZodType>();

/** A shape as `schemas/` publishes it: what other programs check our output against. */
export function published(name: string): z.ZodType {
  const known = read.get(name);
  if (known !== undefined) return known;
  const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  const shape = z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')));
  read.set(name, shape);
  return shape;
}

/** Parses one JSON document and nothing else around it, which must be of its published shape. */
export function parseAs<T extends z.ZodType>(shape: T, text: string): z.infer<T> {
  const value = JSON.parse(text) as { schema?: unknown };
  const name = /^planwatch\.([a-z]+)\/1$/.exec(String(value.schema))?.[1];
  published(name ?? 'none').parse(value);
  return shape.parse(value);
}
