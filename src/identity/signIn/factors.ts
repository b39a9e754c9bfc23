import { isLocked, type StaffAuth } from '../auth.ts';
import { headersOf } from '../credentials/request.ts';
import { keepOnly } from '../credentials/sessions.ts';
import type { Self, SignInContext } from './context.ts';

/**
 * Milliseconds after a sign-in, or after confirming the password, during which a person may change their credentials.
 */
const freshnessMs = 10 * 60_000;

/** A person's own second factors: codes from an app, and passkeys. */
export function secondFactors(
  context: SignInContext,
): Pick<
  StaffAuth,
  | 'ways'
  | 'prove'
  | 'beginSecondFactor'
  | 'proveSecondFactor'
  | 'renewBackupCodes'
  | 'beginPasskey'
  | 'addPasskey'
  | 'removePasskey'
> {
  const { deps, self, tried, asked, mustHave } = context;
  const { accounts, notes } = deps;

  const isFresh = ({ found }: Self) => found.provenAt + freshnessMs > Date.now();

  async function hasPassword({ agent }: Self): Promise<boolean> {
    return (await (await accounts()).inside.internalAdapter.findCredentialAccount(agent.id)) !== null;
  }

  /** A credential of this person has changed: this session continues, the others end. */
  async function changed(one: Self, type: 'staff.second-factor-set' | 'staff.passkey-added'): Promise<void> {
    await keepOnly((await accounts()).inside, one.found);
    await notes.note(type, one.agent.id, one.agent.id);
  }

  return {
    async ways(caller) {
      const one = await self(caller);
      const { totp, passkeys } = await accounts();
      const { id } = one.agent;
      return {
        hasPassword: await hasPassword(one),
        hasCodes: await totp.has(id),
        passkeys: await passkeys.list(id),
        isFresh: isFresh(one),
      };
    },

    async prove(caller, password) {
      const one = await self(caller);
      if (!(await hasPassword(one))) return 'stale';
      const { library, inside } = await accounts();
      const answer = await asked(caller, { email: one.agent.email, reason: 'password' }, () =>
        library.api.verifyPassword({ body: { password }, headers: headersOf(caller), returnHeaders: true }),
      );
      if (answer === 'wrong' || isLocked(answer)) return answer;
      await inside.internalAdapter.updateSession(one.found.token, { provenAt: new Date() });
      return 'proven';
    },

    async beginSecondFactor(caller) {
      const one = await self(caller);
      return isFresh(one) ? (await accounts()).totp.begin(one.agent) : 'stale';
    },

    async proveSecondFactor(caller, given) {
      const one = await self(caller);
      const { totp } = await accounts();
      const code = given.replace(/\s/g, '');
      const result = await tried(caller, { email: one.agent.email, reason: 'code' }, () =>
        totp.prove(one.agent.id, code),
      );
      if (result === 'set') await changed(one, 'staff.second-factor-set');
      return result;
    },

    async renewBackupCodes(caller) {
      const one = await self(caller);
      if (!isFresh(one)) return 'stale';
      return (await (await accounts()).totp.renewBackupCodes(one.agent.id)) ?? 'stale';
    },

    async beginPasskey(caller) {
      const one = await self(caller);
      return isFresh(one) ? (await accounts()).passkeys.askToMake(one.agent, caller.origin) : 'stale';
    },

    async addPasskey(caller, answer) {
      const one = await self(caller);
      const { passkeys } = await accounts();
      const { origin, userAgent } = caller;
      if (!(await passkeys.add(one.agent.id, answer, { origin, userAgent }))) return 'expired';
      await changed(one, 'staff.passkey-added');
      return 'set';
    },

    async removePasskey(caller, id) {
      const one = await self(caller);
      if (!isFresh(one)) return 'stale';
      const { inside, totp, passkeys } = await accounts();
      const user = one.agent.id;
      const others = (await passkeys.list(user)).filter((each) => each.id !== id);
      const isLast = others.length === 0 && !(await totp.has(user));
      if (isLast && mustHave(one.agent)) return 'last';
      await passkeys.remove(user, id);
      if (isLast) await inside.internalAdapter.updateUser(user, { twoFactorEnabled: false });
      await notes.note('staff.passkey-removed', user, user);
      return 'removed';
    },
  };
}
