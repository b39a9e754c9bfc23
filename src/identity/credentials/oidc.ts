import type { AuthAnswer, Caller } from '../auth.ts';
import { oidcPath, oidcProvider } from './oidcNames.ts';
import type { Credentials } from './openCredentials.ts';
import { takingAnswer } from './provider.ts';
import { following, headersOf } from './request.ts';
import { findSession, type StoredSession } from './sessions.ts';

/** Where the library redirects afterwards; the sign-in page then checks who came. */
const done = '/console';
const failed = '/console/entra';

/** Address of the city's identity provider for signing in, with the cookie that binds the answer to this browser. */
export async function beginOidc(
  { library }: Credentials,
  caller: Caller,
): Promise<AuthAnswer<{ readonly location: string }>> {
  const { headers, response } = await library.api.signInSocial({
    body: { provider: oidcProvider, callbackURL: done, errorCallbackURL: failed, disableRedirect: true },
    headers: headersOf(caller),
    returnHeaders: true,
  });
  return { result: { location: String(response.url) }, cookies: headers.getSetCookie() };
}

/** Handles the provider's answer; null when it signs nobody in. */
export async function finishOidc(
  accounts: Credentials,
  url: string,
  caller: Caller,
  query: string,
): Promise<StoredSession | null> {
  const address = `${url}${oidcPath}/callback/${oidcProvider}?${query}`;
  const request = new Request(address, { headers: headersOf(caller) });
  const answer = await takingAnswer(() => accounts.library.handler(request));
  if (answer.status >= 500) throw new Error(`the identity provider's answer could not be processed (${answer.status})`);
  const cookies = answer.headers.getSetCookie();
  // Without their old cookie, so that a refused person is not mistaken for the one who was signed in before.
  const found = await findSession(accounts, following({ ...caller, cookie: '' }, cookies));
  return found && { ...found, cookies };
}
