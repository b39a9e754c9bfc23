import { randomBytes } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import { modelOf } from './modelOf.ts';
import type { TaskQueue } from './queue.ts';
import type { Stamp } from './stamp.ts';

/** A queue as stored; there is none without tasks and dead letters. */
export interface QueueDocument extends Omit<TaskQueue, 'due' | 'deferred' | 'holder'> {
  /** Its name, see `queueName`. */
  readonly _id: string;
  /** Changes with each update, so that a writer knows that the queue is still the one it read. */
  readonly version: string;
  /** Absent where nobody holds the first task, or the holder is unknown. */
  readonly holder?: string;
  /** Absent when nothing waits. */
  readonly due?: number;
  /** Absent unless its first task was put back untried. */
  readonly deferred?: string;
  /** Of the earliest dead letter; absent when there is none. */
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
  return modelOf<QueueDocument>(connection, 'Queue', queueSchema);
}

/** The document of a changed queue, with a new version. */
export function toQueueDocument(name: string, { due, deferred, holder, ...queue }: TaskQueue): QueueDocument {
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

export function toQueue({ announced, tasks, leased, holder, due, deferred, deadLetters }: QueueDocument): TaskQueue {
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
