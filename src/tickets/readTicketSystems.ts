import { readFile } from 'node:fs/promises';
import { secretReference } from '../accounts/secrets.ts';
import { readYaml } from '../content/load/readYaml.ts';
import { CodedError } from '../core/model/errors.ts';
import { type TicketSystem, ticketsFile } from './ticketSystem.ts';

/**
 * Reads the file of ticket systems and the keys that it refers to.
 * @throws {CodedError} `config.invalid`, naming file, line and fix, and `account.secret`
 */
export async function readTicketSystems(deps: {
  file: string;
  /** Reads secrets by their references. */
  secrets: (references: Readonly<Record<string, string>>) => Promise<Readonly<Record<string, string>>>;
  /** Whether addresses of this machine may be called without encryption. */
  loopback: boolean;
}): Promise<readonly TicketSystem[]> {
  const { file, secrets, loopback } = deps;
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new CodedError('config.invalid', `TICKETS_FILE names ${file}, which cannot be read.`, { cause });
  });
  const { result, problems } = readYaml(file, text, ticketsFile(secretReference, { loopback }));
  if (result === null) {
    const faults = problems.map(({ line, message }) => `${file}${line === null ? '' : `:${line}`}: ${message}`);
    throw new CodedError('config.invalid', `Fix the ticket systems and start again:\n${faults.join('\n')}`);
  }
  const { systems } = result.value;
  const found = await secrets(Object.fromEntries(systems.map(({ id, key }) => [id, key])));
  return systems.map((system) => ({ ...system, key: found[system.id] ?? '' }));
}
