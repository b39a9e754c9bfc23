import type { AgentId } from '../../core/model/agent.ts';
import type { Caller, SessionSummary } from '../auth.ts';
import type { Inside } from './library.ts';
import type { Credentials } from './openCredentials.ts';
import { headersOf } from './request.ts';

/** Milliseconds after which a session ends, even if it is used. */
const maxSessionMs = 12 * 3_600_000;

/** A session as the library stores it. */
export interface StoredSession {
  readonly user: AgentId;
  readonly session: string;
  /** Secret: the value of the cookie. */
  readonly token: string;
  /** When it began, and when the person last proved their identity. */
  readonly since: number;
  readonly provenAt: number;
  /** Whether the person has a second factor, and whether this session has passed one, ours or the provider's. */
  readonly hasSecondFactor: boolean;
  readonly passedSecondFactor: boolean;
  readonly cookies: readonly string[];
}

/** The session of a request's cookie, and the cookies that keep it alive; null: none that is valid. */
export async function findSession({ library, inside }: Credentials, caller: Caller): Promise<StoredSession | null> {
  const { headers, response } = await library.api.getSession({
    headers: headersOf(caller),
    query: { disableRefresh: caller.isAutomatic },
    returnHeaders: true,
  });
  if (response === null) return null;
  const { session, user } = response;
  const since = session.createdAt.getTime();
  if (since + maxSessionMs <= Date.now()) {
    await inside.internalAdapter.deleteSession(session.token);
    return null;
  }
  return {
    user: user.id,
    session: session.id,
    token: session.token,
    since,
    provenAt: Math.max(since, session.provenAt?.getTime() ?? 0),
    hasSecondFactor: user.twoFactorEnabled === true,
    passedSecondFactor: session.secondFactor === true,
    cookies: headers.getSetCookie(),
  };
}

/** A person's sessions, newest first. */
export async function listSessions(
  { internalAdapter }: Inside,
  user: AgentId,
  current: string,
): Promise<readonly SessionSummary[]> {
  const sessions = await internalAdapter.listSessions(user, { onlyActiveSessions: true });
  return sessions
    .filter(({ createdAt }) => createdAt.getTime() + maxSessionMs > Date.now())
    .map(({ id, userAgent, createdAt, updatedAt }) => ({
      id,
      userAgent: userAgent ?? '',
      since: createdAt.getTime(),
      seenAt: updatedAt.getTime(),
      isThis: id === current,
    }))
    .sort((a, b) => b.seenAt - a.seenAt);
}

/** Ends one session of a person; does nothing when it is not theirs. */
export async function endSession({ internalAdapter }: Inside, user: AgentId, id: string): Promise<void> {
  const sessions = await internalAdapter.listSessions(user, { onlyActiveSessions: false });
  const token = sessions.find((session) => session.id === id)?.token;
  if (token !== undefined) await internalAdapter.deleteSession(token);
}

/** Marks the current session as having passed the new second factor, and ends all other sessions of the person. */
export async function keepOnly({ internalAdapter }: Inside, { user, session, token }: StoredSession): Promise<void> {
  await internalAdapter.updateSession(token, { secondFactor: true });
  const sessions = await internalAdapter.listSessions(user, { onlyActiveSessions: false });
  for (const each of sessions) if (each.id !== session) await internalAdapter.deleteSession(each.token);
}
