import { randomUUID } from 'node:crypto';
import type { Lease } from '../../../src/core/ports/lease.ts';
import type { Coordination } from '../../../src/store/coordination.ts';
import { until } from './until.ts';

/** Two processes of one installation; where there can only be one, it stands for both. */
export interface CoordinationFixture {
  readonly one: Coordination;
  readonly other: Coordination;
}

/** A name that no other test uses. */
export const fresh = (): string => randomUUID();

/** The lease, as soon as it is granted. */
export const acquired = ({ leases }: Coordination, name: string): Promise<Lease> => until(() => leases.acquire(name));

/** Counts how often a topic is called; `end` ends that. */
export function countCalls({ pubsub }: Coordination, topic: string): { readonly calls: number; end(): void } {
  let calls = 0;
  const end = pubsub.subscribe(topic, () => {
    calls += 1;
  });
  return {
    get calls() {
      return calls;
    },
    end,
  };
}

/** Resolves when what the first process says now reaches the second: whatever it said before has arrived then. */
export async function inTouch(from: Coordination, to: Coordination): Promise<void> {
  const topic = fresh();
  const received = countCalls(to, topic);
  // Its own beginning may call it too; what comes after that is from the other side.
  await until(() => {
    from.pubsub.publish(topic);
    return received.calls >= 3;
  });
  received.end();
}
