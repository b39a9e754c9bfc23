import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { OpenedLink } from '../../identity/identity.ts';
import { html } from '../html.ts';
import { callerOf, setCookies } from './caller.ts';
import type { AuthRouteDeps } from './deps.ts';
import { formReader, formRefusal } from './formReader.ts';
import { pageLocaleOf, type SignInFault, show, to } from './staffPage.ts';
import { authStrings } from './strings.ts';
import { passwordMain, tokenMain } from './welcomeView.ts';

const welcomePath = '/console/benvinguda';

/** Address of a one-time link. The token comes after `#`: no server and no log on the way sees it. */
export const welcomeLink = (url: string, token: string): string => `${url}${welcomePath}#${token}`;

const token = z.object({ token: z.string().trim().min(1).max(100) });
const form = z.object({ password: z.string().min(1).max(512) });
const person = z.object({ name: z.string().trim().min(1).max(120), email: z.email().max(254) });

/** `/console/benvinguda`: the first administrator or an invited person chooses a password. */
export function createWelcomePages(deps: AuthRouteDeps): Router {
  const { staff, frame, fallback } = deps;
  const { invitations, auth } = staff;
  const router = Router();

  router.get(welcomePath, (request, response) => showToken(request, response, null));

  router.post(welcomePath, formReader(deps), async (request, response) => {
    const refusal = formRefusal(response);
    if (refusal !== null) return showToken(request, response, refusal);
    const given = token.safeParse(request.body);
    const link = given.success ? await invitations.look(given.data.token) : null;
    if (!given.success || link === null) return showToken(request, response, 'link');
    const view = { token: given.data.token, link };
    const chosen = form.safeParse(request.body);
    if (!chosen.success) return showPassword(request, response, view, null);
    const who = person.safeParse(request.body);
    if (link.agent === null && !who.success) return showPassword(request, response, view, 'incomplete');
    const { password } = chosen.data;
    const locale = pageLocaleOf(request, fallback);
    const named = link.agent === null && who.success ? { ...who.data, locale } : null;
    const accepted = await invitations.accept(view.token, password, named);
    if (accepted === null) return showToken(request, response, 'link');
    if ('fault' in accepted) return showPassword(request, response, view, accepted.fault);
    const { cookies } = await auth.signIn(callerOf(request, deps.baseUrl(request)), accepted.agent.email, password);
    setCookies(response, cookies);
    response.redirect(303, to('/console', request));
  });

  function showToken(request: Request, response: Response, fault: SignInFault | null): void {
    const locale = pageLocaleOf(request, fallback);
    const strings = authStrings(locale);
    const main = tokenMain(strings, { action: to(welcomePath, request), fault });
    const { title, description } = strings.welcome;
    const head = html`<script src="${deps.script}" defer></script>`;
    show(frame, response, locale, { path: welcomePath, title, description, main, head, fault });
  }

  function showPassword(
    request: Request,
    response: Response,
    view: { token: string; link: OpenedLink },
    fault: SignInFault | null,
  ): void {
    const locale = pageLocaleOf(request, fallback);
    const strings = authStrings(locale);
    const body = request.body as { name?: unknown; email?: unknown };
    const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 254) : '');
    const main = passwordMain(strings, {
      ...view,
      action: to(welcomePath, request),
      name: text(body.name),
      email: text(body.email),
      fault,
    });
    const { title, description } = strings.welcome;
    show(frame, response, locale, { path: welcomePath, title, description, main, head: html``, fault });
  }

  return router;
}
