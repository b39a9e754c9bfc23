import type { StaffAuth } from '../auth.ts';
import { headersOf } from '../credentials/request.ts';
import { endSession, listSessions } from '../credentials/sessions.ts';
import type { SignInContext } from './context.ts';

/** A person's own sessions, and signing out. */
export function ownSessions({
  deps,
  who,
  self,
}: SignInContext): Pick<StaffAuth, 'signOut' | 'signOutEverywhere' | 'sessions' | 'endSession'> {
  const { accounts, notes } = deps;
  return {
    async signOut(caller) {
      const { result } = await who(caller);
      const { library } = await accounts();
      const { headers } = await library.api.signOut({ headers: headersOf(caller), returnHeaders: true });
      if (result !== null) await notes.note('staff.signed-out', result.agent.id, result.agent.id);
      return { result: null, cookies: headers.getSetCookie() };
    },

    async signOutEverywhere(caller) {
      const { agent } = await self(caller);
      const { library, inside } = await accounts();
      await inside.internalAdapter.deleteUserSessions(agent.id);
      const { headers } = await library.api.signOut({ headers: headersOf(caller), returnHeaders: true });
      await notes.note('staff.signed-out', agent.id, agent.id);
      return { result: null, cookies: headers.getSetCookie() };
    },

    async sessions(caller) {
      const { agent, found } = await self(caller);
      return listSessions((await accounts()).inside, agent.id, found.session);
    },

    async endSession(caller, session) {
      const { agent } = await self(caller);
      await endSession((await accounts()).inside, agent.id, session);
    },
  };
}
