import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keptBetweenStarts } from './service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a few lines of a module in a process of their own, at the root of the project; returns what they print. */
export function runApart(lines: string): string {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('NODE_') && !key.startsWith('JEST_'));
  return execFileSync(process.execPath, ['--input-type=module', '-e', lines], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...keptBetweenStarts },
    encoding: 'utf8',
  }).trim();
}
