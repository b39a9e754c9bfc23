import { createBlobs } from '../mongo/blobs.ts';
import type { MongoDatabase } from '../mongo/connect.ts';
import type { BlobDocument, DeliveredDocument, KnowledgeDocument } from '../mongo/documents.ts';
import { createFiles, type FileDocument } from '../mongo/files.ts';
import { insertOnce } from '../mongo/insertOnce.ts';
import { type KeyDocument, type KeyModel, keyDocumentId } from '../mongo/keyring/keyDocument.ts';
import { createKnowledgeVersions } from '../mongo/knowledgeVersions.ts';
import type { Stamps } from '../mongo/stamp.ts';
import type { modelsOf } from '../mongo/store.ts';
import type { DeliveredRecord, FileRecord, KeyRecord, KnowledgeRecord, MoveEnd, NoteRecord } from './end.ts';

/** Size limits do not apply to existing files. */
const unlimited = { conversation: Number.POSITIVE_INFINITY, day: Number.POSITIVE_INFINITY };

/** The collections of a store on MongoDB, as records. */
export function mongoTables(
  database: MongoDatabase,
  keysDatabase: MongoDatabase,
  { blobs, files: fileDocuments, pieces, knowledge, delivered }: ReturnType<typeof modelsOf>,
  keys: KeyModel,
  stamps: Stamps,
): Pick<MoveEnd, 'keys' | 'notes' | 'files' | 'knowledge' | 'delivered'> {
  const notes = createBlobs(database, blobs);
  const files = createFiles(database, { files: fileDocuments, pieces });
  const versions = createKnowledgeVersions(database, knowledge, stamps);
  const nameOf = ({ conversation, id }: Pick<NoteRecord, 'conversation' | 'id'>) => `${conversation}\n${id}`;
  const headsOfNotes = () =>
    database.run(async () => {
      const found = await blobs.find({ _id: { $gt: '' } }, { sealed: 0 }).lean<BlobDocument[]>();
      return found
        .filter(({ keyId }) => keyId !== undefined)
        .map(({ conversation, file }) => ({ conversation, id: file }));
    });

  /** Generations follow the order of a conversation's keys. */
  const generations = new Map<string, number>();

  return {
    keys: {
      idOf: ({ id }: KeyRecord) => id,
      async *list(except) {
        for await (const { key, conversation, wrapped, destroyed } of keys
          .find()
          .sort({ _id: 1 })
          .lean<KeyDocument>()
          .cursor())
          if (!except.has(key)) yield { id: key, conversation, wrapped, destroyed };
      },
      settled: async () => new Set(),
      put: (records) =>
        keysDatabase.run(async () => {
          for (const { id, conversation, wrapped, destroyed } of records) {
            const generation = (generations.get(conversation) ?? 0) + 1;
            generations.set(conversation, generation);
            const _id = keyDocumentId(conversation, generation);
            const bytes = Buffer.from(wrapped);
            if (await insertOnce(keys, { _id, key: id, conversation, generation, wrapped: bytes, destroyed })) continue;
            if (destroyed) await keys.updateOne({ _id }, { $set: { wrapped: bytes, destroyed: true } });
          }
        }),
    },

    notes: {
      idOf: nameOf,
      async *list(except) {
        for (const head of await headsOfNotes()) {
          if (except.has(nameOf(head))) continue;
          const found = await notes.get(head.conversation, head.id);
          if (found) yield { ...head, ...found };
        }
      },
      settled: async () => new Set((await headsOfNotes()).map(nameOf)),
      put: async (records) => {
        for (const { conversation, id, sealed, keyId } of records) await notes.put(conversation, id, sealed, keyId);
      },
    },

    files: {
      idOf: nameOf,
      async *list(except) {
        const all = await database.run(() => fileDocuments.find({ keyId: { $gt: '' } }).lean<FileDocument[]>());
        for (const { conversation, file: id, bytes, at, confirmed } of all) {
          if (except.has(nameOf({ conversation, id }))) continue;
          const found = await files.get(conversation, id);
          if (found) yield { conversation, id, bytes, at, confirmed, ...found } satisfies FileRecord;
        }
      },
      // Confirmation may have changed since, so it is sent again.
      settled: async () => new Set(),
      put: async (records) => {
        for (const { conversation, id, bytes, at, sealed, keyId, confirmed } of records) {
          await files.reserve({ conversation, id, bytes, at }, unlimited);
          await files.put(conversation, id, sealed, keyId);
          if (confirmed) await files.confirm(conversation, [id]);
        }
      },
    },

    knowledge: {
      idOf: ({ version }: KnowledgeRecord) => version,
      async *list(except) {
        for await (const { _id, content, savedAt } of knowledge
          .find()
          .sort({ stamp: 1 })
          .lean<KnowledgeDocument>()
          .cursor())
          if (!except.has(_id)) yield { version: _id, content, savedAt };
      },
      settled: async () => new Set(),
      put: async (records) => {
        for (const { version, content, savedAt } of records) await versions.save(version, content, savedAt);
      },
    },

    delivered: {
      idOf: ({ conversation, revision, ordinal }: DeliveredRecord) => `${conversation}\n${revision}\n${ordinal}`,
      async *list() {
        for await (const found of delivered.find().sort({ _id: 1 }).lean<DeliveredDocument>().cursor()) {
          const { conversation, revision, ordinal, platformId } = found;
          yield { conversation, revision, ordinal, platformId };
        }
      },
      settled: async () => new Set(),
      put: (records) =>
        database.run(async () => {
          for (const record of records) {
            const { conversation, revision, ordinal } = record;
            await insertOnce(delivered, { _id: `${conversation}:${revision}:${ordinal}`, ...record });
          }
        }),
    },
  };
}
