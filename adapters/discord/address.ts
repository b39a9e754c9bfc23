import { z } from 'zod';
import { PlatformRefused } from '../../src/core/model/errors.ts';

const id = z.string().regex(/^\d{15,21}$/);

const address = z.object({
  /** The channel to write to: a direct message, a channel of a server, a thread. */
  channel: id,
  /** The channel in which a public thread was opened, for when the thread is gone; null where there is none. */
  parent: id.nullable().default(null),
  /** The message to answer; null where nobody else writes in between. */
  replyTo: id.nullable(),
  /** What the person did other than writing; for a quarter of an hour it can be answered by itself. */
  interaction: z
    .object({
      application: id,
      token: z.string(),
      /** Milliseconds since 1970. */
      until: z.number(),
      /** A command waits to be answered: people see "is thinking" until then. A press waits for nothing. */
      waits: z.boolean(),
    })
    .nullable(),
});

/** What reaches a conversation on Discord. */
export type Address = Readonly<z.infer<typeof address>>;
export type InteractionAddress = NonNullable<Address['interaction']>;

/** Reads an address as a delivery carried it. @throws {PlatformRefused} for good, when it is none */
export function readAddress(given: unknown): Address {
  const parsed = address.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new PlatformRefused('The address is not one of Discord. Ask the person to write again.', { retryAt: null });
}
