import type { Clock } from '../../core/ports/clock.ts';
/** What somebody does in a conversation: be there, or write. */
export type Doing = 'here' | 'typing';

/**
 * Who is in a conversation right now, and who writes. Transient: nothing is stored, and entries expire unless renewed.
 */
export interface Presence {
  /**
   * Says that somebody is in a conversation, or writes there, for so many milliseconds unless renewed. Signals the
   * watchers of the conversation if that is new. Never rejects: at worst nobody learns of it.
   */
  note(topic: string, who: string, doing: Doing, milliseconds: number): Promise<void>;
  /** Withdraws it before it expires. */
  leave(topic: string, who: string, doing: Doing): Promise<void>;
  /**
   * Who is in a conversation and who writes there, each list in alphabetical order; both empty when that is unknown.
   */
  list(topic: string): Promise<Readonly<Record<Doing, readonly string[]>>>;
}

/**
 * Topic that signals the watchers of a conversation when somebody came, left or began to write; not when an entry
 * expired.
 */
export function presenceTopic(topic: string): string {
  return `presence:${topic}`;
}

/** Changes between two sweeps for expired entries that nobody asked about. */
const sweepInterval = 1_000;

/** Presence within one process. */
export function createLocalPresence(deps: { clock: Clock; publish: (topic: string) => void }): Presence {
  const { clock, publish } = deps;
  /** Conversation → person and activity → expiry. */
  const topics = new Map<string, Map<string, number>>();
  let untilSweep = sweepInterval;

  const forgetOld = (topic: string): void => {
    const entries = topics.get(topic);
    for (const [entry, end] of entries ?? []) if (end <= clock()) entries?.delete(entry);
    if (entries?.size === 0) topics.delete(topic);
  };

  const sweep = (): void => {
    untilSweep -= 1;
    if (untilSweep > 0) return;
    untilSweep = sweepInterval;
    for (const topic of [...topics.keys()]) forgetOld(topic);
  };

  return {
    async note(topic, who, doing, milliseconds) {
      sweep();
      forgetOld(topic);
      const entries = topics.get(topic) ?? new Map<string, number>();
      const isNew = !entries.has(`${doing} ${who}`);
      topics.set(topic, entries.set(`${doing} ${who}`, clock() + milliseconds));
      if (isNew) publish(presenceTopic(topic));
    },
    async leave(topic, who, doing) {
      if (topics.get(topic)?.delete(`${doing} ${who}`)) publish(presenceTopic(topic));
      forgetOld(topic);
    },
    async list(topic) {
      forgetOld(topic);
      const entries = [...(topics.get(topic)?.keys() ?? [])];
      const whoIs = (doing: Doing) =>
        entries
          .filter((entry) => entry.startsWith(`${doing} `))
          .map((entry) => entry.slice(doing.length + 1))
          .sort();
      return { here: whoIs('here'), typing: whoIs('typing') };
    },
  };
}
