import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { ChannelSettings } from '../../config/index.js';
import { isPlanwatchError, PlanwatchError } from '../../errors.js';
import { readAttachments } from '../attachments.js';
import { oneLine } from '../compose.js';
import type { Driver, DriverContext } from '../driver.js';
import { toDeliverError } from '../http.js';
import { createRedactor } from '../redact.js';
import { toPage } from './file.js';
import { toHeaderValue } from './webhook.js';

type MailSettings = Extract<ChannelSettings, { type: 'mail' }>;

/** A server that sends a byte now and then never runs into the limit on silence: this many times that limit is the end. */
const TOTAL_TIMEOUTS = 4;

/**
 * Sends a delivery by SMTP: text and HTML of the same message, the report attached. The Message-ID comes from the delivery, so that a
 * message repeated after a crash is recognised as the same by mail servers and readers. Where a password is sent, encryption is required,
 * except to this machine itself; certificates are verified.
 */
export function createMailDriver(settings: MailSettings, context: DriverContext): Driver {
  const { timeoutMs } = settings;
  const where = `${settings.host}:${settings.port}`;
  return {
    async send(delivery, signal) {
      const files = await readAttachments(context.name, delivery);
      const transport = toTransport(settings, context);
      const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs * TOTAL_TIMEOUTS), ...(signal === undefined ? [] : [signal])]);
      try {
        const sent = transport.sendMail({
          from: settings.from,
          to: [...settings.to],
          subject: oneLine(delivery.subject),
          messageId: toMessageId(delivery.id, context.name, settings.from),
          date: new Date(delivery.at),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Planwatch-Delivery': toHeaderValue(delivery.id) },
          text: delivery.text,
          html: toPage(delivery),
          attachments: files.map((f) => ({ filename: f.fileName, contentType: f.mediaType, content: f.bytes })),
        });
        const info = await withSignal(sent, limit);
        // Repeating it would reach those who have it a second time: it counts as sent, and says loudly for whom not.
        return { warnings: (info.rejected ?? []).map((to) => `${where} refused the recipient ${context.redact(String(to))}`) };
      } catch (error) {
        if (isPlanwatchError(error)) throw error;
        throw toMailError(error, { channel: context.name, where, timeoutMs, redact: context.redact, timedOut: limit.aborted });
      } finally {
        transport.close();
      }
    },
    close: async () => undefined,
  };
}

/**
 * Connects, greets, encrypts and logs in, and sends nothing.
 * @throws PlanwatchError DELIVER_*
 */
export async function verifyMail(settings: MailSettings, secrets: Readonly<Record<string, string>>): Promise<void> {
  const channel = settings.name ?? 'mail';
  const redact = createRedactor(Object.values(secrets));
  const secret = (variable: string): string => {
    const value = secrets[variable];
    if (value === undefined) throw new PlanwatchError('DELIVER_SECRET_MISSING', { channel, variable });
    return value;
  };
  const transport = toTransport(settings, { secret });
  const limit = AbortSignal.timeout(settings.timeoutMs * TOTAL_TIMEOUTS);
  try {
    await withSignal(transport.verify(), limit);
  } catch (error) {
    const where = `${settings.host}:${settings.port}`;
    throw toMailError(error, { channel, where, timeoutMs: settings.timeoutMs, redact, timedOut: limit.aborted });
  } finally {
    transport.close();
  }
}

function toTransport(settings: MailSettings, context: Pick<DriverContext, 'secret'>) {
  const { host, port, secure, timeoutMs } = settings;
  const user = settings.userEnv === null ? null : context.secret(settings.userEnv);
  const pass = settings.passwordEnv === null ? '' : context.secret(settings.passwordEnv);
  return createTransport({
    host,
    port,
    secure,
    requireTLS: user !== null && !secure && !isThisMachine(host),
    ...(user === null ? {} : { auth: { user, pass } }),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** `<32 hex digits@domain of the sender>`: the same for the same delivery on the same channel, whenever it is sent. */
export function toMessageId(id: string, channel: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'planwatch.invalid';
  return `<${createHash('sha256').update(`${channel}\n${id}`).digest('hex').slice(0, 32)}@${domain}>`;
}

const isThisMachine = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|::1|\[::1\])$/i.test(host);

/** 4xx is "not now" and 5xx "never like this" (RFC 5321 §4.2.1); without a code it is the connection. */
function toMailError(error: unknown, at: Parameters<typeof toDeliverError>[1]): PlanwatchError {
  const { code, responseCode, response, message } = error as { code?: string; responseCode?: number; response?: string; message?: string };
  const { channel, where } = at;
  const answer = at.redact(response ?? message ?? String(error));
  // The library gives faults of certificates the code of any socket: only their words tell them apart.
  const untrusted = code === 'ESOCKET' && /certificate|self[- ]signed|unable to verify|altnames|\bssl\b|\btls\b/i.test(message ?? '');
  if (code === 'ETLS' || untrusted) return new PlanwatchError('DELIVER_TLS', { channel, where, reason: answer });
  if (responseCode !== undefined && responseCode >= 500) return new PlanwatchError('DELIVER_REFUSED', { channel, where, answer });
  if (responseCode !== undefined && responseCode >= 400) return new PlanwatchError('DELIVER_SERVER', { channel, where, answer });
  if (code === 'EAUTH' || code === 'EENVELOPE' || code === 'EMESSAGE')
    return new PlanwatchError('DELIVER_REFUSED', { channel, where, answer });
  return toDeliverError(error, at);
}

async function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  work.catch(() => undefined); // Where the signal wins, the transport's own time limit ends it later.
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
