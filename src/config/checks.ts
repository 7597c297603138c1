import nodeCron from 'node-cron';

/** True for an expression that node-cron can schedule. */
export function isCron(expression: string): boolean {
  // node-cron also takes a sixth field, for seconds; a schedule of ours knows minutes.
  return expression.trim().split(/\s+/).length === 5 && nodeCron.validate(expression);
}

/** True for a zone that this runtime's ICU knows. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
