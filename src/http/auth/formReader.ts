import express, { type RequestHandler, type Response, Router } from 'express';
import { addressKey } from '../../core/util/addressKey.ts';
import { isSameOrigin } from './caller.ts';
import type { AuthRouteDeps } from './deps.ts';
import type { SignInFault } from './staffPage.ts';

const key = 'refusedForm';

/**
 * Reads a small form, and records whether it may be accepted: from one of our own pages, and within the limit. The page
 * reports a refusal itself, and keeps what the person wrote.
 */
export function formReader({ baseUrl, allow }: Pick<AuthRouteDeps, 'baseUrl' | 'allow'>): RequestHandler {
  const router = Router();
  router.use(express.urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }));
  router.use(async (request, response, next) => {
    let refusal: SignInFault | null = isSameOrigin(request, baseUrl(request)) ? null : 'foreign';
    if (refusal === null) {
      const { ok, retryAfter } = await allow(addressKey(request.ip));
      if (!ok) {
        response.set('Retry-After', String(retryAfter));
        refusal = 'busy';
      }
    }
    response.locals[key] = refusal;
    next();
  });
  return router;
}

/** Why the form of a request was refused; null: it was not. */
export function formRefusal(response: Response): SignInFault | null {
  return (response.locals[key] as SignInFault | null | undefined) ?? null;
}
