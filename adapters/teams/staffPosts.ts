import type { ConversationId } from '../../src/core/model/conversation.ts';
import type { NoteStore } from '../../src/core/ports/files.ts';

/** Most threads whose next index is cached. */
const maxThreads = 1_000;

/** Ids of the bot's own messages in staff threads: Teams gives bots no list of them. */
export interface StaffPosts {
  add(thread: string, message: string): Promise<void>;
  /** Oldest first. */
  of(thread: string): Promise<readonly string[]>;
}

/**
 * Stores ids of messages as sealed records of a conversation that belongs to nobody. A record never changes: each id is
 * appended.
 */
export function createStaffPosts(records: NoteStore, conversation: ConversationId): StaffPosts {
  const next = new Map<string, number>();
  const nameOf = (thread: string, index: number) => `post.${thread}.${index}`;

  async function read(thread: string, from: number): Promise<readonly string[]> {
    const found: string[] = [];
    for (;;) {
      const bytes = await records.open(conversation, nameOf(thread, from + found.length));
      if (bytes === null) return found;
      found.push(Buffer.from(bytes).toString());
    }
  }

  return {
    async add(thread, message) {
      // Another process may have added some meanwhile.
      const known = next.get(thread) ?? 0;
      const index = known + (await read(thread, known)).length;
      await records.seal(conversation, nameOf(thread, index), Buffer.from(message));
      if (next.size >= maxThreads) next.clear();
      next.set(thread, index + 1);
    },
    of: (thread) => read(thread, 0),
  };
}
