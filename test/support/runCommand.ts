import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keptBetweenStarts } from './service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command wrote until its end, and its exit code. */
interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script of the project in a process of its own, as an operator does, with these settings and none of those of
 * the person who runs the tests. What Node compiled is kept between starts, which halves them.
 */
export function runCommand(
  words: readonly string[],
  { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string | undefined>> },
): Promise<CommandResult> {
  const { NODE_COMPILE_CACHE } = keptBetweenStarts;
  const own = { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', NODE_COMPILE_CACHE, ...env };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, { cwd, env: own }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(error);
    });
  });
}

/** The same for a command that must succeed; resolves to its output. */
export async function outputOf(...given: Parameters<typeof runCommand>): Promise<string> {
  const { code, stdout, stderr } = await runCommand(...given);
  if (code !== 0) throw new Error(`${given[0].join(' ')} ended with ${code}:\n${stderr}`);
  return stdout;
}
