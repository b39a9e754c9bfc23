import type { Notices } from '../core/ports/notifications.ts';
import type { Wake } from '../core/ports/ports.ts';
import { noticesTopic } from '../core/ports/topics.ts';

/** Notices that wake the pages of whoever is told something. */
export function tellingNotices(notices: Notices, wake: Pick<Wake, 'publish'>): Notices {
  return {
    ...notices,
    async put(notice) {
      await notices.put(notice);
      wake.publish(noticesTopic(notice.person));
    },
  };
}
