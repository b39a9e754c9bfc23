import { createBlobs } from '../mongo/blobs.ts';
import type { MongoDatabase } from '../mongo/connect.ts';
import { insertOnce } from '../mongo/insertOnce.ts';
import { type KeyDocument, type KeyModel, keyDocumentId } from '../mongo/keyring/keyDocument.ts';
import { createKnowledgeVersions } from '../mongo/knowledgeVersions.ts';
import type { BlobDocument, DeliveredDocument, KnowledgeDocument } from '../mongo/records.ts';
import type { Stamps } from '../mongo/stamp.ts';
import type { modelsOf } from '../mongo/store.ts';
import type { DeliveredRecord, FileRecord, KeyRecord, KnowledgeRecord, MoveEnd } from './end.ts';

/** The collections of a store on MongoDB, as records. */
export function mongoTables(
  database: MongoDatabase,
  keysDatabase: MongoDatabase,
  { blobs, knowledge, delivered }: ReturnType<typeof modelsOf>,
  keys: KeyModel,
  stamps: Stamps,
): Pick<MoveEnd, 'keys' | 'files' | 'knowledge' | 'delivered'> {
  const files = createBlobs(database, blobs);
  const versions = createKnowledgeVersions(database, knowledge, stamps);
  const fileId = ({ conversation, id }: Pick<FileRecord, 'conversation' | 'id'>) => `${conversation}\n${id}`;
  const headsOfFiles = () =>
    database.run(async () => {
      const found = await blobs.find({ _id: { $gt: '' } }, { sealed: 0 }).lean<BlobDocument[]>();
      return found
        .filter(({ keyId }) => keyId !== undefined)
        .map(({ conversation, file }) => ({ conversation, id: file }));
    });

  /** Generations follow the order in which a conversation's keys come. */
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

    files: {
      idOf: fileId,
      async *list(except) {
        for (const head of await headsOfFiles()) {
          if (except.has(fileId(head))) continue;
          const found = await files.get(head.conversation, head.id);
          if (found) yield { ...head, ...found };
        }
      },
      settled: async () => new Set((await headsOfFiles()).map(fileId)),
      put: async (records) => {
        for (const { conversation, id, sealed, keyId } of records) await files.put(conversation, id, sealed, keyId);
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
