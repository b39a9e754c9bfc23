import type { ListedNotification } from '../../core/ports/notifications.ts';
import type { MongoDatabase } from '../mongo/connect.ts';
import { insertOnce } from '../mongo/insertOnce.ts';
import { type NotificationDocument, toListed } from '../mongo/notifications.ts';
import { createPersonalRecords, type PersonalRecordDocument } from '../mongo/personalRecords.ts';
import type { Stamps } from '../mongo/stamp.ts';
import type { modelsOf } from '../mongo/store.ts';
import type { MoveEnd, OwnRecord } from './end.ts';

/** What staff have in the console, on MongoDB, as records. */
export function mongoDeskTables(
  database: MongoDatabase,
  { personal, notifications }: ReturnType<typeof modelsOf>,
  stamps: Stamps,
): Pick<MoveEnd, 'personal' | 'notifications'> {
  const own = createPersonalRecords(database, personal);
  const nameOf = ({ tenant, person, id }: ListedNotification) => [tenant, person, id].join('\n');
  return {
    personal: {
      idOf: ({ tenant, person, name }: OwnRecord) => [tenant, person, name].join('\n'),
      async *list() {
        for await (const found of personal.find().sort({ _id: 1 }).lean<PersonalRecordDocument>().cursor()) {
          const { tenant, person, name, at, conversation, keyId, bytes } = found;
          yield { tenant, person, name, at, conversation, keyId, bytes: Uint8Array.from(bytes) };
        }
      },
      settled: async () => new Set(),
      put: async (records) => {
        for (const { conversation, keyId, ...record } of records) {
          const seal = conversation === null || keyId === null ? null : { conversation, keyId };
          await own.put({ ...record, seal });
        }
      },
    },

    notifications: {
      idOf: nameOf,
      async *list() {
        const all = notifications.find().sort({ stamp: 1 }).lean<NotificationDocument>().cursor();
        for await (const found of all) yield toListed(found);
      },
      // They may have been read since.
      settled: async () => new Set(),
      put: (records) =>
        database.run(async () => {
          for (const { readAt, ...notification } of records) {
            const _id = nameOf({ ...notification, readAt });
            const read = readAt === null ? { isUnread: true } : { isUnread: false, readAt };
            if (await insertOnce(notifications, { _id, ...notification, ...read, stamp: stamps.next() })) continue;
            if (readAt !== null) await notifications.updateOne({ _id }, { $set: read });
          }
        }),
    },
  };
}
