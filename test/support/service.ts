import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The service, from its sources, in a process and a data folder of its own. */
export interface Service {
  readonly url: string;
  readonly pid: number;
  /** All that it wrote so far. */
  output(): string;
  /** Resolves to the exit code, null after a signal that it did not handle. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
  /** Resolves, when it has ended, to the exit code as `stop` does. */
  readonly ended: Promise<number | null>;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'finestreta-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a program of the project wrote until its end, and its exit code (null after a signal). */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs `src/main.ts` until it ends; for starts that must fail. */
export function runToEnd(env: Readonly<Record<string, string>>): Promise<Ended> {
  return runProgram([process.execPath, 'src/main.ts'], env);
}

/** Runs a program with its words until it ends, from the root of the project. */
export async function runProgram(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const { child, output } = launch(root, words, env);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output() };
}

/** Starts the service on a free port; resolves once it is ready. */
export function startService(env: Readonly<Record<string, string>>): Promise<Service> {
  return startProgram(['src/main.ts'], env);
}

/** Starts a program that says like `src/main.ts` where it is open, with its words, and in its way. */
export function startProgram(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Service> {
  return startIn(root, [process.execPath, ...words], env);
}

/** The same in another folder than the project's, with the program as the first word. */
export async function startIn(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Service> {
  const { child, output } = launch(folder, words, { PORT: '0', ...env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /is open: ([^\s"]+)/.exec(output())?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', look);
    void ended.then((code) => reject(new Error(`it ended with ${code} before it was ready:\n${output()}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    output,
    ended,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Settings of the person who runs the tests that must not become settings of what they start. */
const notInherited = /^(NODE_|JEST_|MONGODB_|REDIS_URL$)/;

const kept = join(root, 'node_modules/.cache/finestreta-tests');
/** Where all tests keep what the service learns from what is shipped: most would learn the same. */
export const learntDir = join(kept, 'learnt');
/** What `npm run build`, or `npm test`, has learnt of the content that ships: read where it is not in `learntDir`. */
export const learntAhead = join(root, 'dist/learnt');
/** Where Node keeps what it made of our modules: each further start computes a third less. */
export const keptBetweenStarts = { NODE_COMPILE_CACHE: kept, LEARNT_DIR: learntDir };
/** Apart, what is made of other content: only the last parsed one is kept. */
const otherContent = { LEARNT_DIR: join(kept, 'other') };
/**
 * No file of settings: what lies on the machine that runs the tests must not count. Sentence vectors are a third of a
 * start: tests of what they change turn them on.
 */
const usual = { FINESTRETA_ENV: '/dev/null', MEANING: 'off', CONTENT_LINKS: 'off' };

/** What a test has set, with what is set for all. */
export function settingsOf(env: Readonly<Record<string, string>>): Record<string, string> {
  return { LEARNT_DIR: learntDir, ...('DIALOGS_DIR' in env ? otherContent : {}), ...usual, ...env };
}

function launch(
  folder: string,
  [program = '', ...words]: readonly string[],
  env: Readonly<Record<string, string>>,
): { child: ChildProcess; output: () => string } {
  const inherited = Object.entries(process.env).filter(([key]) => !notInherited.test(key));
  const child = spawn(program, words, {
    cwd: folder,
    env: {
      ...Object.fromEntries(inherited),
      ...keptBetweenStarts,
      ...settingsOf(env),
    },
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
