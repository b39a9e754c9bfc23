import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

/** Identical processes of the service, each restarted when it has ended, as an init system does. */
export interface Fleet {
  readonly size: number;
  /** Ports of the running processes, starting with another one each time. */
  ports(of: 'web' | 'hook'): readonly number[];
  /** Kills a process. */
  kill(index: number): void;
  /** Asks a process to shut down. */
  drain(index: number): void;
  /** Suspends a process for some milliseconds, as on a busy machine. */
  freeze(index: number, milliseconds: number): void;
  /** Resumes all; resolves once all are running and none is about to end. */
  ready(): Promise<void>;
  /** Number of running processes. */
  serving(): number;
  /** Failed starts, which happen while the database is away. */
  failedStarts(): number;
  /** Processes that exceeded their shutdown time, as when the database is away. */
  lateEnds(): number;
  /** Processes that ended unasked, or failed to shut down, and how. */
  crashes(): readonly string[];
  /** Asks all to shut down, and restarts none. */
  stop(): Promise<void>;
}

interface Member {
  child: ChildProcess;
  ports: { readonly web: number; readonly hook: number } | null;
  asked: 'to die' | 'to end' | null;
}

const script = fileURLToPath(new URL('service.ts', import.meta.url));
/** Exit code of a process that did not finish in time. */
export const outOfTime = 3;
/** Milliseconds before a failed start is retried. */
const restartPause = 300;

/** Starts the first process alone, so that it creates what all share, then calls `prepare`, then starts the others. */
export async function startFleet(deps: {
  size: number;
  env: Readonly<Record<string, string>>;
  /** Folder for their output. */
  folder: string;
  prepare: () => Promise<void>;
}): Promise<Fleet> {
  const { size, env, folder } = deps;
  const members: Member[] = [];
  const crashes: string[] = [];
  let failedStarts = 0;
  let lateEnds = 0;
  let next = 0;
  let stopping = false;

  function launch(index: number): void {
    const log = openSync(join(folder, `process${index}.log`), 'a');
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      // Their standard input closes with this process, and they end with it.
      stdio: ['pipe', 'pipe', log],
    });
    closeSync(log);
    const member: Member = { child, ports: null, asked: null };
    members[index] = member;
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const [, web, hook] = /^PORTS (\d+) (\d+)$/.exec(line) ?? [];
      if (hook !== undefined) member.ports = { web: Number(web), hook: Number(hook) };
    });
    child.once('exit', (code, signal) => {
      const how = `process ${index} ended with ${signal ?? code}`;
      if (member.asked === 'to end' && code === outOfTime) lateEnds += 1;
      else if (member.asked === 'to end' && code !== 0) crashes.push(`${how} when it was asked to`);
      if (member.asked === null && member.ports !== null) crashes.push(`${how} by itself`);
      if (member.asked === null && member.ports === null) failedStarts += 1;
      const pause = member.asked === null ? restartPause : 0;
      member.ports = null;
      if (!stopping) setTimeout(() => stopping || launch(index), pause);
    });
  }

  const serving = () => members.flatMap(({ ports }) => ports ?? []);

  const fleet: Fleet = {
    size,
    ports(of) {
      const ports = serving().map((each) => each[of]);
      next += 1;
      return ports.map((_, index) => ports[(index + next) % ports.length] as number);
    },
    kill(index) {
      const member = members[index] as Member;
      member.asked = 'to die';
      member.child.kill('SIGKILL');
    },
    drain(index) {
      const member = members[index] as Member;
      // Before it is running, it cannot be shut down cleanly.
      if (member.ports === null || member.asked !== null) return;
      member.asked = 'to end';
      member.child.kill('SIGTERM');
    },
    freeze(index, milliseconds) {
      const { child } = members[index] as Member;
      child.kill('SIGSTOP');
      setTimeout(() => child.kill('SIGCONT'), milliseconds);
    },
    async ready() {
      for (const { child } of members) child.kill('SIGCONT');
      await until(() => members.every(({ ports, asked }) => ports !== null && asked === null), 60_000);
    },
    serving: () => serving().length,
    failedStarts: () => failedStarts,
    lateEnds: () => lateEnds,
    crashes: () => crashes,
    async stop() {
      stopping = true;
      const ended = members.map(({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return null;
        const impatient = setTimeout(() => child.kill('SIGKILL'), 30_000);
        return new Promise<void>((resolve) =>
          child.once('exit', () => {
            clearTimeout(impatient);
            resolve();
          }),
        );
      });
      for (const [index, { child, ports }] of members.entries()) {
        if (ports === null) child.kill('SIGKILL');
        else fleet.drain(index);
      }
      await Promise.all(ended);
    },
  };

  launch(0);
  if (!(await until(() => serving().length === 1, 60_000))) {
    await fleet.stop();
    throw new Error(`No process of the service comes up (${failedStarts} starts failed): see ${folder}/process0.log.`);
  }
  await deps.prepare();
  for (let index = 1; index < size; index++) launch(index);
  await fleet.ready();
  return fleet;
}
