import { type ErrorRequestHandler, Router } from 'express';
import type { Log } from '../../../src/core/ports/log.ts';
import { root } from './addresses.ts';
import { type Handler, serve } from './handler.ts';
import { answerPreflight, type Origins } from './origins.ts';
import { Refusal, refuse } from './refusal.ts';

export interface Handlers {
  readonly conversations: Record<'generate' | 'refresh' | 'start' | 'resume', Handler>;
  readonly activities: Record<'post' | 'list', Handler>;
  readonly files: Record<'upload' | 'download', Handler>;
}

/** Maps the routes of Direct Line 3.0 to their handlers. */
export function createRoutes({ conversations, activities, files }: Handlers, origins: Origins, log: Log): Router {
  const router = Router({ caseSensitive: true });
  const one = `${root}/conversations/:id`;
  const on = (handler: Handler) => serve(handler, origins, log);

  // Busiest first: a router tries its routes in order.
  router.post(`${one}/activities`, on(activities.post));
  router.get(`${one}/activities`, on(activities.list));
  router.post(`${root}/conversations`, on(conversations.start));
  router.get(one, on(conversations.resume));
  router.post(`${root}/tokens/generate`, on(conversations.generate));
  router.post(`${root}/tokens/refresh`, on(conversations.refresh));
  router.post(`${one}/upload`, on(files.upload));
  router.get(`${one}/files/:file`, on(files.download));
  router.options(`${root}/*rest`, (request, response) => answerPreflight(request, response));
  router.all(
    `${root}/*rest`,
    on(async () => {
      throw new Refusal(404, 'route.unknown', 'There is no such Direct Line route. See docs/direct-line.md.');
    }),
  );

  const unreadable: ErrorRequestHandler = (error, request, response, next) => {
    // Express could not parse the URL, as with a broken percent sign.
    if (!request.url.startsWith(`${root}/`)) next(error);
    else refuse(response, new Refusal(400, 'input.invalid', 'The URL is malformed.', { cause: error }), log);
  };
  router.use(unreadable);
  return router;
}
