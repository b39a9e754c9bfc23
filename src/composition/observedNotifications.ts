import type { NotificationStore } from '../core/ports/notifications.ts';
import { notificationsTopic, type PubSub } from '../core/ports/pubsub.ts';

/** Notices that wake the pages of whoever is told something. */
export function observedNotifications(
  notifications: NotificationStore,
  pubsub: Pick<PubSub, 'publish'>,
): NotificationStore {
  return {
    ...notifications,
    async put(notification) {
      await notifications.put(notification);
      pubsub.publish(notificationsTopic(notification.person));
    },
  };
}
