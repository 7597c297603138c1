// What bin/planwatch.js does, from the sources: for tests that need a process of their own.
import { main } from '../../src/cli/main.js';

process.exitCode = await main(process.argv.slice(2));
