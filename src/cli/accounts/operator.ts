import type { Environment } from '../../config.ts';
import type { Agent } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { findOperator } from '../../identity/operators.ts';
import type { OpenAccounts } from './open.ts';

/** The variable in which a command finds the key of whoever gives it. */
export const keyVariable = 'FINESTRETA_OPERATOR_KEY';

/** Asks whoever is at the terminal for a key, without showing it; null where nobody is there. */
export type AskKey = () => Promise<string | null>;

/**
 * Who gives a command, by their operator key: from the environment, or asked for. Never from the command line itself,
 * which every program on the machine can read.
 * @throws {CodedError} `auth.missing` or `auth.refused`
 */
export async function operatorOf(
  { config, people }: Pick<OpenAccounts, 'config' | 'people'>,
  env: Environment,
  ask: AskKey,
): Promise<Agent> {
  const key = (env[keyVariable] || (await ask()) || '').trim();
  if (key === '') {
    throw new CodedError(
      'auth.missing',
      `Who does this? Make yourself an operator key in the console (Staff, Operator key) and give it in ${keyVariable}, or run this at a terminal.`,
    );
  }
  const agent = await findOperator(key, { tenant: config.tenant, store: people, clock: Date.now });
  if (agent !== null) return agent;
  throw new CodedError(
    'auth.refused',
    'This operator key is not good, has expired, or is of somebody who is no administrator. Make another one in the console.',
  );
}

/** Asks at the terminal. What is typed is not shown. */
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
