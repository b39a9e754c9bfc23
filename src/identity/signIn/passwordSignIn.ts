import { isLocked, type StaffAuth } from '../auth.ts';
import { headersOf } from '../credentials/request.ts';
import { passwordFault } from '../passwords/weakness.ts';
import { refused, type SignInContext } from './context.ts';

/** Signing in by e-mail and password, the codes of the second step, and changing the password. */
export function passwordSignIn(
  context: SignInContext,
): Pick<StaffAuth, 'signIn' | 'secondStep' | 'confirm' | 'changePassword'> {
  const { deps, self, asked, comeIn, endOld } = context;
  const { accounts, notes } = deps;

  return {
    async signIn(caller, given, password) {
      const { library } = await accounts();
      const email = given.trim().toLowerCase();
      // A sender who is already signed in would be asked about their own session.
      const headers = headersOf({ ...caller, cookie: withoutSession(caller.cookie) });
      const answer = await asked(caller, { email, reason: 'password' }, () =>
        library.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
      );
      if (answer === 'wrong' || isLocked(answer)) return refused(answer);
      const { said, cookies } = answer;
      if ('twoFactorRedirect' in said) {
        await endOld(caller);
        return { result: 'second-factor', cookies };
      }
      return comeIn(caller, said.user.id, cookies);
    },

    async secondStep(caller) {
      const { library, totp, passkeys } = await accounts();
      const user = await library.api.whoseSecondStep({ headers: headersOf(caller) });
      if (user === null) return null;
      return { codes: await totp.has(user), passkeys: (await passkeys.list(user)).length > 0 };
    },

    async confirm(caller, code) {
      const { library, inside } = await accounts();
      if ((await library.api.whoseSecondStep({ headers: headersOf(caller) })) === null) return refused('expired');
      const isBackup = /[^\d\s]/.test(code);
      const body = { code: isBackup ? code.trim() : code.replace(/\s/g, '') };
      const verify = isBackup ? library.api.verifyBackupCode : library.api.verifyTOTP;
      // An existing session would be confirmed instead: only the first step of this sign-in counts.
      const headers = headersOf({ ...caller, cookie: withoutSession(caller.cookie) });
      const answer = await asked(caller, { email: null, reason: 'code' }, () =>
        verify({ body, headers, returnHeaders: true }),
      );
      if (answer === 'wrong' || isLocked(answer)) return refused(answer);
      const { token, user } = answer.said;
      // RFC 6238, 5.2: a code is valid once, even if somebody has watched it being typed.
      if (!(await deps.firstTime(`${user.id} ${body.code}`))) {
        if (token !== undefined && token !== null) await inside.internalAdapter.deleteSession(token);
        return refused('wrong');
      }
      return comeIn(caller, user.id, answer.cookies);
    },

    async changePassword(caller, current, next) {
      const { agent, found } = await self(caller);
      const fault = await passwordFault(next, agent, deps.councilNames());
      if (fault !== null) return refused(fault);
      const { library, inside } = await accounts();
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      const answer = await asked(caller, { email: agent.email, reason: 'password' }, () =>
        library.api.changePassword({ body, headers: headersOf(caller), returnHeaders: true }),
      );
      if (answer === 'wrong' || isLocked(answer)) return refused(answer);
      // The library continues in a new session, which inherits the start time of the old one and what it had passed.
      const { token } = answer.said;
      if (token !== null && token !== undefined) {
        const { since, passedSecondFactor } = found;
        const kept = { secondFactor: passedSecondFactor, createdAt: new Date(since) };
        await inside.internalAdapter.updateSession(token, kept);
      }
      await notes.note('staff.password-changed', agent.id, agent.id);
      return { result: 'changed', cookies: answer.cookies };
    },
  };
}

/** The cookies of a request without the session cookie. */
function withoutSession(cookie: string): string {
  return cookie
    .split(/;\s*/)
    .filter((pair) => !pair.includes('finestreta.session_token='))
    .join('; ');
}
