import type { Commit } from './commit.ts';
import type { Effect } from './event.ts';
import type { Handovers } from './handovers.ts';
import type { Keys } from './ports.ts';

export interface EffectParts {
  readonly keys: Pick<Keys, 'destroy'>;
  readonly handovers: Pick<Handovers, 'offer'>;
}

/** Carries out one thing that a committed turn asked of the outside. Doing it again changes nothing. */
export type CarryOut = (effect: Effect, commit: Commit) => Promise<void>;

export function createEffects({ keys, handovers }: EffectParts): CarryOut {
  return (effect, commit) => {
    switch (effect.type) {
      case 'erase-content':
        return keys.destroy(commit.conversation, commit.keyId);
      case 'offer-code':
        return handovers.offer(commit, effect.boundTo);
      case 'index-cases':
      case 'notify':
        return Promise.resolve();
    }
  };
}
