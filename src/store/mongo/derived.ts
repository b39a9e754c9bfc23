import { type Connection, type Model, Schema } from 'mongoose';
import type { DerivedRecords } from '../../core/ports/derived.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';
import type { Abilities, MongoDatabase } from './connect.ts';
import { isDuplicate } from './driverErrors.ts';
import { text } from './fieldTypes.ts';
import { modelOf } from './modelOf.ts';
import { upsert } from './upsert.ts';

/** A derived record as stored. */
interface DerivedDocument {
  /** Owner and name. */
  readonly _id: string;
  readonly owner: string;
  readonly name: string;
  readonly revision: number;
  readonly bytes: Buffer;
}

const derivedSchema = new Schema(
  {
    _id: text,
    owner: text,
    name: text,
    revision: { type: Number, required: true },
    bytes: { type: Buffer, required: true },
  },
  { collection: 'derived', versionKey: false, shardKey: { _id: 1 } },
);
derivedSchema.index({ owner: 1 }, { name: 'owner' });

type DerivedModel = Model<DerivedDocument>;

export const derivedModel = (connection: Connection): DerivedModel =>
  modelOf<DerivedDocument>(connection, 'Derived', derivedSchema);

/** Derived records in a collection, excluded from backups. */
export function createDerivedRecords(
  database: MongoDatabase,
  derived: DerivedModel,
  abilities: Pick<Abilities, 'indexes'>,
): DerivedRecords {
  // As for the case index: on FerretDB 1 two updates of this process must not race.
  const oneByOne = createKeyedLock();
  const idOf = (owner: string, name: string) => JSON.stringify([owner, name]);

  async function putOne(document: DerivedDocument): Promise<boolean> {
    const { _id, revision } = document;
    if (!abilities.indexes) {
      return upsert(async () => {
        const before = await derived.findOne({ _id }, { revision: 1 }).lean<Pick<DerivedDocument, 'revision'>>();
        if (before !== null && before.revision >= revision) return false;
        await derived.replaceOne({ _id }, document, { upsert: true });
        return true;
      });
    }
    try {
      await derived.replaceOne({ _id, revision: { $lt: revision } }, document, { upsert: true });
      return true;
    } catch (error) {
      // The record exists with the same or a higher revision.
      if (!isDuplicate(error)) throw error;
      return false;
    }
  }

  return {
    get: (owner, name) =>
      database.run(async () => {
        const found = await derived.findOne({ _id: idOf(owner, name) }).lean<DerivedDocument>();
        return found ? { revision: found.revision, bytes: Uint8Array.from(found.bytes) } : null;
      }),
    put: (owner, name, { revision, bytes }) =>
      database.run(() => {
        const _id = idOf(owner, name);
        return oneByOne.run(_id, () => putOne({ _id, owner, name, revision, bytes: Buffer.from(bytes) }));
      }),
    names: (owner) =>
      database.run(async () => {
        const found = await derived.find({ owner }, { name: 1 }).lean<Pick<DerivedDocument, 'name'>[]>();
        return found.map(({ name }) => name).sort();
      }),
    remove: (owner, names) =>
      database.run(async () => {
        for (const name of names) await derived.deleteOne({ _id: idOf(owner, name) });
      }),
  };
}
