import { randomNumbers } from '../random.ts';

/** Random choices of one case, the same for the same seed and number. */
export interface Dice {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  bytes(length: number): Buffer;
  /** Calls one of the functions, chosen by weight. */
  oneOf<T>(choices: readonly (readonly [weight: number, make: () => T])[]): T;
}

export function createDice(seed: number, index: number): Dice {
  // Cases with adjacent numbers must not resemble each other.
  const next = randomNumbers(Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b));
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
    oneOf(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, make] of choices) {
        left -= weight;
        if (left < 0) return make();
      }
      throw new Error('nothing to choose from');
    },
  };
}
