import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';

const megabyte = 1024 * 1024;

/** The part of an account's definition that is Telegram's own. */
const definition = z.strictObject({
  /** How messages arrive: fetched by this server, or brought to its public https address. */
  receive: z.enum(['polling', 'webhook']).default('polling'),
  /** Most bytes of a file that is taken; bots are not given more than 20 MB. */
  fileBytes: z
    .int()
    .min(1)
    .max(20 * megabyte)
    .default(10 * megabyte),
  /** A group with topics in which each case is a topic: a place of staff's own, from which nothing goes to the bot. */
  staff: z
    .strictObject({
      /** The id of the group, a negative number. */
      chat: z.int().max(-1, 'is the id of no group: it begins with -100'),
      /** Departments whose cases are shown there, ids of dialogs/departments.yaml; all by default. */
      departments: z.array(z.string()).min(1, 'is empty: leave the line out to show all').optional(),
    })
    .optional(),
  /** Address of the Bot API, for a server of one's own. */
  apiRoot: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .default('https://api.telegram.org')
    .transform((url) => url.replace(/\/+$/, '')),
});

/** How one account runs. */
export type TelegramSettings = Readonly<z.infer<typeof definition>>;

/** Reads an account's own settings; see `Platform.readSettings`. */
export function readTelegramSettings(given: unknown): TelegramSettings {
  const parsed = definition.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'telegram'}: ${issue.message}`);
  throw new CodedError('config.invalid', `Mend these settings of the Telegram account: ${faults.join('; ')}.`);
}
