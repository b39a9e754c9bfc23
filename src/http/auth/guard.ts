import type { Request, RequestHandler, Response } from 'express';
import { hasRole } from '../../core/cases/policy.ts';
import type { Agent, StaffRole } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { SignedIn, StaffAuth } from '../../identity/auth.ts';
import { callerOf, setCookies } from './caller.ts';
import type { WayBack } from './wayBack.ts';

/** The sign-in page, and the page of a person's own account. */
export const signInPath = '/console/entra';
export const accountPath = '/console/compte';
export const signOutPath = '/console/sortir';

const key = 'signedIn';

/** The sender of the request, with their session. @throws {CodedError} `auth.missing` where no guard comes first */
export function signedInOf(response: Response): SignedIn {
  const signedIn = response.locals[key] as SignedIn | undefined;
  if (signedIn === undefined) throw new CodedError('auth.missing', 'Sign in at /console/entra first.');
  return signedIn;
}

/** The member of staff who sent the request. @throws {CodedError} `auth.missing` where no guard comes first */
export function agentOf(response: Response): Agent {
  return signedInOf(response).agent;
}

/**
 * The guard of everything below `/console`: it admits only people who are signed in and have the second factor that
 * they need. Programs get an error code, people are redirected to the page that fixes it.
 */
export function createSignInGate(
  auth: Pick<StaffAuth, 'who'>,
  wayBack: Pick<WayBack, 'note'>,
  baseUrl: (request: Request) => string,
): RequestHandler {
  return async (request, response, next) => {
    // Another gate has already checked.
    if (response.locals[key] !== undefined) return next();
    const { result: signedIn, cookies } = await auth.who(callerOf(request, baseUrl(request)));
    setCookies(response, cookies);
    response.set('Cache-Control', 'no-store');
    if (signedIn === null) {
      wayBack.note(request, response);
      return turnAway(request, response, 'auth.missing', 'Sign in at /console/entra first.');
    }
    if (signedIn.mustAddSecondFactor && !isOwnAccount(request)) {
      return turnAway(request, response, 'auth.refused', 'Set up a second factor at /console/compte first.');
    }
    response.locals[key] = signedIn;
    next();
  };
}

/** Admits only people with one of some roles; for routes behind the gate. */
export function requireStaff({ roles }: { readonly roles: readonly StaffRole[] }): RequestHandler {
  return (_request, response, next) => {
    const { agent } = signedInOf(response);
    if (hasRole(agent, roles)) return next();
    throw new CodedError('auth.refused', `This is for ${roles.join(', ')}. Ask an administrator for the role.`);
  };
}

/** Whether a request concerns the sender's own account, which needs no second factor. */
function isOwnAccount(request: Request): boolean {
  const path = request.originalUrl.split('?')[0] ?? '';
  return path === accountPath || path.startsWith(`${accountPath}/`) || path === signOutPath;
}

/** Answers programs with an error, and redirects people to the right page. */
function turnAway(request: Request, response: Response, code: 'auth.missing' | 'auth.refused', message: string): void {
  const path = request.originalUrl.split('?')[0] ?? '';
  const isPage = !/^\/console\/api(\/|$)/i.test(path);
  if (!isPage) throw new CodedError(code, message);
  response.redirect(303, code === 'auth.missing' ? signInPath : accountPath);
}
