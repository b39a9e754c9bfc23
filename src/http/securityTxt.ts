import { Router } from 'express';
import { locales } from '../core/model/locale.ts';
import type { Clock } from '../core/ports/clock.ts';

const path = '/.well-known/security.txt';
/** Validity in milliseconds. RFC 9116, 2.5.5, requires less than a year. */
const validityMs = 90 * 86_400_000;

/**
 * `/.well-known/security.txt` (RFC 9116): where to report a vulnerability. Nothing is served where no contact is
 * configured: an address that nobody reads would be worse.
 */
export function createSecurityTxt(deps: {
  /** Addresses with their scheme, the preferred one first. */
  readonly contacts: readonly string[];
  /** The configured public address. */
  readonly publicUrl: string | null;
  readonly clock: Clock;
}): Router {
  const { contacts, publicUrl, clock } = deps;
  const router = Router();
  if (contacts.length === 0) return router;
  router.get(path, (_request, response) => {
    const lines = [
      ...contacts.map((contact) => `Contact: ${contact}`),
      `Expires: ${new Date(clock() + validityMs).toISOString()}`,
      `Preferred-Languages: ${locales.join(', ')}`,
      ...(publicUrl?.startsWith('https:') ? [`Canonical: ${publicUrl}${path}`] : []),
    ];
    response
      .set('Cache-Control', 'public, max-age=86400')
      .type('text/plain')
      .send(`${lines.join('\n')}\n`);
  });
  return router;
}
