import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Case, type Kind, kinds, makeCase } from './cases.ts';
import { faultOf } from './judge.ts';
import { type FuzzedService, startFuzzedService } from './service.ts';
import { createWire, type Outcome } from './wire.ts';
import { openWorld, signIn, type World } from './world.ts';

interface FuzzOptions {
  readonly requests: number;
  readonly parallel: number;
  readonly seed: number;
  readonly env: Readonly<Record<string, string>>;
  /** Called with the progress now and then. */
  readonly progress: (sample: Sample) => void;
}

export interface Sample {
  readonly requests: number;
  /** Since the first request. */
  readonly seconds: number;
  /** Resident memory of the service, bytes. */
  readonly memory: number;
}

interface FuzzReport {
  readonly answers: ReadonlyMap<Kind, ReadonlyMap<string, number>>;
  /** Violations, at most twenty of them, each with the case that caused it. */
  readonly faults: readonly string[];
  readonly faultCount: number;
  readonly samples: readonly Sample[];
  readonly seconds: number;
}

const maxFaults = 20;
/** Milliseconds after which tickets are renewed: they are valid for a minute. */
const worldFor = 25_000;
const sampleCount = 100;

/** Sends cases to a private service until all are done, or it has ended. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'finestreta-fuzz-'));
  try {
    const service = await startFuzzedService({ DATA_DIR: folder, ...options.env });
    try {
      return await fuzz(service, options);
    } finally {
      await service.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fuzz(service: FuzzedService, { requests, parallel, seed, progress }: FuzzOptions): Promise<FuzzReport> {
  const staff = await signIn(service.url, await service.firstLink());
  let world = await openWorld(service.url, staff);
  let worldAt = performance.now();
  let renewing: Promise<void> | null = null;
  const answers = new Map<Kind, Map<string, number>>(kinds.map((kind) => [kind, new Map()]));
  const faults: string[] = [];
  const samples: Sample[] = [];
  const began = performance.now();
  let faultCount = 0;
  let next = 0;
  let done = 0;

  const blame = (what: string) => {
    faultCount += 1;
    if (faults.length < maxFaults) faults.push(what);
  };

  const renew = async () => {
    world = await openWorld(service.url, staff);
    worldAt = performance.now();
    renewing = null;
  };

  const note = (index: number, previous: number | null, each: Case, outcome: Outcome) => {
    const status = outcome.status === null ? 'closed' : String(outcome.status);
    const own = answers.get(each.kind);
    own?.set(status, (own.get(status) ?? 0) + 1);
    const fault = faultOf(each, outcome);
    if (fault !== null) blame(`${describe(fault, index, each, outcome)}\n  after case ${previous} of the same client`);
    done += 1;
    if (done % Math.ceil(requests / sampleCount) !== 0) return;
    const sample = { requests: done, seconds: (performance.now() - began) / 1_000, memory: service.memory() };
    samples.push(sample);
    progress(sample);
  };

  const work = async () => {
    const wire = createWire(world.port);
    let previous: number | null = null;
    while (next < requests && service.ended() === null && faultCount < 10 * maxFaults) {
      if (performance.now() - worldAt > worldFor) renewing ??= renew();
      await renewing;
      const index = next++;
      const each = makeCase(seed, index, world);
      note(index, previous, each, await wire.send(each));
      previous = index;
    }
    wire.close();
  };
  await Promise.all(Array.from({ length: parallel }, work));
  if (service.ended() !== null) blame(`the service ended with ${service.ended()}`);
  else if ((await fetch(`${service.url}/readyz`)).status !== 200) blame('it is not ready any more');
  for (const line of service.faults()) blame(`the service wrote: ${line}`);
  return { answers, faults, faultCount, samples, seconds: (performance.now() - began) / 1_000 };
}

function describe(
  fault: string,
  index: number,
  { kind, bytes, frames }: Case,
  { head, body, ending }: Outcome,
): string {
  const shown = (of: Buffer | string, most: number) => JSON.stringify(of.toString('latin1').slice(0, most));
  const sent = `${shown(bytes, 1_500)}${frames === undefined ? '' : ` then ${frames.length} bytes of frames ${frames.subarray(0, 60).toString('hex')}`}`;
  return `case ${index} (${kind}): ${fault}\n  sent ${sent}\n  got  ${shown(`${head}\n${body}`, 600)}\n  ${ending}`;
}

/** Whether memory has stopped growing: compares the last quarter with the second one. */
export function growth(samples: readonly Sample[]): number {
  const middleOf = (from: number, to: number) => {
    const part = samples.slice(Math.floor(samples.length * from), Math.floor(samples.length * to));
    return part.map(({ memory }) => memory).toSorted((a, b) => a - b)[Math.floor(part.length / 2)] ?? 0;
  };
  return middleOf(0.75, 1) / middleOf(0.25, 0.5);
}

export type { World };
