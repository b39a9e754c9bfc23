import { randomBytes } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { Queue } from './queue.ts';
import type { Stamp } from './stamp.ts';

/** A queue as it is stored; there is none where nothing waits and nothing was given up. */
export interface QueueDocument extends Omit<Queue, 'due' | 'deferred' | 'holder'> {
  /** Its name, see `queueName`. */
  readonly _id: string;
  /** Another one after each change, so that whoever changes a queue knows that it is still the one that was read. */
  readonly version: string;
  /** Absent where nobody is at its first task, or nobody who is known. */
  readonly holder?: string;
  /** Absent when nothing waits. */
  readonly due?: number;
  /** Absent unless its first task was put back untried. */
  readonly deferred?: string;
  /** Of the earliest task given up; absent when there is none. */
  readonly firstDeadLetter?: Stamp;
}

const records = { type: [Schema.Types.Mixed], required: true } as const;

const queueSchema = new Schema(
  {
    _id: { type: String, required: true },
    version: { type: String, required: true },
    announced: records,
    tasks: records,
    leased: { type: Boolean, required: true },
    holder: String,
    due: Number,
    deferred: String,
    deadLetters: records,
    firstDeadLetter: String,
  },
  { collection: 'outbox', versionKey: false, minimize: false, shardKey: { _id: 1 } },
);
queueSchema.index({ due: 1 }, { name: 'due', sparse: true });
queueSchema.index({ firstDeadLetter: 1 }, { name: 'firstDeadLetter', sparse: true });

export type QueueModel = Model<QueueDocument>;

export function queueModel(connection: Connection): QueueModel {
  return connection.model<QueueDocument>('Queue', queueSchema as unknown as Schema<QueueDocument>);
}

/** The document of a changed queue, under a version of its own. */
export function toQueueDocument(name: string, { due, deferred, holder, ...queue }: Queue): QueueDocument {
  const firstDeadLetter = queue.deadLetters[0]?.stamp;
  return {
    _id: name,
    version: randomBytes(9).toString('base64url'),
    ...queue,
    ...(holder === null ? {} : { holder }),
    ...(due === null ? {} : { due }),
    ...(deferred === null ? {} : { deferred }),
    ...(firstDeadLetter === undefined ? {} : { firstDeadLetter }),
  };
}

export function toQueue({ announced, tasks, leased, holder, due, deferred, deadLetters }: QueueDocument): Queue {
  return {
    announced,
    tasks,
    leased,
    holder: holder ?? null,
    due: due ?? null,
    deferred: deferred ?? null,
    deadLetters,
  };
}
