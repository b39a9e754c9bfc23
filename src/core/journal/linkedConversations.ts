import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Journal } from '../ports/journal.ts';
import { createLruCache } from '../util/lruCache.ts';

/** Page size. */
const page = 200;
/** Number of conversations whose sources are cached. */
const cacheSize = 1_000;
/** Maximum number of channel transfers followed back. */
const maxTransfers = 5;

/** Which conversations belong to one person: those linked by channel transfers. */
export interface LinkedConversations {
  /** The conversations that this one continues, oldest first, without itself. */
  before(conversation: ConversationId): Promise<readonly ConversationId[]>;
}

export function createLinkedConversations(journal: Pick<Journal, 'read'>): LinkedConversations {
  const known = createLruCache<ConversationId, { readonly revision: number; readonly from: readonly ConversationId[] }>(
    cacheSize,
  );

  /** The conversations that this one was transferred from; only commits since the last call are read. */
  async function sourcesOf(conversation: ConversationId): Promise<readonly ConversationId[]> {
    let { revision, from } = known.get(conversation) ?? { revision: 0, from: [] };
    for (;;) {
      const commits = await journal.read(conversation, revision, page);
      from = [...from, ...commits.flatMap(continuedFrom)];
      revision = commits.at(-1)?.revision ?? revision;
      known.set(conversation, { revision, from });
      if (commits.length < page) return from;
    }
  }

  async function collect(conversation: ConversationId, depth: number, seen: Set<ConversationId>): Promise<void> {
    if (depth === maxTransfers) return;
    for (const source of await sourcesOf(conversation)) {
      if (seen.has(source)) continue;
      seen.add(source);
      await collect(source, depth + 1, seen);
    }
  }

  return {
    async before(conversation) {
      const seen = new Set([conversation]);
      await collect(conversation, 0, seen);
      return [...seen].slice(1).reverse();
    },
  };
}

function continuedFrom({ events }: Commit): readonly ConversationId[] {
  return events.flatMap((event) => (event.type === 'conversation.transferred' ? [event.from] : []));
}
