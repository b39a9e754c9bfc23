import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from './config.ts';
import { CodedError } from './core/model/errors.ts';

/** Where the settings of a machine's service lie, so that commands find them, too. */
const machineSettings = '/etc/finestreta.env';

/**
 * Reads the file of the settings, if there is one, and notes in FINESTRETA_ENV which; what the environment already says wins.
 * @throws {CodedError} `config.invalid` when it can't be read, or when it can't be told which one counts
 */
export function loadEnvironment(): Environment {
  const file = findSettings(process.env, process.cwd(), machineSettings);
  if (file !== null) {
    try {
      process.loadEnvFile(file);
    } catch (cause) {
      throw new CodedError(
        'config.invalid',
        `The settings in ${file} can't be read (${(cause as { code?: unknown }).code}). Run this as a user who may, as with sudo.`,
        { cause },
      );
    }
    process.env.FINESTRETA_ENV = file;
  }
  return process.env;
}

/**
 * The file of the settings: the one that FINESTRETA_ENV names, or else the `.env` of the folder, or else that of the machine.
 * @throws {CodedError} `config.invalid` when there are both of the latter: a command would speak of one installation and the
 * service of another
 */
export function findSettings(env: Environment, folder: string, machine: string): string | null {
  if (env.FINESTRETA_ENV) return resolve(folder, env.FINESTRETA_ENV);
  const [file = null, other] = [join(folder, '.env'), machine].filter(existsSync);
  if (other === undefined) return file;
  throw new CodedError(
    'config.invalid',
    `There are settings in ${file} and in ${other}. Remove one of them, or say with FINESTRETA_ENV=${other} which one counts.`,
  );
}
