import { z } from 'zod';
import { TROUBLE_REASONS } from './reasons.js';

const incidentSchema = z.strictObject({
  /** First bad check of the outage: what tells it from the next one. */
  since: z.string(),
  /** Bad checks in a row so far. */
  count: z.int().min(1),
  reason: z.enum(TROUBLE_REASONS),
  alertedAt: z.string(),
});

const alertStateSchema = z.strictObject({
  schema: z.literal('planwatch.alerts/1'),
  /** By source id: the outages that were told and are not over. */
  incidents: z.record(z.string(), incidentSchema),
  /** When the last sign of life was given; before the first, when the watch began. */
  aliveAt: z.string(),
});

export type Incident = z.infer<typeof incidentSchema>;
/** What has been told already; a small JSON document for the store. */
export type AlertState = z.infer<typeof alertStateSchema>;

export const emptyAlertState = (now: string): AlertState => ({ schema: 'planwatch.alerts/1', incidents: {}, aliveAt: now });

/** A stored state; null where there is none or it cannot be read: an outage is then told once more rather than never. */
export function parseAlertState(value: unknown): AlertState | null {
  const result = alertStateSchema.safeParse(value);
  return result.success ? result.data : null;
}
