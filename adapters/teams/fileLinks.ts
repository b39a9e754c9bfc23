import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../src/core/ports/clock.ts';

/** Reference to a file of a conversation, as it is given to a platform. */
const linked = z.object({
  /** Account. */
  a: z.string(),
  /** Conversation. */
  c: z.string(),
  /** File. */
  f: z.string(),
  /** Expiry, seconds since 1970. */
  e: z.number(),
});

interface LinkedFile {
  readonly account: string;
  readonly conversation: string;
  readonly file: string;
}

/** Signs file references, so that only those that this channel issued are accepted. */
export interface FileLinks {
  issue(file: LinkedFile): string;
  /** Null when it was never issued, or has expired. */
  read(token: string): LinkedFile | null;
}

/** Days for which a file can be downloaded: staff answer on a Friday, people read on a Monday after a holiday. */
const lifetimeDays = 14;

export function createFileLinks(secret: Uint8Array, clock: Clock): FileLinks {
  const sign = (payload: string) => createHmac('sha256', secret).update(`file link\n${payload}`).digest();
  return {
    issue({ account, conversation, file }) {
      const end = Math.floor(clock() / 1_000) + lifetimeDays * 86_400;
      const payload = Buffer.from(JSON.stringify({ a: account, c: conversation, f: file, e: end })).toString(
        'base64url',
      );
      return `${payload}.${sign(payload).toString('base64url')}`;
    },
    read(token) {
      const [payload = '', signature = '', rest] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(payload);
      if (rest !== undefined || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const { a, c, f, e } = linked.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return e * 1_000 > clock() ? { account: a, conversation: c, file: f } : null;
    },
  };
}
