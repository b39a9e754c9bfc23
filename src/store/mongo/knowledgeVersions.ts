import type { KnowledgeVersions } from '../../core/ports/knowledge.ts';
import type { MongoDatabase } from './connect.ts';
import type { KnowledgeDocument, KnowledgeModel } from './documents.ts';
import { insertOnce } from './insertOnce.ts';
import type { Stamps } from './stamp.ts';

/** Versions of the bot's knowledge in MongoDB, in the order in which each was last in use. */
export function createKnowledgeVersions(
  database: MongoDatabase,
  knowledge: KnowledgeModel,
  stamps: Stamps,
): KnowledgeVersions {
  const makeLatest = async (version: string) =>
    (await knowledge.updateOne({ _id: version }, { $set: { stamp: stamps.next() } })).matchedCount > 0;

  return {
    save: (version, content, at) =>
      database.run(async () => {
        if (await makeLatest(version)) return;
        if (await insertOnce(knowledge, { _id: version, content, savedAt: at, stamp: stamps.next() })) return;
        // Another process that started at the same moment was faster.
        await makeLatest(version);
      }),
    get: (version) =>
      database.run(async () => {
        const found = await knowledge
          .findOne({ _id: version }, { content: 1 })
          .lean<Pick<KnowledgeDocument, 'content'>>();
        return found?.content ?? null;
      }),
    latest: () =>
      database.run(async () => {
        const found = await knowledge.findOne().sort({ stamp: -1 }).lean<KnowledgeDocument>();
        return found ? { version: found._id, content: found.content } : null;
      }),
  };
}
