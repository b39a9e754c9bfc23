import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { CreateLimit } from '../core/ports/limit.ts';
import type { Log } from '../core/ports/log.ts';
import type { StaffStore } from '../core/ports/staffStore.ts';
import type { StaffAuth } from './auth.ts';
import { createAuth, type SecondFactorRule } from './createAuth.ts';
import type { Credentials } from './credentials/openCredentials.ts';
import type { OidcSettings } from './credentials/provider.ts';
import { createDirectory } from './directory.ts';
import { createFourEyes } from './fourEyes.ts';
import type { Staff } from './identity.ts';
import { createInvitations } from './invitations.ts';
import { createKnownDevices } from './knownDevices.ts';
import { createLockout } from './lockout.ts';
import { createOperators } from './operators.ts';
import { createStaffNotes } from './record.ts';
import { createRefusals } from './signInLog.ts';

interface IdentityDeps {
  readonly tenant: string;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  readonly store: StaffStore;
  readonly records: RecordLog;
  /** Creates a rate limit across all processes; limits of different names count separately. */
  readonly limit: CreateLimit;
  /** At least 32 bytes, the same in every process: signs cookies and seals second factors. */
  readonly secret: Uint8Array;
  readonly secondFactor: SecondFactorRule;
  /** Null: there is no identity provider. */
  readonly oidc: OidcSettings | null;
  /** The current texts of the content that name the council. */
  readonly councilNames: () => readonly string[];
  readonly newId: () => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Creates everything about staff identities. Nothing is opened before it is needed. */
export function createStaff(deps: IdentityDeps): Staff {
  const { tenant, url, store, clock, log } = deps;
  const notes = createStaffNotes(deps.records, tenant, clock);
  let opening: Promise<Credentials> | null = null;

  const accounts = () => {
    opening ??= open().catch((error: unknown) => {
      // The next caller tries again.
      opening = null;
      throw error;
    });
    return opening;
  };

  async function open(): Promise<Credentials> {
    const { openCredentials: openAccounts } = await import('./credentials/openCredentials.ts');
    const { secret, oidc } = deps;
    const mayEnter = async (id: string) => (await store.find(tenant, id))?.active === true;
    return openAccounts({ database: await store.accounts(), url, secret, oidc, mayEnter, firstTime, log });
  }

  // Longer than codes and challenges are valid.
  const once = deps.limit('staff-once', 1, 600);
  const firstTime = async (key: string) => (await once.allow(key)).ok;
  const directory = createDirectory({ store, notes, newId: deps.newId, ended: (id) => auth.shut(id) });
  const auth: StaffAuth = createAuth({
    tenant,
    url,
    directory,
    accounts,
    notes,
    lockout: createLockout(deps.limit),
    devices: createKnownDevices(deps.secret, { isSecure: url.startsWith('https:') }),
    refusals: createRefusals({ tenant, records: deps.records, secret: deps.secret, limit: deps.limit, log }),
    firstTime,
    secondFactor: deps.secondFactor,
    councilNames: deps.councilNames,
    offersOidc: deps.oidc !== null,
  });
  return {
    directory,
    auth,
    operators: createOperators({ tenant, store, notes, clock }),
    fourEyes: createFourEyes({ tenant, store, notes }),
    invitations: createInvitations({
      tenant,
      store,
      directory,
      auth,
      notes,
      councilNames: deps.councilNames,
      clock,
    }),
  };
}
