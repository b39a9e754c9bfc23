import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { CodedError } from '../core/model/errors.ts';
import type { Limit } from '../core/ports/limit.ts';

/** Where the public log is published. */
export const publicLogPath = '/transparencia/log';

export interface PublicLogRoutesDeps {
  /** The published files by path; null when there is none. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  /** Whether a path is that of a tile. */
  readonly isTile: (path: string) => boolean;
  /** Limits requests by address. */
  readonly allow: Limit['allow'];
  /** The key of a request's address, see `addressKey`. */
  readonly senderOf: (request: IncomingMessage) => string;
}

/** Seconds for which a checkpoint and a policy may be cached. Tiles never change. */
const checkpointAge = 5;
const policyAge = 3_600;

/** The public log as plain files (C2SP tlog-tiles), for everybody. */
export function createPublicLogRoutes({ read, isTile, allow, senderOf }: PublicLogRoutesDeps): Router {
  const router = Router();

  router.get(`${publicLogPath}/{*path}`, async (request, response, next) => {
    const path = request.path.slice(publicLogPath.length + 1);
    const kind = isTile(path) ? 'tile' : path;
    if (kind !== 'tile' && kind !== 'checkpoint' && kind !== 'policy') return next();
    const { ok, retryAfter } = await allow(senderOf(request));
    if (!ok) {
      response.set('Retry-After', String(retryAfter));
      throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
    }
    const bytes = await read(path);
    if (bytes === null) {
      throw new CodedError(
        'route.unknown',
        'The public log has no such file: it has not begun, or has not grown so far.',
      );
    }
    // Browsers of other sites may check the log too.
    response.set('Access-Control-Allow-Origin', '*');
    if (kind === 'checkpoint') {
      response.set('Cache-Control', `public, max-age=${checkpointAge}`).type('text/plain; charset=utf-8');
    } else if (kind === 'policy') {
      response.set('Cache-Control', `public, max-age=${policyAge}`).type('application/json');
    } else {
      response.set('Cache-Control', 'public, max-age=31536000, immutable').type('application/octet-stream');
    }
    response.send(Buffer.from(bytes));
  });

  return router;
}
