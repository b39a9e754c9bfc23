import type { Environment } from '../../config.ts';
import type { Agent } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { findOperator } from '../../identity/operators.ts';
import type { CliAccounts } from './openCliAccounts.ts';

/** Environment variable with the operator key of the person who runs the command. */
const keyVariable = 'FINESTRETA_OPERATOR_KEY';

/** Asks at the terminal for a key, without echo; null when there is no terminal. */
export type AskKey = () => Promise<string | null>;

/**
 * Identifies the person by their operator key: from the environment, or asked for. Never from the command line, which
 * every program on the machine can read.
 * @throws {CodedError} `auth.missing` or `auth.refused`
 */
export async function operatorOf(
  { config, people }: Pick<CliAccounts, 'config' | 'people'>,
  env: Environment,
  ask: AskKey,
): Promise<Agent> {
  return identifyOperator(
    (key) => findOperator(key, { tenant: config.tenant, store: people, clock: Date.now }),
    env,
    ask,
  );
}

/** The same, where something else knows the keys. */
export async function identifyOperator(
  find: (key: string) => Promise<Agent | null>,
  env: Environment,
  ask: AskKey,
): Promise<Agent> {
  const key = (env[keyVariable] || (await ask()) || '').trim();
  if (key === '') {
    throw new CodedError(
      'auth.missing',
      `Who are you? Create an operator key in the console (Staff, Operator key) and set ${keyVariable} to it, or run this at a terminal.`,
    );
  }
  const agent = await find(key);
  if (agent !== null) return agent;
  throw new CodedError(
    'auth.refused',
    'This operator key is invalid or expired, or its owner is not an administrator. Create a new one in the console.',
  );
}

/** Asks at the terminal, without echo. */
export const askAtTerminal: AskKey = async () => {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return null;
  stderr.write('Operator key: ');
  stdin.setRawMode(true);
  try {
    let typed = '';
    for await (const chunk of stdin) {
      for (const sign of String(chunk)) {
        if (sign === '\r' || sign === '\n') return typed;
        // Ctrl C and Ctrl D.
        if (sign === '\u0003' || sign === '\u0004') return null;
        typed = sign === '\u007f' ? typed.slice(0, -1) : typed + sign;
      }
    }
    return typed;
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
};
