import { type Connection, type Model, Schema } from 'mongoose';
import type { NoticeDelivery, Notices, ToldNotice } from '../../core/ports/notifications.ts';
import type { MongoDatabase } from './connect.ts';
import { insertOnce } from './insertOnce.ts';
import type { Stamp, Stamps } from './stamp.ts';
import { upsert } from './upsert.ts';

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

interface NoticeDocument extends ToldNotice {
  /** Tenant, person and id. */
  readonly _id: string;
  /** Place in the order in which the person was told. */
  readonly stamp: Stamp;
}

const noticeSchema = new Schema(
  {
    ...{ _id: text, tenant: text, person: text, id: text, at: whole, code: text, reason: text, department: text },
    dueAt: { type: Number, default: null },
    stamp: text,
  },
  // A field of ours is called `id`.
  { collection: 'notices', versionKey: false, id: false, shardKey: { _id: 1 } },
);
noticeSchema.index({ tenant: 1, person: 1, stamp: 1 }, { name: 'person' });

interface DeliveryDocument extends NoticeDelivery {
  /** Tenant, target and notice. */
  readonly _id: string;
}

const deliverySchema = new Schema(
  {
    ...{ _id: text, tenant: text, target: text, notice: text, code: text, reason: text, at: whole },
    ...{ attempts: whole, state: text, fault: { type: String, default: null } },
  },
  { collection: 'noticedeliveries', versionKey: false, shardKey: { _id: 1 } },
);
deliverySchema.index({ tenant: 1, target: 1, at: 1 }, { name: 'target' });

export type NoticeModel = Model<NoticeDocument>;
export type NoticeDeliveryModel = Model<DeliveryDocument>;

export const noticeModel = (connection: Connection): NoticeModel =>
  connection.model<NoticeDocument>('Notice', noticeSchema as unknown as Schema<NoticeDocument>);
export const noticeDeliveryModel = (connection: Connection): NoticeDeliveryModel =>
  connection.model<DeliveryDocument>('NoticeDelivery', deliverySchema as unknown as Schema<DeliveryDocument>);

/** What staff were told, in MongoDB, in the order of stamps. */
export function createNotices(
  database: MongoDatabase,
  models: { notices: NoticeModel; deliveries: NoticeDeliveryModel },
  stamps: Stamps,
): Notices {
  const { notices, deliveries } = models;
  return {
    put: (notice) =>
      database.run(async () => {
        const _id = [notice.tenant, notice.person, notice.id].join('\n');
        await insertOnce(notices, { _id, ...notice, stamp: stamps.next() });
      }),
    list: (tenant, person, after, limit) =>
      database.run(async () => {
        const behind = after === null ? {} : { stamp: { $gt: after } };
        const found = await notices
          .find({ tenant, person, ...behind })
          .sort({ stamp: after === null ? -1 : 1 })
          .limit(limit)
          .lean<NoticeDocument[]>();
        const inOrder = after === null ? found.reverse() : found;
        return {
          notices: inOrder.map(({ _id, stamp: _stamp, ...notice }) => notice),
          cursor: inOrder.at(-1)?.stamp ?? after,
        };
      }),
    noteDelivery: ({ tenant, target, notice, code, reason, at, state, fault }) =>
      database.run(async () => {
        await upsert(() =>
          deliveries.updateOne(
            { _id: [tenant, target, notice].join('\n') },
            { $set: { tenant, target, notice, code, reason, at, state, fault }, $inc: { attempts: 1 } },
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
