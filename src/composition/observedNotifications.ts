import type { NotificationStore } from '../core/ports/notifications.ts';
import { notificationsTopic, type PubSub } from '../core/ports/pubsub.ts';

/** A notification store that signals the recipients' pages. */
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
