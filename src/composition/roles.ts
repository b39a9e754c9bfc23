import { parseArgs } from 'node:util';
import { CodedError } from '../core/model/errors.ts';

/** Which of the service's work a process does. */
export interface Roles {
  /** Receives messages (pages, Direct Line, web hooks of platforms) and answers. */
  readonly web: boolean;
  /** Sends waiting messages, and does the work that only one process may do at a time. */
  readonly worker: boolean;
}

/** A process that does everything. */
export const everyRole: Roles = { web: true, worker: true };

/** What may be written after `npm start --`. */
export const roleUsage = `npm start [-- --role ROLE]
  --role web      takes what people send, and answers
  --role worker   sends what waits to be sent, and does what only one process may do at a time
Without it, or with --role web,worker, a process does both. Settings: .env.example. More: docs/operate.md.`;

const names = ['web', 'worker'] as const satisfies readonly (keyof Roles)[];

/**
 * Reads `--role web`, `--role worker` or `--role web,worker` from the command line; without it a process does
 * everything.
 * @throws {CodedError} `config.invalid`, saying what may be written
 */
export function readRoles(argv: readonly string[]): Roles {
  const given = roleOption(argv);
  if (given === undefined) return everyRole;
  const chosen = given.split(',').map((name) => name.trim());
  const unknown = chosen.find((name) => !names.some((known) => known === name));
  if (unknown !== undefined) throw unreadable(`there is no role '${unknown}'`);
  return { web: chosen.includes('web'), worker: chosen.includes('worker') };
}

function roleOption(argv: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...argv], options: { role: { type: 'string' } } }).values.role;
  } catch (cause) {
    throw unreadable(`'${argv.join(' ')}' cannot be read`, cause);
  }
}

function unreadable(what: string, cause?: unknown): CodedError {
  const advice = 'Write --role web, --role worker, or --role web,worker (which is what it does without the option).';
  return new CodedError('config.invalid', `On the command line ${what}. ${advice}`, { cause });
}
