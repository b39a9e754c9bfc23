import type { StaffAuth } from './auth.ts';
import { dropSecondFactor, enrol, givePassword } from './credentials/credentials.ts';
import { type AuthDeps, createContext } from './signIn/context.ts';
import { secondFactors } from './signIn/factors.ts';
import { ownSessions } from './signIn/ownSessions.ts';
import { passkeySignIn } from './signIn/passkey.ts';
import { passwordSignIn } from './signIn/passwordSignIn.ts';
import { providerSignIn } from './signIn/signInByProvider.ts';

export type { AuthDeps, SecondFactorRule } from './signIn/context.ts';

/** Creates authentication for staff, on top of better-auth. Only `signIn/` and `credentials/` use that library. */
export function createAuth(deps: AuthDeps): StaffAuth {
  const { tenant, directory, accounts, refusals } = deps;
  const context = createContext(deps);
  return {
    who: context.who,
    ...passwordSignIn(context),
    ...passkeySignIn(context),
    ...providerSignIn(context),
    ...ownSessions(context),
    ...secondFactors(context),

    async enrol(agent) {
      await enrol((await accounts()).inside, agent);
    },
    async setPassword(agent, password) {
      await givePassword((await accounts()).inside, agent, password);
    },
    async dropSecondFactors(id) {
      const { inside } = await accounts();
      await dropSecondFactor(inside, id);
      await inside.internalAdapter.deleteUserSessions(id);
    },
    async shut(id) {
      await (await accounts()).inside.internalAdapter.deleteUserSessions(id);
    },
    refused: async () => refusals.recent(await directory.list(tenant)),
  };
}
