import type { IncomingMessage } from 'node:http';
import { Router, text } from 'express';
import { z } from 'zod';
import { CodedError } from '../core/model/errors.ts';
import type { Limit } from '../core/ports/limit.ts';

/** What a witness answers to a checkpoint. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

interface WitnessRoutesDeps {
  /** Takes the body of `add-checkpoint`. */
  readonly addCheckpoint: (body: string) => Promise<Answer>;
  /** The newest checkpoint that was cosigned, by the hash of the log's name; null: none. */
  readonly newest: (originHash: string) => Promise<string | null>;
  /** Most bytes of a body. */
  readonly maxLength: number;
  /** Limits requests by address. */
  readonly allow: Limit['allow'];
  /** The key of a request's address, see `addressKey`. */
  readonly senderOf: (request: IncomingMessage) => string;
}

const originHash = z.string().regex(/^[0-9a-f]{64}$/);
const submission = z.string().min(1);

/** A witness of public logs, for everybody (C2SP tlog-witness): a checkpoint's own signature says who sends it. */
export function createWitnessRoutes(deps: WitnessRoutesDeps): Router {
  const router = Router();

  router.use(async (request, response, next) => {
    const { ok, retryAfter } = await deps.allow(deps.senderOf(request));
    if (ok) return next();
    response.set('Retry-After', String(retryAfter));
    throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
  });

  const readBody = text({ type: () => true, limit: deps.maxLength, inflate: false });
  router.post('/add-checkpoint', readBody, async (request, response) => {
    const parsed = submission.safeParse(request.body);
    const { status, type, body } = await deps.addCheckpoint(parsed.success ? parsed.data : '');
    // Express would add a character set to the type of a size, which clients compare as it is.
    response.status(status).setHeader('Content-Type', type === 'text/plain' ? 'text/plain; charset=utf-8' : type);
    response.end(body);
  });

  router.get('/:hash/checkpoint', async (request, response, next) => {
    const hash = originHash.safeParse(request.params.hash);
    const found = hash.success ? await deps.newest(hash.data) : null;
    if (found === null) return next();
    response.set('Access-Control-Allow-Origin', '*').set('Cache-Control', 'public, max-age=5');
    response.type('text/plain; charset=utf-8').send(found);
  });

  return router;
}
