import pino from 'pino';
import type { Log } from '../watch/index.js';
import { timeWithOffset } from './clock.js';

const LABELS: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warning', 50: 'error', 60: 'error' };

/** A log whose lines begin with their time: in UTC until the configuration has been read and says which zone its operator lives by. */
export interface CliLog extends Log {
  readonly inZone: (timezone: string) => void;
}

/**
 * The log of a command: plain lines for people, or one JSON object a line for programs (`PLANWATCH_LOG=json`), whose times are in UTC.
 * @param times each line begins with its time and the zone's offset, for a daemon whose log is read later
 * @param level what is written; `info` goes out only with `--verbose` or in the daemon, so that a quiet run is quiet
 */
export function createLog(
  write: (text: string) => void,
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent',
  json: boolean,
  times = false,
): CliLog {
  let zone = 'UTC';
  const sink = {
    write(line: string) {
      if (json) return write(line);
      const { level: number, msg, stack, time, ...values } = JSON.parse(line) as Record<string, unknown>;
      const extra = Object.entries(values).map(([k, v]) => ` ${k}=${typeof v === 'string' ? v : JSON.stringify(v)}`);
      write(
        `${times ? `${timeWithOffset(String(time), zone)} ` : ''}${LABELS[Number(number)] ?? 'info'}: ${String(msg)}${extra.join('')}\n${stack ? `${String(stack)}\n` : ''}`,
      );
    },
  };
  const logger = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, values: Record<string, unknown> = {}) =>
      logger[name](values, message);
  return {
    ...{ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    inZone: (timezone) => {
      zone = timezone;
    },
  };
}
