import { hasRole, leaders } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import { type AuthAnswer, type Caller, isLocked, type Locked, type SignedIn, type SignInRefusal } from '../auth.ts';
import type { Credentials } from '../credentials/openCredentials.ts';
import { callLibrary } from '../credentials/request.ts';
import { findSession, type StoredSession } from '../credentials/sessions.ts';
import type { Directory } from '../identity.ts';
import type { KnownDevices } from '../knownDevices.ts';
import type { Lockout } from '../lockout.ts';
import type { StaffNotes } from '../record.ts';
import type { Refusals } from '../signInLog.ts';

/** Who must have a second factor: everybody, those with more rights than to answer, or nobody. */
export type SecondFactorRule = 'required' | 'privileged' | 'off';

export interface AuthDeps {
  readonly tenant: string;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  readonly directory: Pick<Directory, 'find' | 'findByEmail' | 'list'>;
  /** Opens passwords and sessions on first use. */
  readonly accounts: () => Promise<Credentials>;
  readonly lockout: Lockout;
  readonly devices: KnownDevices;
  readonly refusals: Refusals;
  /** True the first time it is called with a key within ten minutes. */
  readonly firstTime: (key: string) => Promise<boolean>;
  readonly notes: StaffNotes;
  readonly secondFactor: SecondFactorRule;
  /** Texts that name the council, which must not be passwords. */
  readonly councilNames: () => readonly string[];
  readonly offersOidc: boolean;
}

/**
 * Our cookies have this in their names: a request without one is not signed in, and nothing has to be opened for it.
 */
const mark = 'finestreta.';

/** The sender of a request, with their session. */
export interface Self {
  readonly agent: Agent;
  readonly found: StoredSession;
}

/** The name and the reason with which a failure is recorded. */
interface Tried {
  /** The given e-mail address; null: none. */
  readonly email: string | null;
  readonly reason: 'password' | 'code' | 'passkey';
}

/** What the ways of signing in share. */
export interface SignInContext {
  readonly deps: AuthDeps;
  who(caller: Caller): Promise<AuthAnswer<SignedIn | null>>;
  /** The signed-in sender, for requests about their own account. */
  self(caller: Caller): Promise<Self>;
  /** Makes an attempt that may fail: counted, and recorded when it fails. */
  tried<T>(caller: Caller, what: Tried, work: () => Promise<T | 'wrong'>): Promise<T | 'wrong' | Locked>;
  /** Like `tried`, for a call to the library. */
  asked<T>(
    caller: Caller,
    what: Tried,
    question: () => Promise<{ readonly headers: Headers; readonly response: T }>,
  ): Promise<{ readonly said: T; readonly cookies: readonly string[] } | SignInRefusal>;
  /** Completes a sign-in: records it, ends the browser's earlier session, and remembers the browser. */
  comeIn(caller: Caller, user: string, cookies: readonly string[]): Promise<AuthAnswer<'in'>>;
  /** Ends the browser's earlier session. */
  endOld(caller: Caller): Promise<void>;
  /** Whether somebody must have a second factor. */
  mustHave(agent: Agent): boolean;
}

export function createContext(deps: AuthDeps): SignInContext {
  const { tenant, directory, accounts, lockout, notes, refusals, devices } = deps;
  const { secondFactor: rule } = deps;

  const mustHave = (agent: Agent) => rule === 'required' || (rule === 'privileged' && hasRole(agent, leaders));

  async function sessionOf(caller: Caller): Promise<Self | null> {
    const found = caller.cookie.includes(mark) ? await findSession(await accounts(), caller) : null;
    // A session from before the second factor was set up is no longer valid.
    if (found === null || (found.hasSecondFactor && !found.passedSecondFactor)) return null;
    const agent = await directory.find(tenant, found.user);
    return agent?.active ? { agent, found } : null;
  }

  async function self(caller: Caller): Promise<Self> {
    const found = await sessionOf(caller);
    if (found === null) throw new Error('there is no signed-in person');
    return found;
  }

  async function tried<T>(caller: Caller, { email, reason }: Tried, work: () => Promise<T | 'wrong'>) {
    const { address, cookie } = caller;
    const name = email?.trim().toLowerCase() ?? null;
    const device = name === null ? null : devices.of(cookie, name);
    const result = await lockout.attempt({ email: name, address, device }, work);
    const isTurnedAway = isLocked(result);
    if (result === 'wrong' || isTurnedAway) {
      await refusals.note({ email: name, address, reason: isTurnedAway ? 'locked' : reason });
    }
    if (isTurnedAway && name !== null) await noteLocked(name);
    return result;
  }

  async function endOld(caller: Caller): Promise<void> {
    if (!caller.cookie.includes(mark)) return;
    const opened = await accounts();
    const before = await findSession(opened, { ...caller, isAutomatic: true });
    if (before !== null) await opened.inside.internalAdapter.deleteSession(before.token);
  }

  /** Also in the person's own record: somebody may be trying to get in. */
  async function noteLocked(email: string): Promise<void> {
    const agent = await directory.findByEmail(tenant, email);
    if (agent !== null && (await deps.firstTime(`locked ${agent.id}`))) {
      await notes.note('staff.locked', agent.id, null);
    }
  }

  return {
    deps,
    self,
    tried,
    mustHave,
    endOld,

    async who(caller) {
      const one = await sessionOf(caller);
      if (one === null) return { result: null, cookies: [] };
      const { agent, found } = one;
      const { session, hasSecondFactor: secondFactor, passedSecondFactor, cookies } = found;
      const mustAddSecondFactor = mustHave(agent) && !passedSecondFactor;
      return { result: { agent, session, secondFactor, mustAddSecondFactor }, cookies };
    },

    async asked<T>(
      caller: Caller,
      what: Tried,
      question: () => Promise<{ readonly headers: Headers; readonly response: T }>,
    ) {
      const result = await tried(caller, what, async () => {
        const { result: said, cookies } = await callLibrary(question);
        return said === 'wrong' ? said : { said, cookies };
      });
      if (result === 'wrong' || isLocked(result)) return result;
      const { said, cookies } = result;
      if (!isLocked(said)) return { ...said, cookies };
      // The library counts wrong codes of the second step by person.
      await refusals.note({ email: what.email, address: caller.address, reason: 'locked' });
      return said;
    },

    async comeIn(caller, user, cookies) {
      await endOld(caller);
      await notes.note('staff.signed-in', user, user);
      const agent = await directory.find(tenant, user);
      const known = agent === null ? [] : [devices.remember(caller.cookie, agent.email)];
      return { result: 'in', cookies: [...cookies, ...known] };
    },
  };
}

/** An answer that refuses. */
export const refused = <R>(result: R): AuthAnswer<R> => ({ result, cookies: [] });
