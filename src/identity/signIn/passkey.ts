import { isLocked, type StaffAuth } from '../auth.ts';
import { headersOf } from '../credentials/request.ts';
import { refused, type SignInContext } from './context.ts';

/** Signing in with a passkey: alone, or as the second step after another method. */
export function passkeySignIn({
  deps,
  tried,
  comeIn,
}: SignInContext): Pick<StaffAuth, 'askPasskey' | 'signInWithPasskey'> {
  const { tenant, directory, accounts } = deps;
  return {
    async askPasskey(caller) {
      const { library, passkeys } = await accounts();
      const of = await library.api.whoseSecondStep({ headers: headersOf(caller) });
      // A person with a different second step may still use this browser's passkey.
      const has = of !== null && (await passkeys.list(of)).length > 0;
      return passkeys.askToUse(has ? of : null, caller.origin);
    },

    async signInWithPasskey(caller, answer) {
      const { library, passkeys } = await accounts();
      const of = await library.api.whoseSecondStep({ headers: headersOf(caller) });
      const user = await tried(caller, { email: null, reason: 'passkey' }, async () => {
        const known = of === null ? null : await passkeys.use(of, answer, caller.origin);
        const id = known ?? (await passkeys.use(null, answer, caller.origin));
        const agent = id === null ? null : await directory.find(tenant, id);
        return agent?.active ? agent.id : 'wrong';
      });
      if (user === 'wrong' || isLocked(user)) return refused(user);
      const headers = headersOf(caller);
      const opened = await library.api.openSession({ body: { user }, headers, returnHeaders: true });
      return comeIn(caller, user, opened.headers.getSetCookie());
    },
  };
}
