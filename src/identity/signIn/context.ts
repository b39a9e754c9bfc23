import type { Agent, StaffRole } from '../../core/model/agent.ts';
import { type Answer, type Caller, isLocked, type Locked, type Refusal, type SignedIn } from '../auth.ts';
import type { Accounts } from '../credentials/open.ts';
import { ask } from '../credentials/request.ts';
import { type Found, findSession } from '../credentials/sessions.ts';
import type { Directory } from '../identity.ts';
import type { KnownDevices } from '../knownDevices.ts';
import type { Lockout } from '../lockout.ts';
import type { StaffNotes } from '../record.ts';
import type { Refusals } from '../signInLog.ts';

/** Who must have a second factor: everybody, those who may do more than answer, or nobody. */
export type SecondFactorRule = 'required' | 'privileged' | 'off';

/** Roles that a stolen password alone must not open, where the rule does not say that of all. */
const privileged: readonly StaffRole[] = ['administrator', 'supervisor'];

export interface AuthDeps {
  readonly tenant: string;
  /** Address at which people reach us, without a slash at its end. */
  readonly url: string;
  readonly directory: Pick<Directory, 'find' | 'findByEmail' | 'list'>;
  /** Opens passwords and sessions, at the first use. */
  readonly accounts: () => Promise<Accounts>;
  readonly lockout: Lockout;
  readonly devices: KnownDevices;
  readonly refusals: Refusals;
  /** True the first time that it is asked about a key within ten minutes. */
  readonly firstTime: (key: string) => Promise<boolean>;
  readonly notes: StaffNotes;
  readonly secondFactor: SecondFactorRule;
  /** Texts that name the council: nobody's password. */
  readonly councilNames: () => readonly string[];
  readonly offersOidc: boolean;
}

/** Cookies of ours have this in their names: a request without one is nobody's, and nothing has to be opened for it. */
const mark = 'finestreta.';

/** Whoever asks, and the session by which they do. */
export interface Self {
  readonly agent: Agent;
  readonly found: Found;
}

/** The name and the reason under which a failure is kept. */
export interface Tried {
  /** The e-mail that was given; null: none. */
  readonly email: string | null;
  readonly reason: 'password' | 'code' | 'passkey';
}

/** What the parts of signing in share. */
export interface SignInContext {
  readonly deps: AuthDeps;
  who(caller: Caller): Promise<Answer<SignedIn | null>>;
  /** Whoever is signed in, for what only they may ask. */
  self(caller: Caller): Promise<Self>;
  /** Tries something that may fail: counted, and kept when it fails. */
  tried<T>(caller: Caller, what: Tried, work: () => Promise<T | 'wrong'>): Promise<T | 'wrong' | Locked>;
  /** As `tried`, of something that the library is asked. */
  asked<T>(
    caller: Caller,
    what: Tried,
    question: () => Promise<{ readonly headers: Headers; readonly response: T }>,
  ): Promise<{ readonly said: T; readonly cookies: readonly string[] } | Refusal>;
  /** Somebody has come in: notes it, ends the session that this browser had, and knows the browser from now on. */
  comeIn(caller: Caller, user: string, cookies: readonly string[]): Promise<Answer<'in'>>;
  /** Ends the session that a browser had. */
  endOld(caller: Caller): Promise<void>;
  /** Whether somebody must have a second factor. */
  mustHave(agent: Agent): boolean;
}

export function createContext(deps: AuthDeps): SignInContext {
  const { tenant, directory, accounts, lockout, notes, refusals, devices } = deps;
  const { secondFactor: rule } = deps;

  const mustHave = ({ roles }: Agent) =>
    rule === 'required' || (rule === 'privileged' && roles.some((role) => privileged.includes(role)));

  async function sessionOf(caller: Caller): Promise<Self | null> {
    const found = caller.cookie.includes(mark) ? await findSession(await accounts(), caller) : null;
    // A session from before there was a second factor does not outlive that.
    if (found === null || (found.hasSecondFactor && !found.passedSecondFactor)) return null;
    const agent = await directory.find(tenant, found.user);
    return agent?.active ? { agent, found } : null;
  }

  async function self(caller: Caller): Promise<Self> {
    const found = await sessionOf(caller);
    if (found === null) throw new Error('asked for somebody who is not signed in');
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
    const before = await findSession(opened, { ...caller, byItself: true });
    if (before !== null) await opened.inside.internalAdapter.deleteSession(before.token);
  }

  /** In the person's own record too: somebody may be trying to get in. */
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
        const { result: said, cookies } = await ask(question);
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

/** An answer that turns somebody away. */
export const refused = <R>(result: R): Answer<R> => ({ result, cookies: [] });
