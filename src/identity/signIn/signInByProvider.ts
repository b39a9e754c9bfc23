import type { StaffAuth } from '../auth.ts';
import { beginOidc, finishOidc } from '../credentials/oidc.ts';
import { following, headersOf } from '../credentials/request.ts';
import { refused, type SignInContext } from './context.ts';

/** Signing in at the city's identity provider. */
export function providerSignIn({
  deps,
  comeIn,
  endOld,
}: SignInContext): Pick<StaffAuth, 'offersOidc' | 'beginOidc' | 'finishOidc'> {
  const { tenant, directory, accounts, refusals } = deps;
  return {
    offersOidc: deps.offersOidc,
    beginOidc: async (caller) => beginOidc(await accounts(), caller),

    async finishOidc(caller, query) {
      const opened = await accounts();
      const found = await finishOidc(opened, deps.url, caller, query);
      const agent = found && (await directory.find(tenant, found.user));
      if (found === null || !agent?.active) {
        await refusals.note({ email: null, address: caller.address, reason: 'provider' });
        return refused('refused');
      }
      if (found.passedSecondFactor || !found.hasSecondFactor) return comeIn(caller, agent.id, found.cookies);
      await endOld(caller);
      // The provider did not say that it asked for a second factor: ask for ours.
      const headers = headersOf(following({ ...caller, cookie: '' }, found.cookies));
      const waiting = await opened.library.api.awaitSecondStep({ headers, returnHeaders: true });
      return { result: 'second-factor', cookies: [...found.cookies, ...waiting.headers.getSetCookie()] };
    },
  };
}
