/** Prints the next runs of the configuration's schedule: `npm run slots -- 10`. */
import { loadConfig } from '../src/config/index.js';
import { createCron } from '../src/schedule/index.js';

const count = Number(process.argv[2] ?? 5);
const config = loadConfig('planwatch.yaml', { secrets: 'optional' });
const expressions = new Set([config.schedule.check, ...config.sources.flatMap((s) => s.schedule.check ?? [])]);
for (const expression of expressions)
  console.log(`check  ${expression}\n  ${createCron(expression, config.timezone).next(count).join('\n  ')}`);
console.log(`report ${config.schedule.report}\n  ${createCron(config.schedule.report, config.timezone).next(count).join('\n  ')}`);
