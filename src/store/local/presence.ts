import type { Clock } from '../../core/ports/clock.ts';
/** What somebody is known to do in a place: be there, or write. */
export type Doing = 'here' | 'typing';

/** Who is where right now, and who writes. Passing news: kept nowhere, and whoever isn't heard of again is gone. */
export interface Presence {
  /**
   * Says that somebody is in a place (a conversation), or writes there, for so many milliseconds unless it is said
   * again. Those who watch the place are woken when that is new. Never rejects: at worst nobody learns of it.
   */
  note(topic: string, who: string, doing: Doing, milliseconds: number): Promise<void>;
  /** Takes it back before its time. */
  leave(topic: string, who: string, doing: Doing): Promise<void>;
  /** Who is in a place and who writes there, each list in alphabetical order; both empty when nobody can tell. */
  list(topic: string): Promise<Readonly<Record<Doing, readonly string[]>>>;
}

/** Topic that wakes whoever watches a place when somebody came, left or began to write; not when a time ran out. */
export function presenceTopic(topic: string): string {
  return `presence:${topic}`;
}

/** Entries between two looks at all of them for those whose time ran out without anybody asking. */
const sweepEvery = 1_000;

/** Presence within one process. */
export function createLocalPresence(deps: { clock: Clock; publish: (topic: string) => void }): Presence {
  const { clock, publish } = deps;
  /** Place → person and doing → when it ends. */
  const topics = new Map<string, Map<string, number>>();
  let untilSweep = sweepEvery;

  const forgetOld = (topic: string): void => {
    const entries = topics.get(topic);
    for (const [entry, end] of entries ?? []) if (end <= clock()) entries?.delete(entry);
    if (entries?.size === 0) topics.delete(topic);
  };

  const sweep = (): void => {
    untilSweep -= 1;
    if (untilSweep > 0) return;
    untilSweep = sweepEvery;
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
