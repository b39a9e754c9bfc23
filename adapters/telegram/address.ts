import { z } from 'zod';
import { PlatformRefused } from '../../src/core/model/errors.ts';

const address = z.object({
  /** Id of the chat. */
  chat: z.int(),
  /** Topic of a forum, null outside of one. */
  thread: z.int().nullable(),
  /** Message to reply to, in a group; null in a private chat. */
  replyTo: z.int().nullable(),
});

/** Where a conversation is answered. */
export type Address = Readonly<z.infer<typeof address>>;

/** Reads the address stored in a commit. */
export function readAddress(kept: unknown): Address {
  const parsed = address.safeParse(kept);
  if (parsed.success) return parsed.data;
  throw new PlatformRefused('The conversation has no Telegram chat to answer to. It began on another channel.', {
    retryAt: null,
  });
}
