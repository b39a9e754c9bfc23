import type { ConversationId } from '../../src/core/model/conversation.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { NoteStore } from '../../src/core/ports/files.ts';

/** How many days back to look for a note: Discord keeps no session for longer. */
const lookBackDays = 3;
const day = 86_400_000;

/** Small, rarely written state that one process of an account leaves for the next. */
export interface Notes {
  /** The newest note; null when there is none from the last days. */
  read(): Promise<string | null>;
  write(note: string): Promise<void>;
}

/**
 * Keeps notes as sealed records of a conversation that belongs to nobody. A record never changes: each note is appended
 * to those of its day, and the last one counts.
 */
export function createNotes(records: NoteStore, conversation: ConversationId, clock: Clock): Notes {
  const nameOf = (time: number, index: number) => `session.${new Date(time).toISOString().slice(0, 10)}.${index}`;

  /** The last note of a day, and the index of the next one. */
  async function memoizeLast(time: number): Promise<{ note: string | null; next: number }> {
    let note: string | null = null;
    for (let next = 0; ; next++) {
      const bytes = await records.open(conversation, nameOf(time, next));
      if (bytes === null) return { note, next };
      note = Buffer.from(bytes).toString();
    }
  }

  return {
    async read() {
      for (let back = 0; back <= lookBackDays; back++) {
        const { note } = await memoizeLast(clock() - back * day);
        if (note !== null) return note;
      }
      return null;
    },
    async write(note) {
      const now = clock();
      const last = await memoizeLast(now);
      if (note !== last.note) await records.seal(conversation, nameOf(now, last.next), Buffer.from(note));
    },
  };
}
