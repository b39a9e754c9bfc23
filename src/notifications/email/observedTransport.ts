import { PlatformRefused } from '../../core/model/errors.ts';
import type { NotificationReport } from '../../core/ports/notifications.ts';
import type { Post } from './emailSender.ts';

/** Sends e-mails like `post`, and reports how each attempt ended. */
export function observedPost(post: Post, observe: (report: NotificationReport) => void): Post {
  const report = (outcome: NotificationReport['outcome']) => observe({ channel: 'mail', hook: null, outcome });
  return async (email) => {
    try {
      await post(email);
    } catch (error) {
      report(error instanceof PlatformRefused && error.retryAt === null ? 'refused' : 'failed');
      throw error;
    }
    report('sent');
  };
}
