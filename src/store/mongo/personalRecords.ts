import { type Connection, type Model, Schema } from 'mongoose';
import type { PersonalRecord, PersonalRecords } from '../../core/ports/staffStore.ts';
import { createKeyedLock } from '../../core/util/keyedLock.ts';
import type { MongoDatabase } from './connect.ts';
import { text } from './fieldTypes.ts';
import { modelOf } from './modelOf.ts';
import { upsert } from './upsert.ts';

export interface PersonalRecordDocument extends Omit<PersonalRecord, 'seal' | 'bytes'> {
  /** Tenant, person and name. */
  readonly _id: string;
  readonly conversation: string | null;
  readonly keyId: string | null;
  readonly bytes: Buffer;
}

const schema = new Schema(
  {
    _id: text,
    tenant: text,
    person: text,
    name: text,
    at: { type: Number, required: true },
    conversation: { type: String, default: null },
    keyId: { type: String, default: null },
    bytes: { type: Buffer, required: true },
  },
  { collection: 'personalrecords', versionKey: false, shardKey: { _id: 1 } },
);
schema.index({ tenant: 1, person: 1, name: 1 }, { name: 'person' });

type PersonalRecordModel = Model<PersonalRecordDocument>;

export const personalRecordModel = (connection: Connection): PersonalRecordModel =>
  modelOf<PersonalRecordDocument>(connection, 'PersonalRecord', schema);

/** What staff keep for themselves, in MongoDB. */
export function createPersonalRecords(database: MongoDatabase, records: PersonalRecordModel): PersonalRecords {
  // On FerretDB 1 an earlier update may win over a later one, so this process makes those of a record in sequence.
  const oneByOne = createKeyedLock();
  const idOf = (tenant: string, person: string, name: string) => [tenant, person, name].join('\n');
  return {
    put: ({ tenant, person, name, at, seal, bytes }) =>
      database.run(async () => {
        const _id = idOf(tenant, person, name);
        const kept = {
          conversation: seal?.conversation ?? null,
          keyId: seal?.keyId ?? null,
          bytes: Buffer.from(bytes),
        };
        await oneByOne.run(_id, () =>
          upsert(() => records.replaceOne({ _id }, { _id, tenant, person, name, at, ...kept }, { upsert: true })),
        );
      }),
    get: (tenant, person, name) =>
      database.run(async () => {
        const found = await records.findOne({ _id: idOf(tenant, person, name) }).lean<PersonalRecordDocument>();
        if (found === null) return null;
        const { at, conversation, keyId, bytes } = found;
        const seal = conversation === null || keyId === null ? null : { conversation, keyId };
        return { tenant, person, name, at, seal, bytes: Uint8Array.from(bytes) };
      }),
    names: (tenant, person, beginning, limit) =>
      database.run(async () => {
        const found = await records
          .find({ tenant, person, name: { $gte: beginning, $lt: `${beginning}\u{10ffff}` } }, { name: 1 })
          .sort({ name: 1 })
          .limit(limit)
          .lean<PersonalRecordDocument[]>();
        return found.map(({ name }) => name);
      }),
    remove: (tenant, person, name) =>
      database.run(async () => {
        const _id = idOf(tenant, person, name);
        await oneByOne.run(_id, async () => {
          await records.deleteOne({ _id });
        });
      }),
  };
}
