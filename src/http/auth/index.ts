import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { CodedError, codeOf } from '../../core/model/errors.ts';
import { answerErrors } from '../answerErrors.ts';
import { isSameOrigin } from './caller.ts';
import type { AuthRouteDeps } from './deps.ts';
import { createFactorPages } from './factors.ts';
import { createSignInGate } from './guard.ts';
import { createAccountPages } from './ownAccount.ts';
import { createSignInPages } from './signIn.ts';
import { createWayBack } from './wayBack.ts';
import { createWelcomePages } from './welcome.ts';

export type { AuthRouteDeps } from './deps.ts';
export { agentOf, requireStaff, signedInOf } from './guard.ts';
export { welcomeLink } from './welcome.ts';

/**
 * The authentication routes of the console, to be mounted before everything else below `/console`. The sign-in pages
 * are public; whatever comes after this router requires a signed-in person, and changes require our own pages.
 */
export function createAuthRoutes(deps: AuthRouteDeps): Router {
  const router = Router();
  const wayBack = createWayBack(deps.url);
  router.use('/console', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(createSignInPages(deps, wayBack));
  router.use(createWelcomePages(deps));
  router.use('/console', createSignInGate(deps.staff.auth, wayBack, deps.baseUrl), onlyFromHere(deps.baseUrl));
  router.use(createAccountPages(deps));
  router.use(createFactorPages(deps));
  router.use(answerRefusals(deps.log));
  return router;
}

/** Refuses changes that do not come from our own pages. Reading needs no such proof. */
function onlyFromHere(baseUrl: AuthRouteDeps['baseUrl']): RequestHandler {
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || isSameOrigin(request, baseUrl(request))) return next();
    throw new CodedError('origin.refused', 'This is possible only from the pages of the console.');
  };
}

/** Answers programs with error codes; our pages show everything else. */
function answerRefusals(log: AuthRouteDeps['log']): ErrorRequestHandler {
  const answer = answerErrors(log);
  const refusals = ['auth.missing', 'auth.refused', 'origin.refused', 'rate.limited'];
  return (error, request, response, next) =>
    refusals.includes(codeOf(error)) ? answer(error, request, response, next) : next(error);
}
