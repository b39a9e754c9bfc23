import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import type { Fleet } from './fleet.ts';
import type { Relay } from './relay.ts';
import { clear } from './wire.ts';

/** Everything that can fail. */
export interface World {
  readonly fleet: Fleet;
  readonly redis: { kill(): Promise<void>; restart(): Promise<void> };
  readonly database: Pick<Database, 'kill' | 'start'>;
  readonly networks: {
    readonly clients: Relay;
    readonly hooks: Relay;
    readonly redis: Relay;
    readonly database: Relay;
  };
}

/** A kind of fault. */
export interface FaultKind {
  readonly name: string;
  /** How many of them are in one deck of faults. */
  readonly share: number;
  /** Injects the fault, and repairs it within `longest` milliseconds; resolves then. */
  strike(world: World, random: () => number, longest: number): Promise<void>;
}

type Network = keyof World['networks'];

const between = (random: () => number, from: number, to: number) => from + random() * (to - from);
const pick = (fleet: Fleet, random: () => number) => Math.floor(random() * fleet.size);

/** Cuts some of a network's connections. */
const cut = (network: Network, share: number): FaultKind => ({
  name: `${network}: connections cut`,
  share,
  async strike({ networks }, random) {
    const part = random();
    for (const wire of networks[network].wires()) if (random() < part) wire.cut();
  },
});

/** Delays the traffic. */
const slow = (network: Network, share: number): FaultKind => ({
  name: `${network}: slow`,
  share,
  async strike({ networks }, random, longest) {
    networks[network].weather = { ...clear, latency: between(random, 20, 400) };
    await sleep(between(random, longest / 4, longest));
    networks[network].weather = clear;
  },
});

/** Throttles the traffic. */
const narrow = (network: Network, share: number): FaultKind => ({
  name: `${network}: narrow`,
  share,
  async strike({ networks }, random, longest) {
    networks[network].weather = { latency: 1, bytesPerSecond: between(random, 4_000, 100_000) };
    await sleep(between(random, longest / 4, longest));
    networks[network].weather = clear;
  },
});

/** Blocks some connections, which stay open; then they continue, or break. */
const halfOpen = (network: Network, share: number): FaultKind => ({
  name: `${network}: half-open`,
  share,
  async strike({ networks }, random, longest) {
    const part = random();
    const wires = networks[network].wires().filter(() => random() < part);
    const goesOn = random() < 0.5;
    for (const wire of wires) wire.hold();
    await sleep(between(random, longest / 8, longest));
    for (const wire of wires) {
      if (goesOn) wire.release();
      else wire.cut();
    }
  },
});

/** Cuts all connections and refuses new ones for a while. */
const parted = (network: Network, share: number): FaultKind => ({
  name: `${network}: parted`,
  share,
  async strike({ networks }, random, longest) {
    networks[network].open = false;
    for (const wire of networks[network].wires()) wire.cut();
    await sleep(between(random, longest / 20, longest / 2));
    networks[network].open = true;
  },
});

export const faultKinds: readonly FaultKind[] = [
  {
    name: 'process: SIGKILL',
    share: 4,
    async strike({ fleet }, random) {
      fleet.kill(pick(fleet, random));
    },
  },
  {
    name: 'process: SIGTERM',
    share: 1,
    async strike({ fleet }, random) {
      fleet.drain(pick(fleet, random));
    },
  },
  {
    name: 'process: SIGSTOP, SIGCONT',
    share: 1,
    async strike({ fleet }, random, longest) {
      fleet.freeze(pick(fleet, random), between(random, longest / 8, longest));
    },
  },
  {
    name: 'Redis: SIGKILL',
    share: 1,
    async strike({ redis }, random, longest) {
      await redis.kill();
      await sleep(between(random, 50, longest / 3));
      await redis.restart();
    },
  },
  {
    name: 'database: SIGKILL',
    share: 1,
    async strike({ database }, random, longest) {
      await database.kill();
      await sleep(between(random, 50, longest / 3));
      await database.start();
    },
  },
  cut('clients', 2),
  cut('hooks', 1),
  cut('redis', 1),
  cut('database', 2),
  slow('clients', 1),
  slow('redis', 1),
  slow('database', 1),
  narrow('clients', 1),
  narrow('database', 1),
  halfOpen('clients', 1),
  halfOpen('hooks', 1),
  halfOpen('redis', 1),
  halfOpen('database', 2),
  parted('redis', 1),
  parted('database', 1),
];
