import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';

const definition = z.strictObject({
  /** URL of the API: Discord itself, or a proxy before it. Without a trailing slash. */
  api: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://discord.com/api'),
  /**
   * Whether the bot reads the threads that it opened without being mentioned in each message. This needs the privileged
   * "Message Content Intent": Discord then sends all messages in the bot's channels, and the bot drops at once those
   * that are not for it.
   */
  readThreads: z.boolean().default(false),
  /**
   * The staff channel, in which each case is a thread; the bot treats nothing in it as a citizen's message. It needs
   * the "Message Content Intent", as above.
   */
  staff: z
    .strictObject({
      /** The id of the channel. */
      channel: z
        .string()
        .regex(/^\d{15,22}$/, 'is not an id: copy it from the channel, with Discord in developer mode'),
      /** Departments whose cases are shown there, ids of dialogs/departments.yaml; all by default. */
      departments: z.array(z.string()).min(1, 'is empty: omit it to show all').optional(),
    })
    .optional(),
  /** The channel in which it announces things. */
  announce: z
    .strictObject({
      /** The id of the channel. */
      channel: z
        .string()
        .regex(/^\d{15,22}$/, 'is not an id: copy it from the channel, with Discord in developer mode'),
    })
    .optional(),
  /** Most bytes of one file that a person sends. */
  fileBytes: z
    .int()
    .min(1)
    .max(100 * 1024 * 1024)
    .default(10 * 1024 * 1024),
});

/** Settings specific to Discord in an account's definition. */
export type Settings = Readonly<z.infer<typeof definition>>;

/**
 * Validates the Discord part of an account's definition.
 * @throws {CodedError} `config.invalid`
 */
export function readSettings(given: unknown): Settings {
  const parsed = definition.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`);
  throw new CodedError('config.invalid', `Fix these settings of the Discord account: ${faults.join('; ')}.`);
}
