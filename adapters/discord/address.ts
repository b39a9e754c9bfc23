import { z } from 'zod';
import { PlatformRefused } from '../../src/core/model/errors.ts';

const id = z.string().regex(/^\d{15,21}$/);

const address = z.object({
  /** The channel to write to: a direct message, a channel of a server, a thread. */
  channel: id,
  /** The channel in which a public thread was opened, for when the thread is gone; null where there is none. */
  parent: id.nullable().default(null),
  /** The message to reply to; null where nobody else could write in between. */
  replyTo: id.nullable(),
  /** An interaction (anything but a message); it can be answered directly for a quarter of an hour. */
  interaction: z
    .object({
      application: id,
      token: z.string(),
      /** Milliseconds since 1970. */
      until: z.number(),
      /** A command needs an answer: people see "is thinking" until then. A button press needs none. */
      waits: z.boolean(),
    })
    .nullable(),
});

/** Where a conversation on Discord is answered. */
export type Address = Readonly<z.infer<typeof address>>;
export type InteractionAddress = NonNullable<Address['interaction']>;

/** Reads the address that a delivery carried. @throws {PlatformRefused} for good, when it is not one of Discord */
export function readAddress(given: unknown): Address {
  const parsed = address.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new PlatformRefused('The address is not a Discord address. Ask the person to write again.', { retryAt: null });
}
