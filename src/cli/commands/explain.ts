import { explainSentence } from '../../indicators/index.js';
import { type CliContext, configOf } from '../context.js';
import { json } from '../print.js';

/** Which rules fired on a sentence, and why each other numeral was left out. */
export async function explain(context: CliContext, sentence: string, flags: Record<string, unknown>): Promise<number> {
  const config = await configOf(context, 'optional');
  const explanation = explainSentence(sentence, { concepts: config.concepts });
  context.out(flags.format === 'json' ? json(explanation) : `${explanation.lines.join('\n')}\n`);
  return 0;
}
