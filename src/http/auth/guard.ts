import type { Request, RequestHandler, Response } from 'express';
import type { Agent, StaffRole } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { SignedIn, StaffAuth } from '../../identity/auth.ts';
import { callerOf, setCookies } from './caller.ts';
import type { WayBack } from './wayBack.ts';

/** Where the sign-in stands, and where people look after their own account. */
export const signInPath = '/console/entra';
export const accountPath = '/console/compte';
export const signOutPath = '/console/sortir';

const key = 'signedIn';

/** Who sent the request, with their session. @throws {CodedError} `auth.missing` where no guard stands before */
export function signedInOf(response: Response): SignedIn {
  const signedIn = response.locals[key] as SignedIn | undefined;
  if (signedIn === undefined) throw new CodedError('auth.missing', 'Sign in at /console/entra first.');
  return signedIn;
}

/** The member of staff who sent the request. @throws {CodedError} `auth.missing` where no guard stands before */
export function agentOf(response: Response): Agent {
  return signedInOf(response).agent;
}

/**
 * The guard of everything below `/console`: nobody passes who is not signed in, or lacks a second factor that they must
 * have. Programs are told so by a code, people are led to the page that mends it.
 */
export function createGate(
  auth: Pick<StaffAuth, 'who'>,
  wayBack: Pick<WayBack, 'note'>,
  baseUrl: (request: Request) => string,
): RequestHandler {
  return async (request, response, next) => {
    // Another gate stood before.
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

/** Lets only people pass who have one of some roles; for routes behind the gate. */
export function requireStaff({ roles }: { readonly roles: readonly StaffRole[] }): RequestHandler {
  return (_request, response, next) => {
    const { agent } = signedInOf(response);
    if (agent.roles.some((role) => roles.includes(role))) return next();
    throw new CodedError('auth.refused', `This is for ${roles.join(', ')}. Ask an administrator for the role.`);
  };
}

/** Whether a request is about the sender's own account: what whoever lacks a second factor may do all the same. */
function isOwnAccount(request: Request): boolean {
  const path = request.originalUrl.split('?')[0] ?? '';
  return path === accountPath || path.startsWith(`${accountPath}/`) || path === signOutPath;
}

/** An error for programs, a way to the right page for people. */
function turnAway(request: Request, response: Response, code: 'auth.missing' | 'auth.refused', message: string): void {
  const path = request.originalUrl.split('?')[0] ?? '';
  const isPage = !/^\/console\/api(\/|$)/i.test(path);
  if (!isPage) throw new CodedError(code, message);
  response.redirect(303, code === 'auth.missing' ? signInPath : accountPath);
}
