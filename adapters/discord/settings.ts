import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';

const definition = z.strictObject({
  /** Where the API is: Discord itself, or a proxy before it. Without a slash at its end. */
  api: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://discord.com/api'),
  /**
   * Whether the bot reads the threads that it opened without being mentioned in each message. It needs the privileged
   * "Message Content Intent", and with it Discord hands over all that is written where the bot is; what is not for it
   * is dropped at once.
   */
  readThreads: z.boolean().default(false),
  /**
   * A channel of a server in which each case is a thread: a place of staff's own, from which nothing goes to the bot. It
   * needs the "Message Content Intent", as above.
   */
  staff: z
    .strictObject({
      /** The id of the channel. */
      channel: z.string().regex(/^\d{15,22}$/, 'is no id: copy it from the channel, with Discord in developer mode'),
      /** Departments whose cases are shown there, ids of dialogs/departments.yaml; all by default. */
      departments: z.array(z.string()).min(1, 'is empty: leave the line out to show all').optional(),
    })
    .optional(),
  /** Most bytes of one file that a person sends. */
  fileBytes: z
    .int()
    .min(1)
    .max(100 * 1024 * 1024)
    .default(10 * 1024 * 1024),
});

/** An account's own part of its definition. */
export type Settings = Readonly<z.infer<typeof definition>>;

/**
 * Checks the part of an account's definition that is Discord's own.
 * @throws {CodedError} `config.invalid`
 */
export function readSettings(given: unknown): Settings {
  const parsed = definition.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`);
  throw new CodedError('config.invalid', `Mend these settings of the Discord account: ${faults.join('; ')}.`);
}
