import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findBrowser, findWholeBrowser, launchBrowser } from '../../support/browser.ts';
import { type Site, startSite } from './site.ts';
import type { SiteOptions } from './siteOptions.ts';
import { until } from './until.ts';

/** What each browser test works with. */
interface Bed {
  readonly browser: Browser;
  readonly site: Site;
}

/** Describes tests in a real Chromium against a site of their own; skipped, with a warning, where there is none. `leftOut`: as of `launchBrowser`, of a whole browser. */
export function describeInBrowser(
  name: string,
  options: SiteOptions | (() => Promise<SiteOptions>),
  tests: (bed: () => Bed) => void,
  leftOut: string[] = [],
): void {
  const path = leftOut.length === 0 ? findBrowser() : findWholeBrowser();
  (path === null ? describe.skip : describe)(name, () => {
    let site: Site | null = null;
    let browser: Browser | null = null;

    beforeAll(async () => {
      site = await startSite(typeof options === 'function' ? await options() : options);
      browser = await launchBrowser(path ?? '', leftOut);
    });
    afterEach(async () => {
      for (const context of browser?.contexts() ?? []) await context.close();
      await until(() => site?.openSockets() === 0);
    });
    afterAll(async () => {
      await browser?.close();
      await site?.stop();
    });

    tests(() => {
      if (site === null || browser === null) throw new Error('the browser has not started yet');
      return { site, browser };
    });
  });
}
