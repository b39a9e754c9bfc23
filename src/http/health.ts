import { Router } from 'express';

/**
 * `/healthz`: the process runs. `/readyz`: it can accept messages; 503 while it starts or drains, and while the store
 * accepts no writes, with the code of the reason.
 */
export function createHealthRoutes(hindrance: () => string | null): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', (_request, response) => {
    const reason = hindrance();
    response
      .set('Cache-Control', 'no-store')
      .status(reason === null ? 200 : 503)
      .json(reason === null ? { status: 'ready' } : { status: 'not-ready', reason });
  });
  return router;
}
