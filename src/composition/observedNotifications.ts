import type { NotificationStore } from '../core/ports/notifications.ts';
import { notificationsTopic, type PubSub } from '../core/ports/pubsub.ts';

/** Notices that wake the pages of whoever is told something. */
export function observedNotifications(notices: NotificationStore, pubsub: Pick<PubSub, 'publish'>): NotificationStore {
  return {
    ...notices,
    async put(notification) {
      await notices.put(notification);
      pubsub.publish(notificationsTopic(notification.person));
    },
  };
}
