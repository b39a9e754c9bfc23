import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import { addressKey } from '../../core/util/addressKey.ts';
import { isLocked } from '../../identity/auth.ts';
import { html } from '../html.ts';
import { callerOf, setCookies } from './caller.ts';
import type { AuthRouteDeps } from './deps.ts';
import { formReader, formRefusal } from './formReader.ts';
import { signInPath } from './guard.ts';
import { takesPasskeys } from './passkeyView.ts';
import { codeMain, signInMain } from './signInView.ts';
import { pageLocaleOf, type SignInFault, show, to } from './staffPage.ts';
import { authStrings } from './strings.ts';
import type { WayBack } from './wayBack.ts';

const form = z.object({ email: z.string().max(254), password: z.string().max(512) });
const code = z.object({ code: z.string().min(1).max(40) });
/** A browser's response about a passkey, in JSON. */
const passkey = z.object({ answer: z.string().min(1).max(8_000) });

const codePath = `${signInPath}/codi`;
const passkeyPath = `${signInPath}/clau`;
const askPath = `${passkeyPath}/pregunta`;
const oidcStart = `${signInPath}/municipal`;
/** Where the identity provider sends people back to. */
const oidcReturn = '/console/oidc/callback/city';

/**
 * `/console/entra`: e-mail and password, then a code or a passkey; a passkey alone; or the city's identity provider.
 */
export function createSignInPages(deps: AuthRouteDeps, wayBack: Pick<WayBack, 'take'>): Router {
  const { staff, frame, fallback, log } = deps;
  const { auth } = staff;
  const head = html`<script src="${deps.passkeyScript}" defer></script>`;
  const router = Router();
  const read = formReader(deps);
  const callerIn = (request: Request) => callerOf(request, deps.baseUrl(request));

  router.get(signInPath, async (request, response) => {
    const { result, cookies } = await auth.who(callerIn(request));
    setCookies(response, cookies);
    if (result !== null) return goIn(request, response);
    showForm(request, response, '', request.query.no === 'municipal' ? 'oidc' : null);
  });

  router.post(signInPath, read, async (request, response) => {
    const given = form.safeParse(request.body);
    const email = given.success ? given.data.email : '';
    const refusal = formRefusal(response);
    if (refusal !== null) return showForm(request, response, email, refusal);
    if (!given.success) return showForm(request, response, email, 'incomplete');
    const { result, cookies } = await auth.signIn(callerIn(request), email, given.data.password);
    setCookies(response, cookies);
    if (result === 'wrong' || isLocked(result)) return showForm(request, response, email, result);
    if (result === 'in') return goIn(request, response);
    response.redirect(303, to(codePath, request));
  });

  router.get(codePath, (request, response) => showCode(request, response, null));

  router.post(askPath, read, async (request, response) => {
    const refusal = formRefusal(response);
    if (refusal === 'busy') throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
    if (refusal !== null)
      throw new CodedError('origin.refused', 'This is possible only from the pages of the console.');
    response.json(await auth.askPasskey(callerIn(request)));
  });

  router.post(passkeyPath, read, async (request, response) => {
    const given = passkey.safeParse(request.body);
    const again = async (fault: SignInFault) =>
      (await auth.secondStep(callerIn(request))) === null
        ? showForm(request, response, '', fault)
        : showCode(request, response, fault);
    const refusal = formRefusal(response) ?? (given.success ? null : 'wrongPasskey');
    if (refusal !== null || !given.success) return again(refusal ?? 'wrongPasskey');
    const { result, cookies } = await auth.signInWithPasskey(callerIn(request), given.data.answer);
    setCookies(response, cookies);
    if (result === 'in') return goIn(request, response);
    return again(result === 'wrong' ? 'wrongPasskey' : result);
  });

  router.post(codePath, read, async (request, response) => {
    const given = code.safeParse(request.body);
    const refusal = formRefusal(response);
    if (refusal !== null) return showCode(request, response, refusal);
    if (!given.success) return showCode(request, response, 'wrongCode');
    const { result, cookies } = await auth.confirm(callerIn(request), given.data.code);
    setCookies(response, cookies);
    if (result === 'in') return goIn(request, response);
    showCode(request, response, result === 'wrong' ? 'wrongCode' : result);
  });

  // A link and not a form: browsers restrict forms to our own pages, even when these redirect.
  router.get(oidcStart, async (request, response) => {
    if (!auth.offersOidc) return response.redirect(303, to(signInPath, request));
    if (!(await deps.allow(addressKey(request.ip))).ok) return showForm(request, response, '', 'busy');
    try {
      const { result, cookies } = await auth.beginOidc(callerIn(request));
      setCookies(response, cookies);
      response.redirect(303, result.location);
    } catch (error) {
      log.warn({ code: codeOf(error), error }, 'the identity provider cannot be used');
      showForm(request, response, '', 'oidcAway');
    }
  });

  router.get(oidcReturn, async (request, response) => {
    if (!auth.offersOidc) return response.redirect(303, signInPath);
    const query = request.originalUrl.split('?')[1] ?? '';
    try {
      const { result, cookies } = await auth.finishOidc(callerIn(request), query);
      setCookies(response, cookies);
      if (result === 'in') return goIn(request, response);
      response.redirect(303, result === 'second-factor' ? codePath : `${signInPath}?no=municipal`);
    } catch (error) {
      log.warn({ code: codeOf(error), error }, 'the identity provider cannot be used');
      showForm(request, response, '', 'oidcAway');
    }
  });

  function goIn(request: Request, response: Response): void {
    response.redirect(303, to(wayBack.take(request, response), request));
  }

  function showForm(request: Request, response: Response, email: string, fault: SignInFault | null): void {
    const locale = pageLocaleOf(request, fallback);
    const strings = authStrings(locale);
    const oidc = auth.offersOidc ? to(oidcStart, request) : null;
    const passkey = takesPasskeys(deps.baseUrl(request)) ? passkeyPaths(request) : null;
    const main = signInMain(strings, { action: to(signInPath, request), passkey, oidc, email, fault });
    const { title, description } = strings;
    show(frame, response, locale, { path: signInPath, title, description, main, head, fault });
  }

  async function showCode(request: Request, response: Response, fault: SignInFault | null): Promise<void> {
    const locale = pageLocaleOf(request, fallback);
    const strings = authStrings(locale);
    const step = await auth.secondStep(callerIn(request));
    const main = codeMain(strings, {
      action: to(codePath, request),
      passkey: step?.passkeys ? passkeyPaths(request) : null,
      // A person whose step has expired is informed when they send a code.
      codes: step?.codes ?? true,
      back: to(signInPath, request),
      fault,
    });
    const { title } = strings.code;
    show(frame, response, locale, { path: codePath, title, description: strings.description, main, head, fault });
  }

  const passkeyPaths = (request: Request) => ({ action: to(passkeyPath, request), ask: askPath });

  return router;
}
