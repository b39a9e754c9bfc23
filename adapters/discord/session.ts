import type { SessionInfo } from 'discord.js';

/**
 * One gateway session and how far its events were handled. Discord keeps a dropped session for some minutes and replays
 * the events after the sequence number that we name: the last event before the first unhandled one.
 */
export interface Sessions {
  /** For the library. */
  retrieve(): SessionInfo | null;
  update(info: SessionInfo | null): void;
  /**
   * Records that an event arrived; returns the function to call once it has been handled. Null for a replayed event
   * that this process already has.
   */
  arrived(sequence: number): (() => void) | null;
}

/** `before`: the session to resume. */
export function createSessions(before: SessionInfo | null): Sessions {
  let session = before;
  let newest = before?.sequence ?? 0;
  let open = new Set<number>();

  const handledUpTo = () => {
    // A set keeps the order in which events came.
    const [oldest] = open;
    return oldest === undefined ? newest : oldest - 1;
  };

  return {
    retrieve: () => session && { ...session, sequence: handledUpTo() },
    update(info) {
      if (info !== null && info.sessionId === session?.sessionId) return;
      session = info;
      newest = 0;
      open = new Set();
    },
    arrived(sequence) {
      if (sequence <= newest) return null;
      newest = sequence;
      const mine = open.add(sequence);
      return () => {
        mine.delete(sequence);
      };
    },
  };
}
