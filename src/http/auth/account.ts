import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Locale } from '../../core/locale.ts';
import { type Html, html } from '../html.ts';
import { languageOf } from '../pages/language.ts';
import { type AccountPaths, accountMain, type Done } from './accountView.ts';
import { callerOf, setCookies } from './caller.ts';
import { codesMain, factorMain } from './factorView.ts';
import { formReader, refusalOf } from './formReader.ts';
import { accountPath, signedInOf, signInPath, signOutPath } from './guard.ts';
import type { DoorParts } from './parts.ts';
import { type Fault, show, to } from './show.ts';
import { authStrings } from './strings.ts';

const change = z.object({ current: z.string().min(1).max(512), next: z.string().min(1).max(512) });
const proof = z.object({ proof: z.string().min(1).max(512) });
const code = z.object({ code: z.string().min(1).max(40) });
const one = z.object({ session: z.string().min(1).max(100) });

const passwordPath = `${accountPath}/contrasenya`;
const factorPath = `${accountPath}/segon-pas`;
const provePath = `${factorPath}/prova`;
const codesPath = `${factorPath}/codis`;
const sessionPath = `${accountPath}/sessio`;
const everywherePath = `${accountPath}/arreu`;

/** `/console/compte`: everybody's own account, behind the gate. */
export function createAccountPages(parts: DoorParts): Router {
  const { auth } = parts.staff;
  const router = Router();
  const read = formReader(parts);

  router.get(accountPath, (request, response) => {
    const { fet } = request.query;
    const done = ({ contrasenya: 'password', 'segon-pas': 'factor', sessio: 'session' } as const)[String(fet)] ?? null;
    return showAccount(request, response, done, null);
  });

  router.post(passwordPath, read, async (request, response) => {
    const given = change.safeParse(request.body);
    const refusal = refusalOf(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return showAccount(request, response, null, refusal);
    const { current, next } = given.data;
    const { result, cookies } = await auth.changePassword(callerOf(request), current, next);
    setCookies(response, cookies);
    if (result === 'changed') return goBack(request, response, 'contrasenya');
    return showAccount(request, response, null, result === 'wrong' ? 'wrongPassword' : result);
  });

  router.post(factorPath, read, async (request, response) => {
    const given = proof.safeParse(request.body);
    const refusal = refusalOf(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return showAccount(request, response, null, refusal);
    const { result, cookies } = await auth.beginSecondFactor(callerOf(request), given.data.proof);
    setCookies(response, cookies);
    if (typeof result === 'string') return showAccount(request, response, null, refusedWord(result));
    showFactor(
      request,
      response,
      (strings) => factorMain(strings, { ...ways(request), made: result, fault: null }),
      null,
    );
  });

  router.post(provePath, read, async (request, response) => {
    const given = code.safeParse(request.body);
    const refusal = refusalOf(response) ?? (given.success ? null : 'wrongCode');
    const again = (fault: Fault) =>
      showFactor(request, response, (strings) => factorMain(strings, { ...ways(request), made: null, fault }), fault);
    if (refusal !== null || !given.success) return again(refusal ?? 'wrongCode');
    const { result, cookies } = await auth.proveSecondFactor(callerOf(request), given.data.code);
    setCookies(response, cookies);
    if (result !== 'set') return again(result === 'wrong' ? 'wrongCode' : result);
    goBack(request, response, 'segon-pas');
  });

  router.post(codesPath, read, async (request, response) => {
    const given = proof.safeParse(request.body);
    const refusal = refusalOf(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return showAccount(request, response, null, refusal);
    const { result, cookies } = await auth.renewBackupCodes(callerOf(request), given.data.proof);
    setCookies(response, cookies);
    if (typeof result === 'string') return showAccount(request, response, null, refusedWord(result));
    const { back } = ways(request);
    showFactor(request, response, (strings) => codesMain(strings, { codes: result, back }), null);
  });

  router.post(sessionPath, read, async (request, response) => {
    const given = one.safeParse(request.body);
    const refusal = refusalOf(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return showAccount(request, response, null, refusal);
    await auth.endSession(callerOf(request), given.data.session);
    goBack(request, response, 'sessio');
  });

  for (const [path, leave] of [
    [everywherePath, auth.signOutEverywhere],
    [signOutPath, auth.signOut],
  ] as const) {
    router.post(path, read, async (request, response) => {
      const refusal = refusalOf(response);
      if (refusal !== null) return showAccount(request, response, null, refusal);
      const { cookies } = await leave(callerOf(request));
      setCookies(response, cookies);
      response.redirect(303, to(signInPath, request));
    });
  }

  /** Their own language, unless they ask for another one. */
  function localeIn(request: Request, response: Response): Locale {
    const { isChosen, locale } = languageOf(request, request.query.lang, parts.fallback);
    return isChosen ? locale : (signedInOf(response).agent.locales[0] ?? locale);
  }

  async function showAccount(request: Request, response: Response, done: Done | null, fault: Fault | null) {
    const locale = localeIn(request, response);
    const strings = authStrings(locale);
    const sessions = await auth.sessions(callerOf(request));
    const view = { signedIn: signedInOf(response), sessions, locale, paths: pathsFor(request), done, fault };
    const { title, description } = strings.account;
    const main = accountMain(strings, view);
    show(parts.frame, response, locale, { path: accountPath, title, description, main, head: html``, fault });
  }

  function showFactor(
    request: Request,
    response: Response,
    mainOf: (strings: ReturnType<typeof authStrings>) => Html,
    fault: Fault | null,
  ): void {
    const locale = localeIn(request, response);
    const strings = authStrings(locale);
    const { factor, description } = strings.account;
    const main = mainOf(strings);
    const page = { path: accountPath, title: factor.title, description, main, head: html``, fault };
    show(parts.frame, response, locale, page);
  }

  return router;
}

const ways = (request: Request) => ({ action: to(provePath, request), back: to(accountPath, request) });

const refusedWord = (result: 'wrong' | 'locked'): Fault => (result === 'wrong' ? 'wrongPassword' : result);

function goBack(request: Request, response: Response, done: string): void {
  const back = to(accountPath, request);
  response.redirect(303, `${back}${back.includes('?') ? '&' : '?'}fet=${done}`);
}

function pathsFor(request: Request): AccountPaths {
  return {
    password: to(passwordPath, request),
    factor: to(factorPath, request),
    codes: to(codesPath, request),
    session: to(sessionPath, request),
    everywhere: to(everywherePath, request),
    signOut: to(signOutPath, request),
    console: to('/console', request),
  };
}
