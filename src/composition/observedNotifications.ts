import type { Notices } from '../core/ports/notifications.ts';
import { noticesTopic, type Wake } from '../core/ports/pubsub.ts';

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
