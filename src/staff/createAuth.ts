import type { StaffRole } from '../core/agent.ts';
import { ask, headersOf } from './accounts/ask.ts';
import { dropSecondFactor, enrol, givePassword } from './accounts/credentials.ts';
import { beginOidc, finishOidc } from './accounts/oidc.ts';
import type { Accounts } from './accounts/open.ts';
import { endSession, type Found, findSession, listSessions } from './accounts/sessions.ts';
import type { Answer, Caller, Refusal, StaffAuth } from './auth.ts';
import type { Lockout } from './lockout.ts';
import { passwordFault } from './passwords/fault.ts';
import type { StaffNotes } from './record.ts';
import type { Directory } from './staff.ts';

/** Who must have a second factor: everybody, those who may do more than answer, or nobody. */
export type SecondFactorRule = 'required' | 'privileged' | 'off';

/** Roles that a stolen password alone must not open. */
const privileged: readonly StaffRole[] = ['administrator', 'supervisor'];

export interface AuthParts {
  readonly tenant: string;
  /** Address at which people reach us, without a slash at its end. */
  readonly url: string;
  readonly directory: Pick<Directory, 'find' | 'findByEmail'>;
  /** Opens passwords and sessions, at the first use. */
  readonly accounts: () => Promise<Accounts>;
  readonly lockout: Lockout;
  /** True the first time that it is asked about a key within two minutes. */
  readonly firstTime: (key: string) => Promise<boolean>;
  readonly notes: StaffNotes;
  readonly secondFactor: SecondFactorRule;
  /** Texts that name the council: nobody's password. */
  readonly councilWords: () => readonly string[];
  readonly offersOidc: boolean;
}

/** Cookies of ours have this in their names: a request without one is nobody's, and nothing has to be opened for it. */
const mark = 'finestreta.';

/** Makes the accounts of staff, which rest on better-auth: this file and `accounts/` are all that knows of it. */
export function createAuth(parts: AuthParts): StaffAuth {
  const { tenant, directory, accounts, lockout, notes } = parts;
  const addressKey = ({ address }: Caller) => `address ${address}`;
  const personKey = (email: string) => `person ${email}`;

  async function whoIs(found: Found | null): Promise<Answer<SignedInOrNull>> {
    const agent = found && (await directory.find(tenant, found.user));
    if (found === null || agent === null || !agent.active) return { result: null, cookies: [] };
    const { session, method, secondFactor, cookies } = found;
    const rule = parts.secondFactor;
    const isDue =
      rule === 'required' || (rule === 'privileged' && agent.roles.some((role) => privileged.includes(role)));
    // The identity provider asks for its own second factor.
    const mustAddSecondFactor = isDue && !secondFactor && method === 'password';
    return { result: { agent, session, method, secondFactor, mustAddSecondFactor }, cookies };
  }

  async function who(caller: Caller) {
    if (!caller.cookie.includes(mark)) return { result: null, cookies: [] };
    return whoIs(await findSession(await accounts(), caller));
  }

  /** Whoever is signed in, for what only they may ask. */
  async function self(caller: Caller) {
    const { result } = await who(caller);
    if (result === null) throw new Error('asked for somebody who is not signed in');
    return { ...result, id: result.agent.id, keys: [personKey(result.agent.email), addressKey(caller)] };
  }

  /** Asks something that a wrong word makes fail, counted against the person and the address. */
  async function tried<T>(
    keys: readonly string[],
    question: () => Promise<{ readonly headers: Headers; readonly response: T }>,
  ): Promise<{ readonly said: T; readonly cookies: readonly string[] } | Refusal> {
    const work = async () => {
      const { result, cookies } = await ask(question);
      return typeof result === 'string' ? (result as 'wrong') : { said: result.said, cookies };
    };
    return lockout.attempt(keys, work, noteLocked);
  }

  /** In the journal too: somebody may be trying to get in. */
  async function noteLocked(key: string): Promise<void> {
    if (!key.startsWith('person ')) return;
    const agent = await directory.findByEmail(tenant, key.slice('person '.length));
    if (agent !== null && (await parts.firstTime(`locked ${agent.id}`))) {
      await notes.note('staff.locked', agent.id, null);
    }
  }

  const refused = (result: Refusal): Answer<Refusal> => ({ result, cookies: [] });

  return {
    who,
    offersOidc: parts.offersOidc,

    async signIn(caller, email, password) {
      const { library } = await accounts();
      const keys = [personKey(email.trim().toLowerCase()), addressKey(caller)];
      const body = { email: email.trim().toLowerCase(), password };
      const answer = await tried(keys, () =>
        library.api.signInEmail({ body, headers: headersOf(caller), returnHeaders: true }),
      );
      if (typeof answer === 'string') return refused(answer);
      const { said, cookies } = answer;
      if ('twoFactorRedirect' in said) return { result: 'second-factor', cookies };
      await notes.note('staff.signed-in', said.user.id, said.user.id);
      return { result: 'in', cookies };
    },

    async confirm(caller, code) {
      const { library, inside } = await accounts();
      if (!caller.cookie.includes(`${mark}two_factor`)) return { result: 'expired', cookies: [] };
      const isBackup = /[^\d\s]/.test(code);
      const body = { code: isBackup ? code.trim() : code.replace(/\s/g, '') };
      const verify = isBackup ? library.api.verifyBackupCode : library.api.verifyTOTP;
      // A session that is there would be what is confirmed: only the first step of this sign-in counts.
      const headers = headersOf({ ...caller, cookie: withoutSession(caller.cookie) });
      const answer = await tried([addressKey(caller)], () => verify({ body, headers, returnHeaders: true }));
      if (typeof answer === 'string') return refused(answer);
      const { token, user } = answer.said;
      // RFC 6238, 5.2: a code lets in once, also when somebody looked over the shoulder.
      if (!(await parts.firstTime(`${user.id} ${body.code}`))) {
        if (token !== undefined && token !== null) await inside.internalAdapter.deleteSession(token);
        return refused('wrong');
      }
      await notes.note('staff.signed-in', user.id, user.id);
      return { result: 'in', cookies: answer.cookies };
    },

    async signOut(caller) {
      const { result } = await who(caller);
      const { library } = await accounts();
      const { headers } = await library.api.signOut({ headers: headersOf(caller), returnHeaders: true });
      if (result !== null) await notes.note('staff.signed-out', result.agent.id, result.agent.id);
      return { result: null, cookies: headers.getSetCookie() };
    },

    async signOutEverywhere(caller) {
      const { id } = await self(caller);
      const { library, inside } = await accounts();
      await inside.internalAdapter.deleteUserSessions(id);
      const { headers } = await library.api.signOut({ headers: headersOf(caller), returnHeaders: true });
      await notes.note('staff.signed-out', id, id);
      return { result: null, cookies: headers.getSetCookie() };
    },

    async sessions(caller) {
      const { id, session } = await self(caller);
      return listSessions((await accounts()).inside, id, session);
    },

    async endSession(caller, session) {
      const { id } = await self(caller);
      await endSession((await accounts()).inside, id, session);
    },

    async changePassword(caller, current, next) {
      const { id, agent, keys } = await self(caller);
      const fault = await passwordFault(next, agent, parts.councilWords());
      if (fault !== null) return { result: fault, cookies: [] };
      const { library } = await accounts();
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      const answer = await tried(keys, () =>
        library.api.changePassword({ body, headers: headersOf(caller), returnHeaders: true }),
      );
      if (typeof answer === 'string') return refused(answer);
      await notes.note('staff.password-changed', id, id);
      return { result: 'changed', cookies: answer.cookies };
    },

    async beginSecondFactor(caller, password) {
      const { id, keys, secondFactor } = await self(caller);
      const { library, inside } = await accounts();
      const proven = await tried(keys, () =>
        library.api.verifyPassword({ body: { password }, headers: headersOf(caller), returnHeaders: true }),
      );
      if (typeof proven === 'string') return refused(proven);
      if (secondFactor) {
        await dropSecondFactor(inside, id);
        await notes.note('staff.second-factor-removed', id, id);
      }
      const { headers, response } = await library.api.enableTwoFactor({
        body: { password, method: 'totp' },
        headers: headersOf(caller),
        returnHeaders: true,
      });
      if (response.method !== 'totp') throw new Error('another second factor was set up than was asked for');
      const uri = response.totpURI;
      const secret = new URL(uri).searchParams.get('secret') ?? '';
      return { result: { uri, secret, backupCodes: response.backupCodes }, cookies: headers.getSetCookie() };
    },

    async proveSecondFactor(caller, code) {
      const { id, keys } = await self(caller);
      const { library } = await accounts();
      const body = { code: code.replace(/\s/g, '') };
      const answer = await tried(keys, () =>
        library.api.verifyTOTP({ body, headers: headersOf(caller), returnHeaders: true }),
      );
      if (typeof answer === 'string') return refused(answer);
      await notes.note('staff.second-factor-set', id, id);
      return { result: 'set', cookies: answer.cookies };
    },

    async renewBackupCodes(caller, password) {
      const { keys } = await self(caller);
      const { library } = await accounts();
      const answer = await tried(keys, () =>
        library.api.generateBackupCodes({ body: { password }, headers: headersOf(caller), returnHeaders: true }),
      );
      if (typeof answer === 'string') return refused(answer);
      return { result: answer.said.backupCodes, cookies: answer.cookies };
    },

    async enrol(agent) {
      await enrol((await accounts()).inside, agent);
    },

    async setPassword(agent, password) {
      await givePassword((await accounts()).inside, agent, password);
    },

    async shut(id) {
      await (await accounts()).inside.internalAdapter.deleteUserSessions(id);
    },

    beginOidc: async (caller) => beginOidc(await accounts(), caller),

    async finishOidc(caller, query) {
      const opened = await accounts();
      const found = await finishOidc(opened, parts.url, caller, query);
      const { result } = await whoIs(found);
      if (found === null || result === null) return { result: 'refused', cookies: [] };
      await notes.note('staff.signed-in', result.agent.id, result.agent.id);
      return { result: 'in', cookies: found.cookies };
    },
  };
}

type SignedInOrNull = Awaited<ReturnType<StaffAuth['who']>>['result'];

/** The cookies of a request without the one of a session. */
function withoutSession(cookie: string): string {
  return cookie
    .split(/;\s*/)
    .filter((pair) => !pair.includes(`${mark}session_token=`))
    .join('; ');
}
