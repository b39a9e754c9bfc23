import type { AgentId } from '../../core/agent.ts';
import type { Caller, SessionSummary } from '../auth.ts';
import { headersOf } from './ask.ts';
import type { Accounts, Inside } from './open.ts';

/** A session as the library knows it. */
export interface Found {
  readonly user: AgentId;
  readonly session: string;
  readonly method: 'password' | 'oidc';
  readonly secondFactor: boolean;
  readonly cookies: readonly string[];
}

/** The session that a request's cookie names, and the cookies that keep it alive; null: none that is good. */
export async function findSession({ library }: Accounts, caller: Caller): Promise<Found | null> {
  const { headers, response } = await library.api.getSession({
    headers: headersOf(caller),
    query: { disableRefresh: caller.byItself },
    returnHeaders: true,
  });
  if (response === null) return null;
  const { session, user } = response;
  return {
    user: user.id,
    session: session.id,
    method: session.method === 'oidc' ? 'oidc' : 'password',
    secondFactor: user.twoFactorEnabled === true,
    cookies: headers.getSetCookie(),
  };
}

/** Where somebody is signed in, the newest first. */
export async function listSessions(
  { internalAdapter }: Inside,
  user: AgentId,
  current: string,
): Promise<readonly SessionSummary[]> {
  const sessions = await internalAdapter.listSessions(user, { onlyActiveSessions: true });
  return sessions
    .map(({ id, userAgent, createdAt, updatedAt }) => ({
      id,
      userAgent: userAgent ?? '',
      since: createdAt.getTime(),
      seenAt: updatedAt.getTime(),
      isThis: id === current,
    }))
    .sort((a, b) => b.seenAt - a.seenAt);
}

/** Ends one session of somebody; nothing happens when it is not theirs. */
export async function endSession({ internalAdapter }: Inside, user: AgentId, id: string): Promise<void> {
  const sessions = await internalAdapter.listSessions(user, { onlyActiveSessions: false });
  const token = sessions.find((session) => session.id === id)?.token;
  if (token !== undefined) await internalAdapter.deleteSession(token);
}
