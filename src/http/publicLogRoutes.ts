import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { CodedError } from '../core/model/errors.ts';
import type { Limit } from '../core/ports/limit.ts';

/** Where the public log is published. */
const publicLogPath = '/transparencia/log';

interface PublicLogRoutesDeps {
  /** The published files by path; null when there is none. */
  readonly read: (path: string) => Promise<Uint8Array | null>;
  /** Whether a path is that of a tile. */
  readonly isTile: (path: string) => boolean;
  /** Limits requests by address. */
  readonly allow: Limit['allow'];
  /** The key of a request's address, see `addressKey`. */
  readonly senderOf: (request: IncomingMessage) => string;
}

/** Files besides the tiles, with their types and the seconds for which they may be cached. Tiles never change. */
const plainText = 'text/plain; charset=utf-8';
const others: Readonly<Record<string, { readonly type: string; readonly age: number }>> = {
  checkpoint: { type: plainText, age: 5 },
  'checkpoint.witnessed': { type: plainText, age: 5 },
  policy: { type: 'application/json', age: 3_600 },
  'tlog-policy': { type: plainText, age: 3_600 },
};

/** The public log as plain files (C2SP tlog-tiles), for everybody. */
export function createPublicLogRoutes({ read, isTile, allow, senderOf }: PublicLogRoutesDeps): Router {
  const router = Router();

  router.get(`${publicLogPath}/{*path}`, async (request, response, next) => {
    const path = request.path.slice(publicLogPath.length + 1);
    const other = Object.hasOwn(others, path) ? others[path] : undefined;
    if (other === undefined && !isTile(path)) return next();
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
    if (other === undefined) {
      response.set('Cache-Control', 'public, max-age=31536000, immutable').type('application/octet-stream');
    } else {
      response.set('Cache-Control', `public, max-age=${other.age}`).type(other.type);
    }
    response.send(Buffer.from(bytes));
  });

  return router;
}
