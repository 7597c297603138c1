export { type CronSchedule, createCron } from './cron.js';
export { type Decision, latestSlot, type PlanInput, planNext, type Slot } from './plan.js';
