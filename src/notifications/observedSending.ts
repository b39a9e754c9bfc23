import { PlatformRefused } from '../core/model/errors.ts';
import type { NotificationReport } from '../core/ports/notifications.ts';

/** Sends messages like `send`, and reports how each attempt ended. */
export function observedSending<T>(
  send: (message: T) => Promise<void>,
  channel: 'mail' | 'sms',
  observe: (report: NotificationReport) => void,
): (message: T) => Promise<void> {
  const report = (outcome: NotificationReport['outcome']) => observe({ channel, hook: null, outcome });
  return async (message) => {
    try {
      await send(message);
    } catch (error) {
      report(error instanceof PlatformRefused && error.retryAt === null ? 'refused' : 'failed');
      throw error;
    }
    report('sent');
  };
}
