// Shows what the rules make of a sentence: `npm run explain -- "地区生产总值增长6%以上"`. Run it when a figure is read wrongly, before touching a rule.
// Options: --kind KIND, --period PERIOD, as in the configuration.
import { explainSentence } from '../src/indicators/index.js';

const args = process.argv.slice(2);
const take = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
};
const kind = take('--kind');
const period = take('--period');
const explanation = explainSentence(args.join(' '), { ...(kind ? { kind } : {}), ...(period ? { period } : {}) });
console.log(explanation.sentence);
for (const { indicator, rules } of explanation.values) {
  const { name, measure, comparator, value, unit, period: of, role, concept, text } = indicator;
  console.log(
    `├ ${indicator.valueText}  ${name}: ${measure} ${comparator} ${value === null ? text : `${JSON.stringify(value)} ${unit}`} (${role}, ${of ?? 'no period'}; ${concept ?? 'no concept'})`,
  );
  for (const rule of rules) console.log(`│  ${rule}`);
  if (indicator.why) console.log(`│  doubt: ${indicator.why}`);
}
for (const { text, rule, reason } of explanation.omissions) console.log(`└ ${text}  left out: ${reason} [${rule}]`);
