import type { Page, Route } from 'playwright-core';
import type { CasePage } from '../../../../src/http/api/wire.ts';

/** Lets the next page of cases be answered when it is released, with what is made of it. */
export async function holdNextList(page: Page, change: (read: CasePage) => CasePage = (read) => read) {
  const released = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await page.route(
    '**/api/cases?*',
    async (route: Route) => {
      const response = await route.fetch();
      asked.resolve();
      await released.promise;
      await route.fulfill({ response, json: change((await response.json()) as CasePage) });
    },
    { times: 1 },
  );
  return { asked: asked.promise, release: released.resolve };
}
