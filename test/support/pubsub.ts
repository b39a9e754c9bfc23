import type { PubSub } from '../../src/core/ports/pubsub.ts';
/** Signals that say which topics were called. */
export function createPubSub(): PubSub & { readonly published: readonly string[] } {
  const published: string[] = [];
  const listeners = new Map<string, Set<() => void>>();
  return {
    published,
    publish(topic) {
      published.push(topic);
      for (const listener of [...(listeners.get(topic) ?? [])]) listener();
    },
    subscribe(topic, listener) {
      const own = listeners.get(topic) ?? new Set();
      listeners.set(topic, own.add(listener));
      return () => own.delete(listener);
    },
  };
}
