/**
 * Reads every stored snapshot of a source again with today's extractor and prints what differs from what is stored, without storing it:
 * `npm run replay -- jiulongpo-outline`. Run it before raising EXTRACTOR_VERSION, to see what an upgrade will alter.
 */
import { assemble } from '../src/cli/assemble.js';
import { describeRevision } from '../src/cli/commands/run.js';
import { configOf } from '../src/cli/context.js';
import { createLog } from '../src/cli/log.js';
import { sourceOf } from '../src/cli/resolve.js';
import { readSnapshot } from '../src/watch/index.js';

const id = process.argv[2];
if (id === undefined) {
  console.error('usage: npm run replay -- SOURCE');
  process.exit(2);
}
const write = (text: string) => void process.stderr.write(text);
const context = {
  ...{
    configPath: 'planwatch.yaml',
    configNamed: true,
    env: process.env,
    quiet: false,
    verbose: false,
    out: write,
    outBytes: () => {},
    err: write,
  },
  ...{ terminal: { isTty: false, columns: 100 }, errTerminal: { isTty: false }, signal: new AbortController().signal },
  log: createLog(write, 'warn', false),
  now: () => new Date().toISOString(),
};
const config = await configOf(context, 'required');
const source = sourceOf(config, id);
const { store, parts, close } = assemble(config, context);
for (const snapshot of await store.snapshots(id)) {
  const stored = await store.edition(snapshot);
  const now = await readSnapshot(parts, source, snapshot);
  if (stored === null) {
    console.log(`${snapshot.id}: nothing stored to compare with`);
    continue;
  }
  const { changes } = parts.diff({ ...stored, extraction: { ...stored.extraction, extractor: parts.extractor } }, now);
  console.log(`${snapshot.id}: ${changes.length} differences`);
  for (const change of changes) console.log(`  ${change.type.padEnd(8)} ${describeRevision(change)}`);
}
await close();
