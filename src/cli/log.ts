import pino from 'pino';
import type { Log } from '../watch/index.js';

const LABELS: Record<number, string> = { 20: 'debug', 30: 'info', 40: 'warning', 50: 'error', 60: 'error' };

/**
 * The log of a command: plain lines for people, or one JSON object a line for programs (`PLANWATCH_LOG=json`).
 * @param times each line begins with its instant, for a daemon whose log is read later
 * @param level what is written; `info` goes out only with `--verbose` or in the daemon, so that a quiet run is quiet
 */
export function createLog(
  write: (text: string) => void,
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent',
  json: boolean,
  times = false,
): Log {
  const sink = {
    write(line: string) {
      if (json) return write(line);
      const { level: number, msg, stack, time, ...values } = JSON.parse(line) as Record<string, unknown>;
      const extra = Object.entries(values).map(([k, v]) => ` ${k}=${typeof v === 'string' ? v : JSON.stringify(v)}`);
      write(
        `${times ? `${String(time)} ` : ''}${LABELS[Number(number)] ?? 'info'}: ${String(msg)}${extra.join('')}\n${stack ? `${String(stack)}\n` : ''}`,
      );
    },
  };
  const logger = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, values: Record<string, unknown> = {}) =>
      logger[name](values, message);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
