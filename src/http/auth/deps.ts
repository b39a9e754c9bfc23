import type { Request } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Staff } from '../../identity/identity.ts';
import type { Frame } from '../pages/layout.ts';

/** What the door of the console is made of. */
export interface AuthRouteDeps {
  readonly staff: Staff;
  readonly frame: Frame;
  /** Addresses of the scripts that send the token of a link, and that make and use passkeys. */
  readonly script: string;
  readonly passkeyScript: string;
  /** Address at which people reach us, without a slash at its end. */
  readonly url: string;
  /** Address under which a request reached us, without a slash at its end. */
  readonly baseUrl: (request: Request) => string;
  /** Language for a browser that asks for none of ours. */
  readonly fallback: Locale;
  /** Counts one form of an address: whether it is welcome. */
  readonly allow: (address: string) => Promise<{ readonly ok: boolean; readonly retryAfter: number }>;
  readonly clock: Clock;
  readonly log: Log;
}
