import { z } from 'zod';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Sites } from '../sites.ts';
import type { Session } from './session.ts';
import { createSigner } from './signer.ts';

const claims = z.object({
  conv: z.string(),
  site: z.string(),
  user: z.string(),
  origins: z.array(z.string()).nullable(),
  /** URL under which the client reaches the server. */
  base: z.string(),
  exp: z.number(),
});

/** Seconds for which a ticket opens a stream: URLs end up in logs, so it must expire soon. */
const ticketSeconds = 60;

/** Tickets for streams. They travel in the URL and open one stream; they are not tokens. */
export interface Tickets {
  issue(session: Session, base: string): string;
  /** Null when this server did not issue it, or it has expired. */
  open(ticket: string): { readonly session: Session; readonly base: string } | null;
}

export function createTickets(deps: {
  readonly secret: Uint8Array;
  readonly sites: Sites;
  readonly clock: Clock;
}): Tickets {
  const signer = createSigner(deps.secret, 'stream ticket');
  return {
    issue({ platformConversation, account, user, origins }, base) {
      const exp = Math.floor(deps.clock() / 1_000) + ticketSeconds;
      return signer.sign({ conv: platformConversation, site: account.id, user, origins, base, exp });
    },
    open(ticket) {
      const opened = claims.safeParse(signer.open(ticket));
      if (!opened.success || deps.clock() >= opened.data.exp * 1_000) return null;
      const { conv, site, user, origins, base } = opened.data;
      const found = deps.sites.find(site, conv);
      return found && { session: { ...found, platformConversation: conv, user, origins, locale: null }, base };
    },
  };
}
