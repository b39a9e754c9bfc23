import { setTimeout as sleep } from 'node:timers/promises';
import { randomNumbers } from '../random.ts';
import { type FaultKind, faultKinds, type World } from './faults.ts';
import { clear } from './wire.ts';

interface StormDeps {
  readonly seed: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Mean milliseconds between two faults. */
  readonly every: number;
  /** Longest duration of one fault, milliseconds. */
  readonly longest: number;
}

interface Planned {
  readonly kind: FaultKind;
  /** Milliseconds from the beginning. */
  readonly at: number;
  readonly seed: number;
}

/** The faults of a seed and their times: decks of all kinds, each shuffled. */
export function planStorm({
  seed,
  duration,
  every,
}: Pick<StormDeps, 'seed' | 'duration' | 'every'>): readonly Planned[] {
  const random = randomNumbers(seed);
  const plan: Planned[] = [];
  for (let at = 0; ; ) {
    for (const kind of shuffled(
      faultKinds.flatMap((each) => Array<FaultKind>(each.share).fill(each)),
      random,
    )) {
      at += every * (0.3 + 1.4 * random());
      if (at >= duration) return plan;
      plan.push({ kind, at, seed: Math.floor(random() * 2 ** 32) });
    }
  }
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  return list
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Result of a storm. */
export interface Storm {
  /** How often each kind occurred. */
  readonly faults: ReadonlyMap<string, number>;
  /** How many processes were running on average. */
  readonly serving: number;
}

/** Injects faults as planned, one kind never twice at the same time, and repairs everything at the end. */
export async function rage(world: World, deps: StormDeps): Promise<Storm> {
  const counts = new Map(faultKinds.map(({ name }) => [name, 0]));
  const underWay = new Map<string, Promise<void>>();
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(world.fleet.serving()), 200);
  const began = performance.now();
  for (const { kind, at, seed } of planStorm(deps)) {
    await sleep(Math.max(0, at - (performance.now() - began)));
    if (underWay.has(kind.name)) continue;
    counts.set(kind.name, (counts.get(kind.name) ?? 0) + 1);
    const struck = kind.strike(world, randomNumbers(seed), deps.longest).finally(() => underWay.delete(kind.name));
    underWay.set(kind.name, struck);
  }
  await Promise.all(underWay.values());
  clearInterval(sampling);
  for (const network of Object.values(world.networks)) {
    network.open = true;
    network.weather = clear;
    for (const wire of network.wires()) wire.release();
  }
  await world.fleet.ready();
  return { faults: counts, serving: samples.reduce((sum, count) => sum + count, 0) / samples.length };
}
