import {
  type ListedNotification,
  maxUnreadCodes,
  type NotificationDelivery,
  type NotificationStore,
  type SentNotification,
} from '../../src/core/ports/notifications.ts';

/** Notifications in memory. */
export function createMemoryNotifications(): NotificationStore & {
  /** All of them, of everybody, in their order. */
  notified(): readonly SentNotification[];
} {
  let notified: readonly ListedNotification[] = [];
  const sent = new Map<string, NotificationDelivery>();
  const nameOf = (...pieces: readonly string[]) => JSON.stringify(pieces);
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const same = (one: SentNotification, other: SentNotification) =>
    nameOf(one.tenant, one.person, one.id) === nameOf(other.tenant, other.person, other.id);

  return {
    notified: () => copy(notified),
    async put(notification) {
      if (!notified.some((each) => same(each, notification)))
        notified = [...notified, { ...copy(notification), readAt: null }];
    },
    async list(tenant, person, after, limit) {
      const own = notified
        .map((notification, seq) => ({ notification, seq }))
        .filter(({ notification }) => notification.tenant === tenant);
      const theirs = own.filter(({ notification }) => notification.person === person);
      const some =
        after === null ? theirs.slice(-limit) : theirs.filter(({ seq }) => seq > Number(after)).slice(0, limit);
      const last = some.at(-1)?.seq;
      return {
        notifications: some.map(({ notification }) => copy(notification)),
        cursor: last === undefined ? after : String(last),
      };
    },
    async unread(tenant, person) {
      const own = notified.filter((each) => each.tenant === tenant && each.person === person && each.readAt === null);
      return { count: own.length, codes: [...new Set(own.map(({ code }) => code))].sort().slice(0, maxUnreadCodes) };
    },
    async markRead(tenant, person, code, at) {
      const isMeant = (each: ListedNotification) =>
        each.tenant === tenant && each.person === person && (code === null || each.code === code);
      notified = notified.map((each) => (isMeant(each) && each.readAt === null ? { ...each, readAt: at } : each));
    },
    async noteDelivery(delivery) {
      const name = nameOf(delivery.tenant, delivery.target, delivery.notification);
      sent.set(name, copy({ ...delivery, attempts: (sent.get(name)?.attempts ?? 0) + 1 }));
    },
    deliveries: async (tenant, target, limit) =>
      copy([...sent.values()])
        .filter((each) => each.tenant === tenant && each.target === target)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit),
  };
}
