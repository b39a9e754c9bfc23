import { fullLoad, type LoadResult, steadyLoad } from '../load.ts';
import { createInstallation, type StoreKind } from './installation.ts';
import { type Measured, measureLoad, medianOf } from './loadMeasure.ts';
import type { Options } from './options.ts';
import { startService } from './service.ts';
import { openSpreadClients } from './spreadClients.ts';

/** Warm-up time of each process, and once more of the machine: the compiler has then seen the hot code. */
const warmUpSeconds = 2;

/** Throughput of a number of processes on one store. */
export interface ProcessesResult {
  readonly store: string;
  readonly processes: number;
  readonly full: readonly Measured[];
  /** At half the rate of one process. */
  readonly half: readonly LoadResult[];
  /** Bytes of memory of one process after its load. */
  readonly memory: readonly number[];
}

/** Measures a store with each number of processes, round after round, always from an empty journal. */
export async function measureByProcesses(
  kind: StoreKind,
  options: Options,
  texts: readonly string[],
): Promise<readonly ProcessesResult[]> {
  const { clients: count, seconds } = options;
  const results = options.processes.map((processes) => ({
    store: '',
    processes,
    full: [] as Measured[],
    half: [] as LoadResult[],
    memory: [] as number[],
  }));
  for (let round = 0; round < options.rounds; round++) {
    for (const result of results) {
      const installation = await createInstallation(kind);
      if (installation === null) return [];
      const service = await startService(installation, result.processes);
      const clients = await openSpreadClients(service.ports, count);
      await fullLoad(clients.ask, count, texts, warmUpSeconds * (1 + result.processes));
      result.store = installation.name;
      result.full.push(await measureLoad(service, () => fullLoad(clients.ask, count, texts, seconds)));
      const rate = medianOf(results[0]?.full ?? [], ({ perSecond }) => perSecond) / 2;
      result.half.push(await steadyLoad(clients.ask, count, texts, rate, seconds));
      result.memory.push(service.memory() / result.processes);
      clients.close();
      await service.stop();
      await installation.close();
    }
  }
  return results;
}
