import { z } from 'zod';
import type { Notification } from '../../core/model/event.ts';

export const reasons = [
  'opened',
  'alert',
  'assigned',
  'transfer-taken',
  'transfer-returned',
  'mentioned',
  'citizen-wrote',
  'deadline',
  'breached',
  'glass-broken',
  'ticket-failed',
  'ticket-closed',
] as const;

/** A web hook with its secret, which must never be logged, stored or shown. */
export interface Hook {
  readonly name: string;
  readonly url: string;
  readonly events: readonly Notification['reason'][];
  readonly secret: Uint8Array;
}

/**
 * The schema of the file of web hooks.
 * @param allowed.loopback whether addresses of this machine may be called without encryption
 */
export const hooksFile = (secret: z.ZodType<string>, allowed: { readonly loopback: boolean }) =>
  z.strictObject({
    hooks: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(
              /^[a-z0-9][a-z0-9-]{0,39}$/,
              'is not a valid name: use at most 40 lower-case letters, digits and hyphens',
            ),
          url: z
            .string()
            .refine((url) => mayCall(url, allowed), 'is not a valid address: write it in full, with https://'),
          events: z
            .array(z.enum(reasons, { error: `is not a reason: use some of ${reasons.join(', ')}` }))
            .min(1, 'is empty: name some, or remove the line to get all')
            .default([...reasons]),
          secret,
        }),
      )
      .max(20, 'are too many: at most 20')
      .refine((hooks) => new Set(hooks.map(({ name }) => name)).size === hooks.length, 'use the same name twice'),
  });

/** Whether an address may be called: encrypted, and without a login, which would be shown. */
function mayCall(url: string, { loopback }: { readonly loopback: boolean }): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname);
  return parsed.protocol === 'https:' || (loopback && isHere && parsed.protocol === 'http:');
}
