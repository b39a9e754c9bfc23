import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from './config.ts';
import { CodedError } from './core/model/errors.ts';

/** The settings file of a service installed on the machine, so that commands find it too. */
const machineSettings = '/etc/finestreta.env';

/**
 * Reads the settings file, if there is one, and records its path in FINESTRETA_ENV. Variables already set in the
 * environment take precedence.
 * @throws {CodedError} `config.invalid` when it cannot be read, or when it is ambiguous which one counts
 */
export function loadEnvironment(): Environment {
  const file = findSettings(process.env, process.cwd(), machineSettings);
  if (file !== null) {
    try {
      process.loadEnvFile(file);
    } catch (cause) {
      throw new CodedError(
        'config.invalid',
        `The settings in ${file} cannot be read (${(cause as { code?: unknown }).code}). Run this as a user who may read it, for example with sudo.`,
        { cause },
      );
    }
    process.env.FINESTRETA_ENV = file;
  }
  return process.env;
}

/**
 * The settings file: the one that FINESTRETA_ENV names, else the `.env` of the folder, else the machine's.
 * @throws {CodedError} `config.invalid` when both of the latter exist: a command would concern one installation and the
 * service another
 */
export function findSettings(env: Environment, folder: string, machine: string): string | null {
  if (env.FINESTRETA_ENV) return resolve(folder, env.FINESTRETA_ENV);
  const [file = null, other] = [join(folder, '.env'), machine].filter(existsSync);
  if (other === undefined) return file;
  throw new CodedError(
    'config.invalid',
    `There are settings in ${file} and in ${other}. Remove one of them, or set FINESTRETA_ENV=${other} to choose.`,
  );
}
