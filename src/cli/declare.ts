import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { SOURCE_KINDS } from '../records/index.js';
import type { CliContext } from './context.js';

type Action = (context: CliContext, args: unknown[], flags: Record<string, unknown>) => Promise<number>;
type Attach = (command: Command, action: Action) => void;

const day = (value: string): string => {
  const date = new Date(`${value}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)) return value;
  throw new InvalidArgumentError('Expected a day, for example 2021-03-01.');
};
const period = (value: string): string => {
  if (/^\d{4}$|^\d{4}Q[1-4]$/.test(value) || (/^\d{4}-\d{4}$/.test(value) && value.slice(0, 4) < value.slice(5))) return value;
  throw new InvalidArgumentError('Expected a year or a span, for example 2021 or 2021-2025.');
};
const example = (command: Command, text: string) => command.addHelpText('after', `\nExample:\n  $ ${text}\n`);
const format = (choices: readonly string[], fallback: string) =>
  new Option('--format <format>', 'how to print').choices(choices).default(fallback);
/** What is told of documents: diff, compare, history and reports. Outcomes, errors and help are English. */
const locale = () => new Option('--locale <locale>', 'language of what is told (default: report.locale)').choices(['zh-CN', 'en']);
const documentFlags = (command: Command) =>
  command
    .option('--jurisdiction <name>', 'whose document a bare file is')
    .addOption(new Option('--period <years>', 'year or span of a bare file, for example 2021 or 2021-2025').argParser(period))
    .addOption(new Option('--kind <kind>', 'kind of a bare file').choices(SOURCE_KINDS));

/**
 * All commands with their arguments, flags and an example each. Nothing but commander and a few words is loaded here, so that `--help` answers at once;
 * each action loads what it needs.
 */
export function declareCommands(program: Command, attach: Attach): void {
  const init = program
    .command('init')
    .description('write a commented planwatch.yaml and an empty snapshots/')
    .argument('[dir]', 'folder', '.')
    .addOption(format(['text', 'json'], 'text'));
  attach(example(init, 'planwatch init plans'), async (c, [dir], f) => (await import('./commands/init.js')).init(c, dir as string, f));

  const run = program
    .command('run')
    .description('check every source, or those named: fetch, snapshot, extract, diff, record, report')
    .argument('[id...]', 'sources to check')
    .addOption(new Option('--report <when>', 'when to write a report').choices(['always', 'changes', 'never']))
    .addOption(format(['text', 'json'], 'text'))
    .option('--exit-code', 'exit with 10 where a target was revised, added or removed and nothing failed');
  attach(example(run, 'planwatch run jiulongpo-outline --report always'), async (c, [ids], f) =>
    (await import('./commands/run.js')).run(c, ids as string[], f),
  );

  const watch = program
    .command('watch')
    .description('stay up and do the check and the periodic report on the cron expressions of the configuration')
    .addOption(new Option('--daemon').default(true).hideHelp());
  attach(example(watch, 'planwatch watch --config /etc/planwatch/planwatch.yaml'), async (c) =>
    (await import('./commands/watch.js')).watch(c),
  );

  const bring = program
    .command('import')
    .description('store a saved copy as if it had been fetched then, and treat it like any check')
    .argument('<id>', 'source')
    .argument('<file>', 'saved page or document')
    .option('--captured <when>', 'when it was saved: a day or an instant (default: now)')
    .option('--url <url>', 'the address it was saved from')
    .option('--accept', 'you looked at it: take it in although it differs from the last edition as error pages do')
    .addOption(new Option('--report <when>', 'when to write a report').choices(['always', 'changes', 'never']))
    .addOption(format(['text', 'json'], 'text'));
  attach(example(bring, 'planwatch import dadukou-2021-report saved.html --captured 2021-03-02'), async (c, [id, file], f) =>
    (await import('./commands/import.js')).importCopy(c, id as string, file as string, f),
  );

  const report = program
    .command('report')
    .description('the summary of a period')
    .addOption(new Option('--since <day>', 'first day (default: since the last report)').argParser(day))
    .addOption(new Option('--until <day>', 'last day, inclusive (default: today)').argParser(day))
    .option('--out <file>', 'where to write it; - is stdout (default: a new file in report.dir)')
    .addOption(new Option('--format <format>', 'format (default: from --out, else pdf)').choices(['pdf', 'html', 'md', 'json']))
    .addOption(locale());
  attach(example(report, 'planwatch report --since 2021-03-01 --format md --out -'), async (c, _, f) =>
    (await import('./commands/report.js')).report(c, f),
  );

  const extract = documentFlags(
    program
      .command('extract')
      .description('print the indicators of one document')
      .argument('<file|url>', 'document: a file or an address')
      .addOption(format(['table', 'json', 'csv'], 'table'))
      .option('--with-text', 'print the text that the spans point into, too'),
  );
  attach(example(extract, 'planwatch extract report.html --format json'), async (c, [input], f) =>
    (await import('./commands/extract.js')).extract(c, input as string, f),
  );

  const diff = documentFlags(
    program
      .command('diff')
      .description('compare two editions: files, addresses, or ID@WHEN of a stored snapshot (ID alone is its newest)')
      .argument('<old>', 'older edition')
      .argument('<new>', 'newer edition')
      .addOption(
        new Option('--format <format>', 'how to print (default: from --out, else text)').choices(['text', 'json', 'html', 'md', 'pdf']),
      )
      .option('--out <file>', 'write to a file; needed for pdf')
      .addOption(locale())
      .option('--exit-code', 'exit with 10 where a target was revised, added or removed'),
  );
  attach(example(diff, 'planwatch diff jiulongpo-outline@first jiulongpo-outline'), async (c, [before, after], f) =>
    (await import('./commands/diff.js')).diff(c, before as string, after as string, f),
  );

  const compare = documentFlags(
    program
      .command('compare')
      .description('line up the same indicators across documents')
      .addArgument(new Argument('<documents...>', 'two or more, named as in diff'))
      .addOption(format(['table', 'json'], 'table'))
      .addOption(locale()),
  );
  attach(example(compare, 'planwatch compare report-2021.txt outline.txt --jurisdiction 重庆市九龙坡区'), async (c, [inputs], f) =>
    (await import('./commands/compare.js')).compare(c, inputs as string[], f),
  );

  const history = program
    .command('history')
    .description('every value an indicator has had, with dates and snapshots')
    .argument('<id>', 'source')
    .argument('[indicator]', 'id, concept or name')
    .addOption(format(['table', 'json'], 'table'))
    .addOption(locale());
  attach(example(history, 'planwatch history jiulongpo-outline 森林覆盖率'), async (c, [id, indicator], f) =>
    (await import('./commands/history.js')).history(c, id as string, indicator as string | undefined, f),
  );

  const review = program
    .command('review')
    .description("record a person's word on a change")
    .argument('<id>', 'source')
    .argument('<change>', 'change id, or its unambiguous beginning')
    .addArgument(new Argument('<verdict>', 'what you found').choices(['confirm', 'dismiss', 'correct']))
    .option('--note <text>', 'why, or what is right; `correct` needs it')
    .addOption(format(['text', 'json'], 'text'));
  attach(
    example(review, 'planwatch review jiulongpo-outline 3f2a confirm --note "checked against the printed gazette"'),
    async (c, [id, change, verdict], f) =>
      (await import('./commands/review.js')).review(c, id as string, change as string, verdict as 'confirm' | 'dismiss' | 'correct', f),
  );

  const exporting = program
    .command('export')
    .description('all indicators and changes as tidy tables')
    .addOption(new Option('--format <format>', 'format (default: from --out, else csv)').choices(['csv', 'xlsx']))
    .addOption(new Option('--since <day>', 'first day').argParser(day))
    .option('--out <file>', 'where to write them; csv goes to stdout by default');
  attach(example(exporting, 'planwatch export --format xlsx --out plans.xlsx'), async (c, _, f) =>
    (await import('./commands/export.js')).exportTables(c, f),
  );

  const deliver = program
    .command('deliver')
    .description('send what the outbox still holds')
    .option('--retry', 'try again now, whatever the waiting time')
    .addOption(format(['text', 'json'], 'text'));
  attach(example(deliver, 'planwatch deliver --retry'), async (c, _, f) => (await import('./commands/deliver.js')).deliver(c, f));

  const explain = program
    .command('explain')
    .description('which rules fired on a sentence, and why each other numeral was left out')
    .argument('<sentence>', 'a sentence')
    .addOption(format(['text', 'json'], 'text'));
  attach(example(explain, 'planwatch explain "地区生产总值增长6%以上，办好十件实事"'), async (c, [sentence], f) =>
    (await import('./commands/explain.js')).explain(c, sentence as string, f),
  );

  const list = program
    .command('list')
    .description('sources with their state')
    .addOption(format(['table', 'json'], 'table'));
  attach(example(list, 'planwatch list'), async (c, _, f) => (await import('./commands/list.js')).list(c, f));

  const verify = program
    .command('verify')
    .description('check the integrity of all that is stored')
    .option('--repair', 'derive again what can be derived from intact bytes')
    .addOption(format(['text', 'json'], 'text'));
  attach(example(verify, 'planwatch verify --repair'), async (c, _, f) => (await import('./commands/verify.js')).verify(c, f));

  const doctor = program
    .command('doctor')
    .description('whether browser, fonts, store and mail work here')
    .addOption(format(['text', 'json'], 'text'));
  attach(example(doctor, 'planwatch doctor'), async (c, _, f) => (await import('./commands/doctor.js')).doctor(c, f));
}
