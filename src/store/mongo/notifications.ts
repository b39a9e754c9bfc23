import { type Connection, type Model, Schema } from 'mongoose';
import {
  type ListedNotification,
  maxUnreadCodes,
  type NotificationDelivery,
  type NotificationStore,
} from '../../core/ports/notifications.ts';
import type { MongoDatabase } from './connect.ts';
import { text, whole } from './fieldTypes.ts';
import { insertOnce } from './insertOnce.ts';
import { modelOf } from './modelOf.ts';
import type { Stamp, Stamps } from './stamp.ts';
import { upsert } from './upsert.ts';

/** Unread notifications that are read for the codes of their cases. */
const maxUnreadRead = 2_000;

export interface NotificationDocument extends Omit<ListedNotification, 'readAt'> {
  /** Absent: it was not read, or is older than this field. */
  readonly readAt?: number;
  /** Absent where it is older than this field, and so counts as read. */
  readonly isUnread?: boolean;
  /** Tenant, person and id. */
  readonly _id: string;
  /** Position in the order of notifications. */
  readonly stamp: Stamp;
}

const notificationSchema = new Schema(
  {
    _id: text,
    tenant: text,
    person: text,
    id: text,
    at: whole,
    code: text,
    reason: text,
    department: text,
    dueAt: { type: Number, default: null },
    stamp: text,
    readAt: Number,
    isUnread: Boolean,
  },
  // A field of ours is called `id`.
  { collection: 'notifications', versionKey: false, id: false, shardKey: { _id: 1 } },
);
notificationSchema.index({ tenant: 1, person: 1, stamp: 1 }, { name: 'person' });
notificationSchema.index({ tenant: 1, person: 1, isUnread: 1, code: 1 }, { name: 'unread' });

interface DeliveryDocument extends NotificationDelivery {
  /** Tenant, target and notification. */
  readonly _id: string;
}

const deliverySchema = new Schema(
  {
    _id: text,
    tenant: text,
    target: text,
    notification: text,
    code: text,
    reason: text,
    at: whole,
    attempts: whole,
    state: text,
    fault: { type: String, default: null },
  },
  { collection: 'notificationdeliveries', versionKey: false, shardKey: { _id: 1 } },
);
deliverySchema.index({ tenant: 1, target: 1, at: 1 }, { name: 'target' });

type NotificationModel = Model<NotificationDocument>;
type NotificationDeliveryModel = Model<DeliveryDocument>;

export const notificationModel = (connection: Connection): NotificationModel =>
  modelOf<NotificationDocument>(connection, 'Notification', notificationSchema);
export const notificationDeliveryModel = (connection: Connection): NotificationDeliveryModel =>
  modelOf<DeliveryDocument>(connection, 'NotificationDelivery', deliverySchema);

/** A notification as it is listed. */
export function toListed({
  _id,
  stamp: _stamp,
  isUnread,
  readAt,
  dueAt,
  ...notification
}: NotificationDocument): ListedNotification {
  // The driver leaves out what is null.
  return { ...notification, dueAt: dueAt ?? null, readAt: isUnread === true ? null : (readAt ?? notification.at) };
}

/** Notifications of staff in MongoDB, in the order of stamps. */
export function createNotificationStore(
  database: MongoDatabase,
  models: { notifications: NotificationModel; deliveries: NotificationDeliveryModel },
  stamps: Stamps,
): NotificationStore {
  const { notifications, deliveries } = models;
  return {
    put: (notification) =>
      database.run(async () => {
        const _id = [notification.tenant, notification.person, notification.id].join('\n');
        await insertOnce(notifications, { _id, ...notification, stamp: stamps.next(), isUnread: true });
      }),
    list: (tenant, person, after, limit) =>
      database.run(async () => {
        const behind = after === null ? {} : { stamp: { $gt: after } };
        const found = await notifications
          .find({ tenant, person, ...behind })
          .sort({ stamp: after === null ? -1 : 1 })
          .limit(limit)
          .lean<NotificationDocument[]>();
        const inOrder = after === null ? found.reverse() : found;
        return {
          notifications: inOrder.map(toListed),
          cursor: inOrder.at(-1)?.stamp ?? after,
        };
      }),
    unread: (tenant, person) =>
      database.run(async () => {
        const [count, codes] = await Promise.all([
          notifications.countDocuments({ tenant, person, isUnread: true }),
          notifications
            .find({ tenant, person, isUnread: true }, { code: 1 })
            .sort({ code: 1 })
            .limit(maxUnreadRead)
            .lean<Pick<NotificationDocument, 'code'>[]>(),
        ]);
        return { count, codes: [...new Set(codes.map(({ code }) => code))].slice(0, maxUnreadCodes) };
      }),
    markRead: (tenant, person, code, at) =>
      database.run(async () => {
        const about = code === null ? {} : { code };
        await notifications.updateMany(
          { tenant, person, isUnread: true, ...about },
          { $set: { isUnread: false, readAt: at } },
        );
      }),
    noteDelivery: ({ tenant, target, notification, code, reason, at, state, fault }) =>
      database.run(async () => {
        await upsert(() =>
          deliveries.updateOne(
            { _id: [tenant, target, notification].join('\n') },
            { $set: { tenant, target, notification, code, reason, at, state, fault }, $inc: { attempts: 1 } },
            { upsert: true },
          ),
        );
      }),
    deliveries: (tenant, target, limit) =>
      database.run(async () => {
        const found = await deliveries
          .find({ tenant, target })
          .sort({ at: -1 })
          .limit(limit)
          .lean<DeliveryDocument[]>();
        return found.map(({ _id, ...delivery }) => delivery);
      }),
  };
}
