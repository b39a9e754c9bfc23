import { z } from 'zod';
import type { Notification } from '../../core/model/event.ts';

export const reasons = [
  'opened',
  'alert',
  'assigned',
  'mentioned',
  'citizen-wrote',
  'deadline',
  'breached',
  'glass-broken',
] as const;

/** A web hook with its secret, which is never to be logged, stored or shown. */
export interface Hook {
  readonly name: string;
  readonly url: string;
  readonly events: readonly Notification['reason'][];
  readonly secret: Uint8Array;
}

/**
 * What the file of web hooks holds.
 * @param loopback whether addresses of this machine may be called without encryption
 */
export const hooksFile = (secret: z.ZodType<string>, loopback: boolean) =>
  z.strictObject({
    hooks: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'is no name: lower-case letters, digits and hyphens, at most 40'),
          url: z
            .string()
            .refine((url) => mayCall(url, loopback), 'is no address to call: write it whole, with https://'),
          events: z
            .array(z.enum(reasons, { error: `is none: write some of ${reasons.join(', ')}` }))
            .min(1, 'is empty: name some, or leave the line out to get all')
            .default([...reasons]),
          secret,
        }),
      )
      .max(20, 'are too many: at most 20')
      .refine((hooks) => new Set(hooks.map(({ name }) => name)).size === hooks.length, 'use a name twice'),
  });

/** Whether an address may be called: encrypted, and with nothing of a login in it, which would be shown. */
function mayCall(url: string, loopback: boolean): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname);
  return parsed.protocol === 'https:' || (loopback && isHere && parsed.protocol === 'http:');
}
