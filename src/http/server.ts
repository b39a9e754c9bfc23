import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Log } from '../core/ports/log.ts';
import { answerErrors, unknownRoute } from './answerErrors.ts';
import { createSecurityHeaders, createStrictTransport } from './security.ts';

/**
 * Puts the HTTP side together. Everything here is public, or protects itself: `/metrics` by token or loopback, channels
 * by their tokens. There are no routes outside these routers. Channels come first: they answer programs, set their own
 * headers, and take most of the traffic.
 */
export function createHttpApp(deps: {
  trustProxy: number;
  /** The configured public address. */
  publicUrl?: string | null;
  channels: readonly Router[];
  routers: readonly RequestHandler[];
  log: Log;
}): Express {
  const app = express();
  app.disable('x-powered-by');
  // ETags of responses that change with every message only cost time; static files set their own.
  app.disable('etag');
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');
  app.use(createStrictTransport(deps.publicUrl ?? null));
  for (const router of deps.channels) app.use(router);
  app.use(...createSecurityHeaders());
  for (const router of deps.routers) app.use(router);
  app.use(unknownRoute);
  app.use(answerErrors(deps.log));
  return app;
}
