import type { LoadResult } from '../load.ts';
import { machineTime } from './processorTime.ts';
import { type Cpu, cpuPerMessage, type Service } from './service.ts';

/** A load and its cost. */
export interface Measured extends LoadResult {
  /** Processor milliseconds per message. */
  readonly cpu: Cpu;
  /** Processors that all parts used together. */
  readonly used: number;
  /** Processors that other programs used: they were not available to what is measured. */
  readonly others: number;
}

/** Runs a load and reads the processor time of each part before and after it. */
export async function measureLoad(service: Service, load: () => Promise<LoadResult>): Promise<Measured> {
  const before = service.cpu();
  const machineBefore = machineTime();
  const began = performance.now();
  const result = await load();
  const seconds = (performance.now() - began) / 1_000;
  const after = service.cpu();
  const machine = (machineTime() - machineBefore) / seconds;
  const messages = result.perSecond * seconds;
  const cpu = cpuPerMessage(before, after, messages);
  const used = ((cpu.bot + (cpu.database ?? 0) + cpu.redis + cpu.load) * messages) / 1_000 / seconds;
  return { ...result, cpu, used, others: Math.max(0, machine - used) };
}

/** The median of some numbers. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The median of one figure over some measurements. */
export function medianOf<T>(list: readonly T[], figure: (one: T) => number | null): number {
  return median(list.map((one) => figure(one) ?? Number.NaN));
}
