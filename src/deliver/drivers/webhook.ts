import { createHmac } from 'node:crypto';
import type { ChannelSettings } from '../../config/index.js';
import { readAttachments } from '../attachments.js';
import { addressOf, type Driver, type DriverContext, SENT } from '../driver.js';
import { createPoster } from '../http.js';

export const WEBHOOK_SCHEMA = 'planwatch.delivery/1';

/** Header values are ASCII; ids normally are, and any other character is percent-encoded. */
export const toHeaderValue = (id: string): string => id.replace(/[^\x21-\x7e]+/g, (x) => encodeURIComponent(x));

/**
 * `sha256=` and the hex HMAC-SHA256 over `timestamp.body`. The timestamp inside the signed text lets the receiver refuse a recording that
 * is played again later.
 */
export const toSignature = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;

/**
 * Posts a delivery as JSON. Files are named with size and digest, not sent: a receiver that wants them has the file channel, or mail.
 * @see docs/delivery.md for the body and how a receiver verifies it
 */
export function createWebhookDriver(settings: Extract<ChannelSettings, { type: 'webhook' }>, context: DriverContext): Driver {
  const poster = createPoster({ ...context, channel: context.name, timeoutMs: settings.timeoutMs });
  return {
    async send(delivery, signal) {
      const url = addressOf(settings, context);
      const secret = settings.secretEnv === null ? null : context.secret(settings.secretEnv);
      const files = await readAttachments(context.name, delivery);
      const body = JSON.stringify({
        schema: WEBHOOK_SCHEMA,
        id: delivery.id,
        kind: delivery.kind,
        at: delivery.at,
        subject: delivery.subject,
        text: delivery.text,
        markdown: delivery.markdown,
        html: delivery.html,
        jurisdictions: delivery.jurisdictions,
        concepts: delivery.concepts,
        changeTypes: delivery.changeTypes,
        attachments: files.map((f) => ({ fileName: f.fileName, mediaType: f.mediaType, bytes: f.bytes.length, sha256: f.sha256 })),
        data: delivery.data ?? {},
      });
      const timestamp = String(Math.floor(context.now() / 1000));
      const headers = { 'idempotency-key': toHeaderValue(delivery.id), 'x-planwatch-timestamp': timestamp };
      await poster.post(
        url,
        body,
        secret === null ? headers : { ...headers, 'x-planwatch-signature': toSignature(secret, timestamp, body) },
        signal,
      );
      return SENT;
    },
    close: () => poster.close(),
  };
}
