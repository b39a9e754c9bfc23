import type { Request } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Staff } from '../../identity/identity.ts';
import type { Frame } from '../pages/layout.ts';

/** The dependencies of the authentication routes. */
export interface AuthRouteDeps {
  readonly staff: Staff;
  readonly frame: Frame;
  /** Addresses of the scripts that send the token of a link, and that create and use passkeys. */
  readonly script: string;
  readonly passkeyScript: string;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** Address under which a request arrived, without a trailing slash. */
  readonly baseUrl: (request: Request) => string;
  /** Language for a browser that accepts none of ours. */
  readonly fallback: Locale;
  /** Counts one form of an address: whether it is within the limit. */
  readonly allow: Limit['allow'];
  readonly clock: Clock;
  /** The town's time zone, a name of the IANA list. */
  readonly timeZone: () => string;
  readonly log: Log;
}
