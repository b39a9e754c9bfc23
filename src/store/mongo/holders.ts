import { type Connection, type Model, Schema } from 'mongoose';
import type { Outbox } from '../../core/ports/outbox.ts';
import type { MongoDatabase } from './connect.ts';
import type { changeQueue } from './exchange.ts';
import { modelOf } from './modelOf.ts';
import { free } from './queue.ts';
import type { QueueModel } from './queueDocument.ts';
import { upsert } from './upsert.ts';

/** A process that claimed a task, with a number that changes at each heartbeat. */
interface HolderDocument {
  readonly _id: string;
  readonly beat: number;
}

const holderSchema = new Schema(
  { _id: { type: String, required: true }, beat: { type: Number, required: true } },
  { collection: 'holders', versionKey: false },
);

export type HolderModel = Model<HolderDocument>;

export const holderModel = (connection: Connection): HolderModel =>
  modelOf<HolderDocument>(connection, 'Holder', holderSchema);

interface HoldersDeps {
  readonly database: MongoDatabase;
  readonly queues: QueueModel;
  readonly holders: HolderModel;
  readonly change: (name: string, work: Parameters<typeof changeQueue>[3]) => Promise<boolean>;
}

/** The holders of outbox tasks, see `Outbox`. `enter` is a heartbeat of a process that is about to claim. */
export function createHolders({
  database,
  queues,
  holders,
  change,
}: HoldersDeps): Pick<Outbox, 'beat' | 'holders' | 'reclaim' | 'leave'> & { enter(holder: string): Promise<void> } {
  return {
    enter: async (holder) => {
      await upsert(() => holders.updateOne({ _id: holder }, { $inc: { beat: 1 } }, { upsert: true }));
    },

    beat: (holder) =>
      database.run(async () => (await holders.updateOne({ _id: holder }, { $inc: { beat: 1 } })).matchedCount === 1),

    holders: () =>
      database.run(async () => {
        const all = await holders.find({ _id: { $gt: '' } }).lean<HolderDocument[]>();
        return all.map(({ _id, beat }) => ({ holder: _id, beat }));
      }),

    reclaim: (holder, beat, now) =>
      database.run(async () => {
        // From here on it counts as dead: a process that sends a heartbeat under its name learns so. If this process
        // dies too before it has freed all tasks, the expiry of the leases frees the rest.
        if ((await holders.deleteOne({ _id: holder, beat })).deletedCount === 0) return 0;
        const leased = { due: { $gt: now }, holder, leased: true };
        const held = await queues.find(leased, { _id: 1 }).lean<{ _id: string }[]>();
        const freed = await Promise.all(held.map(({ _id }) => change(_id, (queue) => free(queue, holder, now))));
        return freed.filter(Boolean).length;
      }),

    leave: (holder) =>
      database.run(async () => {
        await holders.deleteOne({ _id: holder });
      }),
  };
}
