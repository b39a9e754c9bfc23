import { Router } from 'express';

/** `/healthz`: the process runs. `/readyz`: it can take messages (503 while it starts or drains). */
export function createHealthRoutes(isReady: () => boolean): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', (_request, response) => {
    const ready = isReady();
    response
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not-ready' });
  });
  return router;
}
