import type { Request, Response } from 'express';
import type { Locale } from '../../core/model/locale.ts';
import { type Html, html } from '../html.ts';
import { languageOf, localeFor } from '../pages/pageLanguage.ts';
import type { AccountPaths, Done } from './accountModel.ts';
import { accountMain } from './accountView.ts';
import { callerOf } from './caller.ts';
import type { AuthRouteDeps } from './deps.ts';
import { accountPath, signedInOf, signOutPath } from './guard.ts';
import { takesPasskeys } from './passkeyView.ts';
import { type SignInFault, show, to } from './staffPage.ts';
import { type AuthStrings, authStrings } from './strings.ts';

export const passwordPath = `${accountPath}/contrasenya`;
export const provePath = `${accountPath}/demostra`;
export const factorPath = `${accountPath}/segon-pas`;
export const proveCodePath = `${factorPath}/prova`;
export const codesPath = `${factorPath}/codis`;
export const passkeyPath = `${accountPath}/clau`;
export const addPasskeyPath = `${passkeyPath}/nova`;
export const removePasskeyPath = `${passkeyPath}/treu`;
export const sessionPath = `${accountPath}/sessio`;
export const everywherePath = `${accountPath}/arreu`;

/** What was just completed, by its name in the address. */
const doneBy: ReadonlyMap<string, Done> = new Map([
  ['contrasenya', 'password'],
  ['segon-pas', 'factor'],
  ['clau', 'passkey'],
  ['clau-treta', 'passkeyRemoved'],
  ['sessio', 'session'],
]);

/** The page of a person's own account, and those that it leads to. */
interface AccountPage {
  show(request: Request, response: Response, fault: SignInFault | null): Promise<void>;
  /** Shows the page of one step. */
  showStep(
    request: Request,
    response: Response,
    step: { title: (strings: AuthStrings) => string; main: (strings: AuthStrings) => Html; fault: SignInFault | null },
  ): void;
  /** Goes back to the account page and says there what was completed. */
  goBack(request: Request, response: Response, done: string): void;
}

export function createAccountPage(deps: AuthRouteDeps): AccountPage {
  const { auth } = deps.staff;
  const head = html`<script src="${deps.passkeyScript}" defer></script>`;

  /** The person's own language, unless they ask for another one. */
  function localeIn(request: Request, response: Response): Locale {
    return localeFor(languageOf(request, request.query.lang, deps.fallback), signedInOf(response).agent);
  }

  return {
    async show(request, response, fault) {
      const locale = localeIn(request, response);
      const strings = authStrings(locale);
      const origin = deps.baseUrl(request);
      const caller = callerOf(request, origin);
      const [sessions, ways] = await Promise.all([auth.sessions(caller), auth.ways(caller)]);
      const done = fault === null ? (doneBy.get(String(request.query.fet)) ?? null) : null;
      const view = {
        signedIn: signedInOf(response),
        sessions,
        ways,
        takesPasskeys: takesPasskeys(origin),
        done,
        fault,
      };
      const main = accountMain(strings, { ...view, locale, timeZone: deps.timeZone(), paths: pathsFor(request) });
      const { title, description } = strings.account;
      show(deps.frame, response, locale, { path: accountPath, title, description, main, head, fault });
    },
    showStep(request, response, { title, main, fault }) {
      const locale = localeIn(request, response);
      const strings = authStrings(locale);
      const { description } = strings.account;
      const page = { path: accountPath, title: title(strings), description, main: main(strings), head, fault };
      show(deps.frame, response, locale, page);
    },
    goBack(request, response, done) {
      const back = to(accountPath, request);
      response.redirect(303, `${back}${back.includes('?') ? '&' : '?'}fet=${done}`);
    },
  };
}

function pathsFor(request: Request): AccountPaths {
  return {
    password: to(passwordPath, request),
    prove: to(provePath, request),
    factor: to(factorPath, request),
    codes: to(codesPath, request),
    passkey: to(passkeyPath, request),
    removePasskey: to(removePasskeyPath, request),
    session: to(sessionPath, request),
    everywhere: to(everywherePath, request),
    signOut: to(signOutPath, request),
    console: to('/console', request),
  };
}
