import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Journal } from '../ports/journal.ts';
import { createLruCache } from '../util/lruCache.ts';

/** Commits that are read at once. */
const page = 200;
/** Conversations of which is kept where they came from. */
const kept = 1_000;
/** How many times a conversation may have been taken along from one place to the next. */
const deepest = 5;

/** Which conversations are of one person: they may go on elsewhere with what was begun in another place. */
export interface LinkedConversations {
  /** The conversations that this one continues, the oldest first; it is not among them. */
  before(conversation: ConversationId): Promise<readonly ConversationId[]>;
}

export function createLinkedConversations(journal: Pick<Journal, 'read'>): LinkedConversations {
  const known = createLruCache<ConversationId, { readonly revision: number; readonly from: readonly ConversationId[] }>(
    kept,
  );

  /** From where a conversation was continued; only what is new since the last look is read. */
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
    if (depth === deepest) return;
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
