import type { KnowledgeVersions } from '../../core/ports/knowledge.ts';
import type { Database } from './database.ts';

/** Versions of the bot's knowledge in SQLite, in the order in which each was last in use. */
export function createKnowledgeVersions(database: Database): KnowledgeVersions {
  const db = database.connection;
  const add = db.prepare(
    `INSERT INTO knowledge (version, saved_at, content) VALUES (?, ?, ?)
     ON CONFLICT (version) DO UPDATE SET seq = (SELECT max(seq) + 1 FROM knowledge)`,
  );
  const find = db.prepare('SELECT content FROM knowledge WHERE version = ?');
  const newest = db.prepare('SELECT version, content FROM knowledge ORDER BY seq DESC LIMIT 1');
  return {
    save: (version, content, at) =>
      database.write(() => {
        add.run(version, at, content);
      }),
    get: (version) => database.read(() => (find.get(version)?.content as string | undefined) ?? null),
    latest: () =>
      database.read(() => {
        const row = newest.get() as { version: string; content: string } | undefined;
        return row ? { version: row.version, content: row.content } : null;
      }),
  };
}
