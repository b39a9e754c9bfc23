import { z } from 'zod';
import { CodedError } from '../../src/core/errors.ts';

const guid = z.guid('write an id as the Azure portal shows it, 8-4-4-4-12 letters and digits').toLowerCase();

const shared = {
  /** Most bytes of one file that a person sends. */
  fileBytes: z
    .int()
    .min(1)
    .max(64 * 1024 * 1024)
    .default(10 * 1024 * 1024),
};

/** The part of an account's definition that is Teams' own. */
const definition = z.discriminatedUnion('identity', [
  z.strictObject({
    ...shared,
    /** An app registration of one directory, with a client secret. */
    identity: z.literal('single-tenant'),
    /** Application (client) id of the app registration. */
    appId: guid,
    /** Directory (tenant) id in which the app is registered. */
    directoryId: guid,
  }),
  z.strictObject({
    ...shared,
    /** A user-assigned managed identity: no secret, but the service has to run in Azure. */
    identity: z.literal('managed-identity'),
    /** Client id of the managed identity. */
    appId: guid,
    directoryId: guid,
  }),
  z.strictObject({
    ...shared,
    /** No identity: only for programs on this machine, such as the Agents Playground. */
    identity: z.literal('none'),
  }),
]);

export type TeamsSettings = z.infer<typeof definition>;

/**
 * Checks the part of an account's definition that is Teams' own.
 * @throws {CodedError} `config.invalid`, naming every key that is wrong
 */
export function readSettings(given: unknown): TeamsSettings {
  const parsed = definition.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the settings'}: ${issue.message}`);
  throw new CodedError('config.invalid', `Mend these settings of the Teams account: ${faults.join('; ')}.`);
}

/** The id under which Azure knows the bot; null where it has none and no token is checked. */
export function appIdOf(settings: TeamsSettings): string | null {
  return settings.identity === 'none' ? null : settings.appId;
}
