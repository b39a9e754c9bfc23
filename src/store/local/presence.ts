import type { Clock } from '../../core/ports/clock.ts';
import { type Doing, type Presence, presenceTopic } from '../../core/ports/presence.ts';

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
