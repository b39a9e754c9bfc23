import { z } from 'zod';
import { CodedError } from '../../src/core/model/errors.ts';

const megabyte = 1024 * 1024;

/** The Telegram part of an account's definition. */
const definition = z.strictObject({
  /** How updates arrive: by long polling, or by webhook to the server's public https address. */
  receive: z.enum(['polling', 'webhook']).default('polling'),
  /** Most bytes of an accepted file; bots get no more than 20 MB. */
  fileBytes: z
    .int()
    .min(1)
    .max(20 * megabyte)
    .default(10 * megabyte),
  /** The staff group, in which each case is a topic; the bot treats nothing in it as a citizen's message. */
  staff: z
    .strictObject({
      /** The id of the group, a negative number. */
      chat: z.int().max(-1, 'is not the id of a group: those begin with -100'),
      /** Departments whose cases are shown there, ids of dialogs/departments.yaml; all by default. */
      departments: z.array(z.string()).min(1, 'is empty: omit it to show all').optional(),
    })
    .optional(),
  /** The channel or group in which it announces things; the bot must be an administrator of a channel. */
  announce: z
    .strictObject({
      /** Its id, a negative number, or its public name, as in `@ciutat`. */
      chat: z.union(
        [z.int().max(-1), z.string().regex(/^@[A-Za-z]\w{3,31}$/)],
        'is neither the id of a channel or group, which begins with -100, nor its name with @',
      ),
    })
    .optional(),
  /** URL of the Bot API, for a self-hosted server. */
  apiRoot: z
    .url({ protocol: /^https?$/, error: 'write an address that begins with https:// or http://' })
    .default('https://api.telegram.org')
    .transform((url) => url.replace(/\/+$/, '')),
});

/** Settings of one account. */
export type TelegramSettings = Readonly<z.infer<typeof definition>>;

/** Reads an account's own settings; see `Platform.readSettings`. */
export function readTelegramSettings(given: unknown): TelegramSettings {
  const parsed = definition.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'telegram'}: ${issue.message}`);
  throw new CodedError('config.invalid', `Fix these settings of the Telegram account: ${faults.join('; ')}.`);
}
