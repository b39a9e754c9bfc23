import type { MongoDatabase } from '../connect.ts';
import type { MetaModel } from '../schemaVersion.ts';
import { createStamps, type Stamps, stampAt, timeOf } from '../stamp.ts';
import { upsert } from '../upsert.ts';

/** Milliseconds between two notes of how far a writer has come. */
const every = 20_000;

/**
 * Stamps of one more writer, for FerretDB 1, which would have to go through the whole journal to find the newest: how far
 * writers have come is noted now and then beside it. A journal without a note is taken to be written by this clock.
 */
export async function createNotedStamps(database: MongoDatabase, meta: MetaModel): Promise<Stamps> {
  const stamps = createStamps(database.now);
  const found = await database.run(() => meta.findOne({ _id: 'reached' }).lean<{ at?: number }>());
  const reached = (found?.at ?? 0) + every;
  // A clock that is behind by less puts its commits where whoever follows the journal still looks.
  if (reached - every > database.now()) stamps.saw(stampAt(reached));
  let noted = Number.NEGATIVE_INFINITY;

  async function note(at: number): Promise<void> {
    try {
      await database.run(() => upsert(() => meta.updateOne({ _id: 'reached' }, { $max: { at } }, { upsert: true })));
    } catch {
      // The next one says it again.
      noted = Number.NEGATIVE_INFINITY;
    }
  }

  return {
    saw: stamps.saw,
    next() {
      const stamp = stamps.next();
      const at = timeOf(stamp);
      if (at >= noted + every) {
        noted = at;
        void note(at);
      }
      return stamp;
    },
  };
}
