import { fullLoad } from '../load.ts';
import { randomNumbers } from '../random.ts';
import { createInstallation, type Installation, type StoreKind } from './installation.ts';
import { type Measured, measureLoad } from './loadMeasure.ts';
import type { Options } from './options.ts';
import { type Service, startService } from './service.ts';
import { storeConversations } from './storedConversations.ts';
import { createStoredTurns } from './storedTurns.ts';
import type { Template } from './templates.ts';

/** Concurrent turns at full load. */
const atOnce = 64;

/** Performance of a store with many conversations. */
export interface SizeResult {
  readonly store: string;
  readonly size: number;
  /** Seconds from a process's start until it accepted messages. */
  readonly start: number;
  readonly bytes: { readonly journal: number; readonly keys: number } | null;
  /** One turn after the other. */
  readonly single: readonly Measured[];
  readonly full: readonly Measured[];
}

interface Stored extends SizeResult {
  readonly installation: Installation;
  readonly service: Service;
  readonly turns: ReturnType<typeof createStoredTurns>;
  readonly single: Measured[];
  readonly full: Measured[];
}

/** Fills a store to each size, then measures turns in random conversations, round after round over all sizes. */
export async function measureBySize(
  kind: StoreKind,
  options: Options,
  texts: readonly string[],
  templates: readonly Template[],
): Promise<readonly SizeResult[]> {
  const stores: Stored[] = [];
  const { seconds } = options;
  try {
    for (const size of options.sizes[kind]) {
      const installation = await createInstallation(kind);
      if (installation === null) return [];
      stores.push(await fill(installation, size, templates));
    }
    for (const { turns } of stores) {
      // A failed turn ends the run: a load only counts them.
      await turns.ask(0, texts[0] ?? '');
      await fullLoad(turns.ask, atOnce, texts, 4);
    }
    for (let round = 0; round < options.rounds; round++) {
      for (const { service, turns, single, full } of stores) {
        single.push(await measureLoad(service, () => fullLoad(turns.ask, 1, texts, seconds)));
        full.push(await measureLoad(service, () => fullLoad(turns.ask, atOnce, texts, seconds)));
      }
    }
    return stores;
  } finally {
    for (const { turns, service, installation } of stores) {
      turns.close();
      await service.stop();
      await installation.close();
    }
  }
}

async function fill(installation: Installation, size: number, templates: readonly Template[]): Promise<Stored> {
  const began = performance.now();
  await storeConversations(installation, size, templates, (done) => {
    if (done % 50_000 === 0) console.error(`${installation.name}: ${done} of ${size} conversations stored`);
  });
  const bytes = installation.bytes();
  const filled = performance.now();
  const service = await startService(installation, 1);
  const start = (performance.now() - filled) / 1_000;
  console.error(
    `${installation.name}: ${size} conversations stored in ${((filled - began) / 1_000).toFixed(0)} s, a process started in ${start.toFixed(1)} s`,
  );
  const port = service.ports[0] as number;
  const turns = createStoredTurns({ installation, port, count: size, atOnce, random: randomNumbers(size) });
  return { store: installation.name, size, start, bytes, single: [], full: [], installation, service, turns };
}
