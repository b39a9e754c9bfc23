import type { RotationStore } from '../../keyring/rotation.ts';
import type { MongoDatabase } from '../connect.ts';
import { addMaster, type KeyDocument, type KeyModel, type MasterModel, readMasters } from './keyDocument.ts';

/** Keys that are read at once. */
const batch = 500;

/** The store of a rotation in MongoDB. */
export function createMongoRotation(database: MongoDatabase, keys: KeyModel, masters: MasterModel): RotationStore {
  return {
    records: () => database.run(() => readMasters(masters)),
    add: (record) => database.run(() => addMaster(masters, record)),
    page: (after) =>
      database.run(async () => {
        const found = await keys
          .find({ _id: { $gt: after }, destroyed: false })
          .sort({ _id: 1 })
          .limit(batch)
          .lean<KeyDocument[]>();
        return found.map(({ _id, key, conversation, wrapped }) => ({ id: key, conversation, wrapped, cursor: _id }));
      }),
    replace: (changed) =>
      database.run(async () => {
        for (const { before, wrapped } of changed)
          await keys.updateOne(
            { _id: before.cursor, destroyed: false, wrapped: Buffer.from(before.wrapped) },
            { $set: { wrapped: Buffer.from(wrapped) } },
          );
      }),
    close: (generation) =>
      database.run(async () => {
        await masters.updateOne({ _id: `master ${generation}` }, { $set: { bridge: null, previous: null } });
      }),
  };
}
