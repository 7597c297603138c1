import Handlebars from 'handlebars';
import { PlanwatchError } from '../errors.js';
import type { TemplateSet } from './templates.js';

type Helper = Handlebars.HelperDelegate;
interface Located {
  readonly name?: string;
  readonly loc?: { readonly start: { readonly line: number } };
}

/** Handlebars prints nothing for a block over a field that does not exist; here every one of them is an error with its line. */
function guarded(name: 'each' | 'if' | 'unless' | 'with', original: Helper): Helper {
  return function (this: unknown, ...args: unknown[]) {
    const options = args[args.length - 1] as Located;
    if (args.length !== 2 || args[0] === undefined) throw at(options, `{{#${name}}} over a field that does not exist`);
    return original.apply(this, args as Parameters<Helper>);
  };
}

class TemplateFault extends Error {
  constructor(
    readonly problem: string,
    readonly line: number | null,
  ) {
    super(problem);
  }
}
export const at = (options: Located, problem: string) => new TemplateFault(problem, options.loc?.start.line ?? null);

type Helpers = Readonly<Record<string, Helper>>;
type Filled = (context: object, helpers: Helpers) => string;

/** The set compiled last: a report in three formats or languages, and every report of a running watch, are set by the same templates. */
let last: { readonly set: TemplateSet; readonly fill: Filled } | null = null;
const isSame = (a: TemplateSet, b: TemplateSet) => a.size === b.size && [...a].every(([file, text]) => b.get(file) === text);

/**
 * Compiles a set of templates into one function. An isolated Handlebars: nothing registered elsewhere is seen, nothing leaks out.
 * @throws PlanwatchError REPORT_TEMPLATE naming file and line, for bad syntax or an unknown partial at once, for a missing field when filled
 */
export function compileTemplates(set: TemplateSet, helpers: Helpers): (context: object) => string {
  if (last === null || !isSame(last.set, set)) last = { set: new Map(set), fill: compile(set, Object.keys(helpers)) };
  const { fill } = last;
  return (context) => fill(context, helpers);
}

/** @param known names of the helpers that are passed when the templates are filled */
function compile(set: TemplateSet, known: readonly string[]): Filled {
  const env = Handlebars.create();
  const guards = Object.fromEntries(
    (['each', 'if', 'unless', 'with'] as const).map((name) => [name, guarded(name, env.helpers[name] as Helper)]),
  );
  const knownHelpers = Object.fromEntries(known.map((name) => [name, true]));
  const partials = [...set.keys()].filter((file) => file.endsWith('.hbs')).map((file) => file.slice(0, -4));
  for (const name of partials) {
    const file = `${name}.hbs`;
    const render = within(file, () => {
      const tree = env.parse(set.get(file) as string);
      checkPartials(tree.body, file, new Set(partials));
      return env.compile(tree, { strict: true, explicitPartialContext: false, knownHelpers });
    });
    // A partial given as a function keeps its own name for the error; Handlebars itself forgets which file it was in.
    const partial = (context: unknown, options?: Handlebars.RuntimeOptions) => within(file, () => render(context, options));
    env.registerPartial(name, partial as Handlebars.Template);
  }
  const layout = env.partials.layout as Handlebars.TemplateDelegate;
  return (context, helpers) => layout(context, { helpers: { ...helpers, ...guards } });
}

function within<T>(template: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PlanwatchError) throw error;
    const fault = error as { message: string; lineNumber?: number; line?: number | null };
    const line = fault.lineNumber ?? fault.line ?? Number(/Parse error on line (\d+)/.exec(fault.message)?.[1] ?? Number.NaN);
    const problem = fault.message.replace(/ - \d+:\d+$/, '').split('\n')[0] as string;
    throw new PlanwatchError('REPORT_TEMPLATE', { template, line: Number.isNaN(line) ? null : (line ?? null), problem }, { cause: error });
  }
}

interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly name?: { readonly type: string; readonly original?: string };
  readonly program?: { readonly body: readonly Node[] };
  readonly inverse?: { readonly body: readonly Node[] };
}

/** Every partial that is named must exist, also in a branch that today's data do not reach. */
function checkPartials(body: readonly unknown[], template: string, known: ReadonlySet<string>): void {
  for (const node of body as readonly Node[]) {
    const name = node.name?.type === 'PathExpression' ? node.name.original : undefined;
    if (/^Partial/.test(node.type) && name !== undefined && !known.has(name)) {
      throw new PlanwatchError('REPORT_TEMPLATE', { template, line: node.loc.start.line, problem: `there is no partial "${name}"` });
    }
    for (const inner of [node.program, node.inverse]) if (inner) checkPartials(inner.body, template, known);
  }
}
