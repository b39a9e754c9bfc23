import { type Request, Router } from 'express';
import { z } from 'zod';
import {
  addPasskeyPath,
  codesPath,
  createAccountPage,
  factorPath,
  passkeyPath,
  proveCodePath,
  provePath,
  removePasskeyPath,
} from './accountPage.ts';
import { callerOf } from './caller.ts';
import type { AuthRouteDeps } from './deps.ts';
import { codesMain, factorMain, passkeyMain } from './factorView.ts';
import { formReader, formRefusal } from './formReader.ts';
import { accountPath } from './guard.ts';
import { type SignInFault, to } from './staffPage.ts';

const proof = z.object({ proof: z.string().min(1).max(512) });
const code = z.object({ code: z.string().min(1).max(40) });
const passkey = z.object({ answer: z.string().min(1).max(12_000) });
const one = z.object({ passkey: z.string().min(1).max(100) });

/** A person's own second factors below `/console/compte`: codes from an app, and passkeys. */
export function createFactorPages(deps: AuthRouteDeps): Router {
  const { auth } = deps.staff;
  const router = Router();
  const read = formReader(deps);
  const page = createAccountPage(deps);
  const callerIn = (request: Request) => callerOf(request, deps.baseUrl(request));
  const back = (request: Request) => to(accountPath, request);

  router.post(provePath, read, async (request, response) => {
    const given = proof.safeParse(request.body);
    const refusal = formRefusal(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return page.show(request, response, refusal);
    const result = await auth.prove(callerIn(request), given.data.proof);
    if (result === 'proven') return response.redirect(303, `${back(request)}#factor`);
    return page.show(request, response, result === 'wrong' ? 'wrongPassword' : result);
  });

  router.post(factorPath, read, async (request, response) => {
    const refusal = formRefusal(response);
    if (refusal !== null) return page.show(request, response, refusal);
    const made = await auth.beginSecondFactor(callerIn(request));
    if (made === 'stale') return page.show(request, response, made);
    page.showStep(request, response, {
      title: ({ account }) => account.factor.setTitle,
      main: (strings) => factorMain(strings, { ...ways(request), made, fault: null }),
      fault: null,
    });
  });

  router.post(proveCodePath, read, async (request, response) => {
    const given = code.safeParse(request.body);
    const again = (fault: SignInFault) =>
      page.showStep(request, response, {
        title: ({ account }) => account.factor.setTitle,
        main: (strings) => factorMain(strings, { ...ways(request), made: null, fault }),
        fault,
      });
    const refusal = formRefusal(response) ?? (given.success ? null : 'wrongCode');
    if (refusal !== null || !given.success) return again(refusal ?? 'wrongCode');
    const result = await auth.proveSecondFactor(callerIn(request), given.data.code);
    if (result !== 'set') return again(result === 'wrong' ? 'wrongCode' : result);
    page.goBack(request, response, 'segon-pas');
  });

  router.post(codesPath, read, async (request, response) => {
    const refusal = formRefusal(response);
    if (refusal !== null) return page.show(request, response, refusal);
    const codes = await auth.renewBackupCodes(callerIn(request));
    if (codes === 'stale') return page.show(request, response, codes);
    page.showStep(request, response, {
      title: ({ account }) => account.factor.title,
      main: (strings) => codesMain(strings, { codes, back: back(request) }),
      fault: null,
    });
  });

  router.post(passkeyPath, read, async (request, response) => {
    const refusal = formRefusal(response);
    if (refusal !== null) return page.show(request, response, refusal);
    const make = await auth.beginPasskey(callerIn(request));
    if (make === 'stale') return page.show(request, response, 'stale');
    page.showStep(request, response, {
      title: ({ account }) => account.passkeys.addTitle,
      main: (strings) =>
        passkeyMain(strings, { action: to(addPasskeyPath, request), back: back(request), make: { ...make } }),
      fault: null,
    });
  });

  router.post(addPasskeyPath, read, async (request, response) => {
    const given = passkey.safeParse(request.body);
    const refusal = formRefusal(response) ?? (given.success ? null : 'passkeyNotMade');
    if (refusal !== null || !given.success) return page.show(request, response, refusal);
    const result = await auth.addPasskey(callerIn(request), given.data.answer);
    if (result !== 'set') return page.show(request, response, 'passkeyNotMade');
    page.goBack(request, response, 'clau');
  });

  router.post(removePasskeyPath, read, async (request, response) => {
    const given = one.safeParse(request.body);
    const refusal = formRefusal(response) ?? (given.success ? null : 'incomplete');
    if (refusal !== null || !given.success) return page.show(request, response, refusal);
    const result = await auth.removePasskey(callerIn(request), given.data.passkey);
    if (result === 'removed') return page.goBack(request, response, 'clau-treta');
    return page.show(request, response, result === 'last' ? 'lastFactor' : result);
  });

  const ways = (request: Request) => ({ action: to(proveCodePath, request), back: back(request) });

  return router;
}
