import { Router } from 'express';

/**
 * `/healthz`: the process runs. `/readyz`: it can accept messages; 503 while it starts or drains, and while the store
 * accepts no writes, with the code of the reason. `reading` says how messages are understood: in full, or by their words alone, and why.
 */
export function createHealthRoutes(hindrance: () => string | null, withoutMeaning: () => string | null): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', (_request, response) => {
    const reason = hindrance();
    const why = withoutMeaning();
    const reading = why === null ? { reading: 'full' } : { reading: 'words', why };
    response
      .set('Cache-Control', 'no-store')
      .status(reason === null ? 200 : 503)
      .json(reason === null ? { status: 'ready', ...reading } : { status: 'not-ready', reason, ...reading });
  });
  return router;
}
