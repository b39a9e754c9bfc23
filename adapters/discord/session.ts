import type { SessionInfo } from 'discord.js';

/**
 * One gateway session and how far its events were handled. Discord keeps a dropped session for some minutes and hands
 * over anew what came after the number that we name: that is the last event before the first that is not handled yet.
 */
export interface Sessions {
  /** For the library. */
  retrieve(): SessionInfo | null;
  update(info: SessionInfo | null): void;
  /**
   * Notes that an event arrived; returns what is called once it has been handled. Null when this process has it
   * already: an event that was handed over anew.
   */
  arrived(sequence: number): (() => void) | null;
}

/** `before`: the session that is to be continued. */
export function createSessions(before: SessionInfo | null): Sessions {
  let session = before;
  let newest = before?.sequence ?? 0;
  let open = new Set<number>();

  const handledUpTo = () => {
    // Sets keep the order in which events came.
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
