import { type Connection, type Model, Schema } from 'mongoose';
import type { NotificationDelivery, NotificationStore, SentNotification } from '../../core/ports/notifications.ts';
import type { MongoDatabase } from './connect.ts';
import { insertOnce } from './insertOnce.ts';
import { modelOf } from './modelOf.ts';
import type { Stamp, Stamps } from './stamp.ts';
import { upsert } from './upsert.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

interface NotificationDocument extends SentNotification {
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
  },
  // A field of ours is called `id`.
  { collection: 'notifications', versionKey: false, id: false, shardKey: { _id: 1 } },
);
notificationSchema.index({ tenant: 1, person: 1, stamp: 1 }, { name: 'person' });

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

export type NotificationModel = Model<NotificationDocument>;
export type NotificationDeliveryModel = Model<DeliveryDocument>;

export const notificationModel = (connection: Connection): NotificationModel =>
  modelOf<NotificationDocument>(connection, 'Notice', notificationSchema);
export const notificationDeliveryModel = (connection: Connection): NotificationDeliveryModel =>
  modelOf<DeliveryDocument>(connection, 'NoticeDelivery', deliverySchema);

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
        await insertOnce(notifications, { _id, ...notification, stamp: stamps.next() });
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
          notifications: inOrder.map(({ _id, stamp: _stamp, ...notification }) => notification),
          cursor: inOrder.at(-1)?.stamp ?? after,
        };
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
