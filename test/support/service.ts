import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The service as `npm start` runs it, in a process and a data folder of its own. */
export interface Service {
  readonly url: string;
  /** All that it wrote so far. */
  output(): string;
  /** Resolves to the exit code, null after a signal that it did not handle. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'finestreta-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs `src/main.ts` until it ends; for starts that must fail. */
export async function runToEnd(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = launch(env);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output() };
}

/** Starts the service on a free port; resolves once it is ready. */
export async function startService(env: Readonly<Record<string, string>>): Promise<Service> {
  const { child, output } = launch({ PORT: '0', ...env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /is open: (\S+)/.exec(output())?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    void ended.then((code) => reject(new Error(`it ended with ${code} before it was ready:\n${output()}`)));
  });
  return {
    url,
    output,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function launch(env: Readonly<Record<string, string>>): { child: ChildProcess; output: () => string } {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('NODE_') && !key.startsWith('JEST_'));
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      written += chunk;
    });
  }
  return { child, output: () => written };
}
