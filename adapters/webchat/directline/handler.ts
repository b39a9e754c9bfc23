import type { Request, RequestHandler, Response } from 'express';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Origins } from './origins.ts';
import { refuse } from './refusal.ts';

/**
 * Answers one request; `origin` is the page that sent it, null for a request that comes from no page of another origin.
 */
export type Handler = (request: Request, response: Response, origin: string | null) => Promise<void>;

/** Wraps a handler for Express: checks the origin, and turns errors into answers. */
export function serve(handler: Handler, origins: Origins, log: Log): RequestHandler {
  const answer = async (request: Request, response: Response) => {
    try {
      await handler(request, response, origins.admit(request, response));
    } catch (error) {
      refuse(response, error, log);
    }
  };
  return (request, response) => void answer(request, response);
}
