import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a process has used since its start, and how its event loop did since the last question. */
export interface Usage {
  /** Processor time of the main thread, and of all threads, milliseconds. */
  readonly mainMs: number;
  readonly allMs: number;
  /** Share of the time in which the event loop was not idle. */
  readonly busy: number;
  /** Zero unless it was asked to watch. */
  readonly longestDelayMs: number;
}

/** A server in its own process, so that it shares nothing with the measuring process. */
export interface ServerProcess {
  readonly port: number;
  readonly process: ChildProcess;
  /** Resident memory now, bytes. */
  memory(): number;
  /** `watch`: look out for delays of the event loop from now on, which costs a little. */
  usage(options?: { readonly watch: boolean }): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a script that prints `PORT n` once it listens. */
export async function startServer(
  script: URL,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string = process.cwd(),
): Promise<ServerProcess> {
  const report = new URL('./reportUsage.mjs', import.meta.url).pathname;
  const words = ['--disable-warning=ExperimentalWarning', '--import', report, script.pathname, ...args];
  const child = spawn(process.execPath, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script.pathname} ended with ${code} before it listened`)));
    createInterface({ input: child.stdout as Readable }).on('line', (line) => {
      const found = /^PORT (\d+)$/.exec(line)?.[1];
      if (found) resolve(Number(found));
    });
  });
  return {
    port,
    process: child,
    memory: () => {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      return Number(kilobytes ?? 0) * 1024;
    },
    usage: ({ watch } = { watch: false }) =>
      new Promise((resolve) => {
        child.once('message', (usage) => resolve(usage as Usage));
        child.send({ watch });
      }),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}
