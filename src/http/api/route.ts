import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Agent, StaffRole } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { requireStaff, signedInOf } from '../auth/guard.ts';
import type { ApiDeps } from './deps.ts';
import { clip } from './validate.ts';

/** A request of a signed-in person whose role allows it. */
export interface RequestContext {
  readonly agent: Agent;
  /** Id of their session, which is no secret. */
  readonly session: string;
  readonly secondFactor: boolean;
  readonly request: Request;
  readonly response: Response;
}

/** One route of the API. */
export interface ApiRoute {
  readonly method: 'get' | 'post' | 'patch';
  /** Below `/console/api`. */
  readonly path: string;
  /** The roles that may use it; which cases they see is checked separately. */
  readonly roles: readonly StaffRole[];
  /** The rate limit that applies, and the kind of body that it reads. */
  readonly kind: 'read' | 'write' | 'command' | 'upload';
  /** Names of the query parameters that it reads: any other is refused. Absent: it reads none. */
  readonly parameters?: readonly string[];
  /** Whether its JSON may be as large as a document of the content. */
  readonly isLarge?: boolean;
  /** The JSON response; undefined: 204, or the route has already responded. */
  readonly answer: (context: RequestContext) => Promise<unknown>;
}

/** Maximum size of a JSON body, and of one with a document of the content. */
const maxJson = '64kb';
const maxLargeJson = '5mb';

/** Serves routes to people with the right role; a guard that checks the sign-in comes first. */
export function serveRoutes(routes: readonly ApiRoute[], limits: ApiDeps['limits']): Router {
  const router = Router();
  const json = express.json({ limit: maxJson });
  const largeJson = express.json({ limit: maxLargeJson });
  for (const { method, path, roles, kind, parameters = [], isLarge = false, answer } of routes) {
    const body = kind === 'write' || kind === 'command' ? [isLarge ? largeJson : json] : [];
    router[method](`/${path}`, requireStaff({ roles }), count(limits, kind), ...body, async (request, response) => {
      refuseUnknown(request, parameters);
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

/** A misspelt filter that is ignored would show more than what was asked for. */
function refuseUnknown({ query }: Request, known: readonly string[]): void {
  const unknown = Object.keys(query).find((given) => !known.includes(given));
  if (unknown === undefined) return;
  const instead = known.length === 0 ? 'This address has none' : `Use ${known.join(', ')}`;
  throw new CodedError('input.invalid', `There is no parameter ${clip(JSON.stringify(unknown))}. ${instead}.`);
}

/** Counts by session, so that two browsers of one person do not limit each other. */
function count(limits: ApiDeps['limits'], kind: ApiRoute['kind']): RequestHandler {
  const limit = { read: limits.reads, write: limits.writes, command: limits.commands, upload: limits.uploads }[kind];
  return async (_request, response, next) => {
    const { ok, retryAfter } = await limit.allow(signedInOf(response).session);
    if (ok) return next();
    response.set('Retry-After', String(retryAfter));
    throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
  };
}
