import { PlanwatchError } from '../../errors.js';
import { isDay, isInstant } from '../../snapshots/index.js';
import { dayOf, importCapture } from '../../watch/index.js';
import type { CliContext } from '../context.js';
import { openWatch } from '../open.js';
import { readPart, refusePassword, sourceOf } from '../resolve.js';
import { doRound, type ReportWhen } from '../round.js';
import { exitCodeOf, printRound } from './run.js';

/** Stores a saved copy as if it had been fetched then, and treats it like any check. */
export async function importCopy(context: CliContext, id: string, file: string, flags: Record<string, unknown>): Promise<number> {
  const { config, assembly } = await openWatch(context, 'required', 'required');
  const source = sourceOf(config, id);
  const part = readPart(file);
  if (part.bytes.length === 0) throw new PlanwatchError('CLI_FILE_UNREADABLE', { path: file, reason: 'it is empty' });
  const now = context.now();
  const capturedAt = flags.captured === undefined ? now : instantOf(flags.captured as string, config.timezone, now);
  const url = (flags.url as string | undefined) ?? source.url;
  if (url !== null && !(/^https?:/i.test(url) && URL.canParse(url)))
    throw new PlanwatchError('CLI_USAGE', { problem: `--url "${url}" is not an http or https address` });
  if (url !== null) refusePassword('--url', url);
  try {
    const when = (flags.report as ReportWhen | undefined) ?? config.report.when;
    const round = await doRound(config, context, assembly, when, async () => {
      const startedAt = context.now();
      const capture = {
        ...{ capturedAt, url, finalUrl: url, status: null, headers: {}, etag: null, lastModified: null },
        ...{ parts: [{ ...part, url }], origin: 'imported' as const, insecureTls: false },
      };
      const check = await importCapture(assembly.parts, source, capture, flags.accept === true);
      return { startedAt, finishedAt: context.now(), checks: [check], interrupted: false };
    });
    await printRound(context, assembly, round, flags.format === 'json');
    return exitCodeOf(round);
  } finally {
    await assembly.close();
  }
}

/**
 * The instant that `--captured` names. A bare day is taken as its noon in the configured zone, so that it stays that day everywhere; of today
 * the morning is all there is, so that no copy is younger than what is fetched next.
 * @param now nothing was saved later than this
 * @throws PlanwatchError CLI_USAGE
 */
export function instantOf(when: string, timezone: string, now: string): string {
  if (!isInstant(when) && !isDay(when))
    throw new PlanwatchError('CLI_USAGE', {
      problem: `--captured "${when}" is neither a day (2021-03-02) nor an instant (2021-03-02T08:00:00Z)`,
    });
  const ahead = isDay(when) ? when > dayOf(now, timezone) : Date.parse(when) > Date.parse(now);
  if (ahead) throw new PlanwatchError('CLI_USAGE', { problem: `--captured "${when}" lies in the future: it is ${now}` });
  if (isInstant(when)) return new Date(when).toISOString();
  const noon = new Date(`${when}T12:00:00Z`);
  const at = new Date(noon.getTime() - offsetMs(noon, timezone)).toISOString();
  return at > now ? new Date(now).toISOString() : at;
}

function offsetMs(at: Date, timezone: string): number {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(at.getTime() / 1000) * 1000;
}
