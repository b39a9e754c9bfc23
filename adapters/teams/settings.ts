import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';

const guid = z.guid('write an id as the Azure portal shows it, 8-4-4-4-12 letters and digits').toLowerCase();

const shared = {
  /** Most bytes of one file that a person sends. */
  fileBytes: z
    .int()
    .min(1)
    .max(64 * 1024 * 1024)
    .default(10 * 1024 * 1024),
};

/** The id of a channel; the link to the channel contains it. */
const channelId = z
  .string()
  .transform((id) => id.replaceAll(/%3a/gi, ':').replaceAll(/%40/g, '@'))
  .pipe(z.string().regex(/^19:[\w.-]+@thread\.(?:tacv2|skype)$/, 'is not an id: copy it from the link to the channel'));

/** Settings of an account with an identity. */
const proven = {
  ...shared,
  /**
   * The staff channel of a team, in which each case is a post; the bot treats nothing in it as a citizen's message.
   * Only the token proves who writes there.
   */
  staff: z
    .strictObject({
      channel: channelId,
      /** Departments whose cases are shown there, ids of dialogs/departments.yaml; all by default. */
      departments: z.array(z.string()).min(1, 'is empty: omit it to show all').optional(),
    })
    .optional(),
  /** The channel of a team in which it announces things. */
  announce: z.strictObject({ channel: channelId }).optional(),
};

/** The Teams part of an account's definition. */
const definition = z.discriminatedUnion('identity', [
  z.strictObject({
    ...proven,
    /** An app registration of one directory, with a client secret. */
    identity: z.literal('single-tenant'),
    /** Application (client) id of the app registration. */
    appId: guid,
    /** Directory (tenant) id in which the app is registered. */
    directoryId: guid,
  }),
  z.strictObject({
    ...proven,
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
 * Validates the Teams part of an account's definition.
 * @throws {CodedError} `config.invalid`, naming every key that is wrong
 */
export function readSettings(given: unknown): TeamsSettings {
  const parsed = definition.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the settings'}: ${issue.message}`);
  throw new CodedError('config.invalid', `Fix these settings of the Teams account: ${faults.join('; ')}.`);
}

/** The bot's id in Azure; null where it has no identity and no token is checked. */
export function appIdOf(settings: TeamsSettings): string | null {
  return settings.identity === 'none' ? null : settings.appId;
}
