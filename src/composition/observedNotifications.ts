import type { Notices } from '../core/ports/notifications.ts';
import { noticesTopic, type PubSub } from '../core/ports/pubsub.ts';

/** Notices that wake the pages of whoever is told something. */
export function tellingNotices(notices: Notices, pubsub: Pick<PubSub, 'publish'>): Notices {
  return {
    ...notices,
    async put(notice) {
      await notices.put(notice);
      pubsub.publish(noticesTopic(notice.person));
    },
  };
}
