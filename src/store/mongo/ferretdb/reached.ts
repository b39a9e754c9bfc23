import type { MongoDatabase } from '../connect.ts';
import type { MetaModel } from '../schemaVersion.ts';
import { createStamps, type Stamps, stampAt, timeOf } from '../stamp.ts';
import { upsert } from '../upsert.ts';

/** Milliseconds between two records of a writer's latest stamp. */
const recordIntervalMs = 20_000;

/**
 * Stamps of one more writer, for FerretDB 1, which would have to scan the whole journal to find the newest: each writer
 * stores its latest stamp now and then. A journal without such a record is assumed to follow this clock.
 */
export async function createNotedStamps(database: MongoDatabase, meta: MetaModel): Promise<Stamps> {
  const stamps = createStamps(database.now);
  const found = await database.run(() => meta.findOne({ _id: 'reached' }).lean<{ at?: number }>());
  const reached = (found?.at ?? 0) + recordIntervalMs;
  // A clock that lags by less puts its commits where readers of the journal still look.
  if (reached - recordIntervalMs > database.now()) stamps.saw(stampAt(reached));
  let noted = Number.NEGATIVE_INFINITY;
  // One note after the other: FerretDB reads a document before it writes it, so that of two at once the older may stay.
  let last: Promise<void> = Promise.resolve();

  async function note(at: number): Promise<void> {
    try {
      await database.run(() => upsert(() => meta.updateOne({ _id: 'reached' }, { $max: { at } }, { upsert: true })));
    } catch {
      // The next record makes up for it.
      noted = Number.NEGATIVE_INFINITY;
    }
  }

  return {
    saw: stamps.saw,
    next() {
      const stamp = stamps.next();
      const at = timeOf(stamp);
      if (at >= noted + recordIntervalMs) {
        noted = at;
        last = last.then(() => note(at));
      }
      return stamp;
    },
  };
}
