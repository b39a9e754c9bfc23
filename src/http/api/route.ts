import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Agent, StaffRole } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { requireStaff, signedInOf } from '../auth/guard.ts';
import type { ApiDeps } from './deps.ts';

/** A request of somebody who is signed in and has a role for it. */
export interface RequestContext {
  readonly agent: Agent;
  /** Id of their session; it lets nobody in. */
  readonly session: string;
  readonly secondFactor: boolean;
  readonly request: Request;
  readonly response: Response;
}

/** One route of the interface. */
export interface Route {
  readonly method: 'get' | 'post' | 'patch';
  /** Below `/console/api`. */
  readonly path: string;
  /** Who may use it at all; which cases they see is another matter. */
  readonly roles: readonly StaffRole[];
  /** Which limit it counts towards, and what kind of body it reads. */
  readonly kind: 'read' | 'write' | 'upload';
  /** What is answered as JSON; undefined: 204, or the route has answered by itself. */
  readonly answer: (context: RequestContext) => Promise<unknown>;
}

/** Most bytes of a JSON body. */
const maxJson = '64kb';

/** Serves routes to whoever may use them; a guard that says who is signed in stands before. */
export function serveRoutes(routes: readonly Route[], limits: ApiDeps['limits']): Router {
  const router = Router();
  const json = express.json({ limit: maxJson });
  for (const { method, path, roles, kind, answer } of routes) {
    const body = kind === 'write' ? [json] : [];
    router[method](`/${path}`, requireStaff({ roles }), count(limits, kind), ...body, async (request, response) => {
      const { agent, session, secondFactor } = signedInOf(response);
      const answered = await answer({ agent, session, secondFactor, request, response });
      if (response.headersSent) return;
      response.set('Cache-Control', 'no-store');
      if (answered === undefined) response.status(204).end();
      else response.json(answered);
    });
  }
  return router;
}

/** Counts by session, so that two browsers of one person do not stand in each other's way. */
function count(limits: ApiDeps['limits'], kind: Route['kind']): RequestHandler {
  const limit = { read: limits.reads, write: limits.writes, upload: limits.uploads }[kind];
  return async (_request, response, next) => {
    const { ok, retryAfter } = await limit.allow(signedInOf(response).session);
    if (ok) return next();
    response.set('Retry-After', String(retryAfter));
    throw new CodedError('rate.limited', 'Too much at once. Wait a moment and try again.');
  };
}
