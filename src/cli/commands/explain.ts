import { type Explanation, explainSentence } from '../../indicators/index.js';
import { type CliContext, configOf } from '../context.js';
import { json, styled } from '../print.js';
import { sayStatement } from '../say-change.js';

/** Which rules fired on a sentence, and why each other numeral was left out. */
export async function explain(context: CliContext, sentence: string, flags: Record<string, unknown>): Promise<number> {
  const config = await configOf(context, 'optional');
  const explanation = explainSentence(sentence, { concepts: config.concepts });
  if (flags.format === 'json') context.out(json({ schema: 'planwatch.explain/1', ...explanation }));
  else context.out(toText(context, explanation));
  return 0;
}

function toText(context: CliContext, { values, omissions }: Explanation): string {
  const lines: string[] = [];
  for (const { indicator, rules } of values) {
    const { name, measure, role, period, concept, ambition, basis, base, why } = indicator;
    const more = { concept, ambition, basis, base, 'not sure': why };
    lines.push(styled(context.terminal.isTty, 'bold', `${name}: ${sayStatement(indicator, [])}`));
    lines.push(`  ${[role, measure, period ?? 'no period told'].join(', ')}`);
    for (const [what, value] of Object.entries(more)) if (value) lines.push(`  ${what}: ${value}`);
    lines.push(`  rules: ${rules.join(' > ')}`);
  }
  for (const { text, rule, reason } of omissions) lines.push(`left out: ${text} (${rule}: ${reason})`);
  if (lines.length === 0) lines.push('No numeral and no target without one was found.');
  return `${lines.join('\n')}\n`;
}
