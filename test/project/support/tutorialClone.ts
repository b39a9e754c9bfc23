import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../support/freePort.ts';
import { learntDir, temporaryFolder } from '../../support/service.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Milliseconds for a text to be printed, on a machine that does other things. */
const printLimitMs = 120_000;

/** A copy of the project, in which a test types what a reader of the tutorial types. */
export interface TutorialClone {
  readonly port: number;
  /** Runs a command to its end; returns what it printed, or throws. */
  run(command: string): string;
  /** Starts a command that goes on, and resolves once it has printed the text. */
  start(command: string, printed: string): Promise<void>;
  /** Resolves once the command that goes on has printed the text. */
  prints(text: string): Promise<void>;
  write(file: string, text: string): void;
  /** Ends what runs, and removes the folder. */
  remove(): Promise<void>;
}

/**
 * Makes the copy with the tutorial's own two commands, `git clone` and `cd`: the address leads to this repository. Then the
 * files of the working tree take the place of those that were committed, so that changes under way count.
 */
export async function createTutorialClone(clone: string, enter: string): Promise<TutorialClone> {
  const parent = temporaryFolder();
  const port = await freePort();
  const inherited = Object.entries(process.env).filter(([key]) => !notInherited.test(key));
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(inherited),
    ...{ PORT: String(port), FINESTRETA_ENV: '/dev/null', LEARNT_DIR: learntDir },
    // What the tutorial says is understood by its words; learning meanings would be most of the work.
    MEANING: 'off',
    ...gitSettings({ [`url.${root}.insteadOf`]: /https:\S+/.exec(clone)?.[0] ?? '', 'safe.directory': '*' }),
  };
  execFileSync('sh', ['-c', clone], { cwd: parent.path, env, stdio: 'pipe' });
  const folder = join(parent.path, /^cd (\S+)$/.exec(enter)?.[1] ?? '.');
  useWorkingTree(folder);

  let service: ChildProcess | null = null;
  let output = '';
  let ended: Promise<unknown> = Promise.resolve();
  const prints = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => output.includes(text) && resolve();
      look();
      service?.stdout?.on('data', look);
      void ended.then(() => reject(new Error(`The service ended and never printed "${text}":\n${output}`)));
      // A text that never comes is told with what came instead.
      setTimeout(() => reject(new Error(`The service did not print "${text}":\n${output}`)), printLimitMs).unref();
    });
  return {
    port,
    run: (command) => execFileSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }),
    start(command, printed) {
      // The leader of a group of its own, so that npm, the shell and the service end together.
      const child = spawn('sh', ['-c', command], {
        cwd: folder,
        env,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      ended = new Promise((resolve) => child.once('close', resolve));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk: string) => {
          output += chunk;
        });
      }
      service = child;
      return prints(printed);
    },
    prints,
    write: (file, text) => writeFileSync(join(folder, file), text),
    async remove() {
      if (service?.pid !== undefined && service.exitCode === null) process.kill(-service.pid, 'SIGTERM');
      await ended;
      parent.remove();
    },
  };
}

/** What the person who runs the tests has set must not count; npm's own would lead commands to the project's folder. */
const notInherited = /^(NODE_|JEST_|npm_|GIT_|MONGODB_|REDIS_URL$)/;

/** Settings of git for one process and those that it starts. */
function gitSettings(settings: Readonly<Record<string, string>>): Record<string, string> {
  const all = Object.entries(settings);
  const numbered = all.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(all.length), ...Object.fromEntries(numbered) };
}

/** Only content is copied, since the reader changes it; all else is linked, what was installed and built included. */
function useWorkingTree(folder: string): void {
  for (const name of readdirSync(folder)) if (name !== '.git') rmSync(join(folder, name), { recursive: true });
  const own = new Set(['.git', '.env', 'data', 'dialogs', 'backups', '.dev']);
  for (const name of readdirSync(root)) if (!own.has(name)) symlinkSync(join(root, name), join(folder, name));
  cpSync(join(root, 'dialogs'), join(folder, 'dialogs'), { recursive: true });
}
