export { type AlertState, parseAlertState } from './alert-state.js';
export { type AlertOptions, type PlannedAlerts, planAlerts, type SourceHistory } from './alerts.js';
export { RETRY_DEFAULTS, type RetryOptions } from './backoff.js';
export { type ChannelOptions, createChannels } from './channels.js';
export { verifyMail } from './drivers/mail.js';
export type { ChannelResult } from './lanes.js';
export {
  createOutbox,
  type FlushResult,
  type Outbox,
  type OutboxOptions,
  type PendingDelivery,
} from './outbox.js';
export { type TroubleReason, toReason } from './reasons.js';
export { type ReportDeliveryInput, toReportDelivery } from './report-delivery.js';
export type { Attachment, Body, Channel, DeliverLog, Delivery, DeliveryItem, DeliveryKind, OutboxState, Sent } from './types.js';
