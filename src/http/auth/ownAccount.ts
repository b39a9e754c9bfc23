import { type Request, Router } from 'express';
import { z } from 'zod';
import { createAccountPage, everywherePath, passwordPath, sessionPath } from './accountPage.ts';
import { callerOf, setCookies } from './caller.ts';
import type { AuthRouteDeps } from './deps.ts';
import { formReader, formRefusal } from './formReader.ts';
import { accountPath, signInPath, signOutPath } from './guard.ts';
import { to } from './staffPage.ts';

const change = z.object({ current: z.string().min(1).max(512), next: z.string().min(1).max(512) });
const one = z.object({ session: z.string().min(1).max(100) });

/** `/console/compte`: a person's own account, behind the gate: password and sessions. */
export function createAccountPages(deps: AuthRouteDeps): Router {
  const { auth } = deps.staff;
  const router = Router();
  const read = formReader(deps);
  const page = createAccountPage(deps);
  const callerIn = (request: Request) => callerOf(request, deps.baseUrl(request));

  router.get(accountPath, (request, response) => page.show(request, response, null));

  router.post(passwordPath, read, async (request, response) => {
    const given = change.safeParse(request.body);
    const refusal = formRefusal(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return page.show(request, response, refusal);
    const { current, next } = given.data;
    const { result, cookies } = await auth.changePassword(callerIn(request), current, next);
    setCookies(response, cookies);
    if (result === 'changed') return page.goBack(request, response, 'contrasenya');
    return page.show(request, response, result === 'wrong' ? 'wrongPassword' : result);
  });

  router.post(sessionPath, read, async (request, response) => {
    const given = one.safeParse(request.body);
    const refusal = formRefusal(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return page.show(request, response, refusal);
    await auth.endSession(callerIn(request), given.data.session);
    page.goBack(request, response, 'sessio');
  });

  for (const [path, leave] of [
    [everywherePath, auth.signOutEverywhere],
    [signOutPath, auth.signOut],
  ] as const) {
    router.post(path, read, async (request, response) => {
      const refusal = formRefusal(response);
      if (refusal !== null) return page.show(request, response, refusal);
      const { cookies } = await leave(callerIn(request));
      setCookies(response, cookies);
      response.redirect(303, to(signInPath, request));
    });
  }

  return router;
}
