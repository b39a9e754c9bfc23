import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { errorsOf, findBrowser, findWholeBrowser, launchBrowser } from '../../../support/browser.ts';
import { pressCommand } from '../../../support/pressCommand.ts';
import { builtPages } from '../../support/builtPages.ts';
import { until } from '../../support/until.ts';
import { type FakeConsole, startFakeConsole } from './fakeConsole.ts';
import type { EditedContent } from './fakeDesk.ts';

/** The console as somebody of staff has it open. */
export interface ConsolePage {
  readonly page: Page;
  readonly rows: Locator;
  readonly field: Locator;
  readonly notified: Locator;
  row(code: string): Locator;
  queue(name: string): Locator;
  button(name: string | RegExp): Locator;
  /** Does something with the open case: by its button, or from the menu where it has none. */
  command(name: string): Promise<void>;
  /** Opens a case by its row in the queue of all. */
  open(code: string): Promise<void>;
  /** Resolves once what has the focus is this: by its id, its label or its text. */
  focusIs(name: string): Promise<void>;
  /** Uncaught errors, and errors on the console (what the policy forbids is one). */
  readonly errors: string[];
}

interface ConsoleOptions extends BrowserContextOptions {
  /** Seconds that replies and transfers wait; 0 unless a test is about that. */
  readonly undoSeconds?: number;
}

export interface ConsoleBed {
  readonly fake: FakeConsole;
  /** A page of somebody, in a browser of its own, so to speak. */
  as(agent: string, path: string, options?: ConsoleOptions): Promise<ConsolePage>;
}

/** Describes tests of the console in a real Chromium; skipped, with a warning, where there is none. */
export const describeInConsole = (name: string, count: number, tests: (bed: () => ConsoleBed) => void): void =>
  describeWith(findBrowser(), name, count, tests);

/** The same with what the bot says, as `openDesk` has it for each test. */
export const describeInDesk = (
  name: string,
  openDesk: () => Promise<EditedContent>,
  tests: (bed: () => ConsoleBed) => void,
): void => describeWith(findBrowser(), name, 4, tests, openDesk);

/** The same in a whole browser, which shows notifications of the desktop. */
export const describeInWholeBrowser = (name: string, count: number, tests: (bed: () => ConsoleBed) => void): void =>
  describeWith(findWholeBrowser(), name, count, tests);

function describeWith(
  path: string | null,
  name: string,
  count: number,
  tests: (bed: () => ConsoleBed) => void,
  openDesk: () => Promise<EditedContent | null> = async () => null,
): void {
  (path === null ? describe.skip : describe)(name, () => {
    let browser: Browser | null = null;
    let fake: FakeConsole | null = null;
    let folder = '';

    beforeAll(async () => {
      folder = await builtPages();
      browser = await launchBrowser(path ?? '');
    });
    afterEach(async () => {
      for (const context of browser?.contexts() ?? []) await context.close();
      await fake?.stop();
      fake = null;
    });
    afterAll(() => browser?.close());

    tests(() => {
      if (browser === null) throw new Error('the browser has not started yet');
      const started = browser;
      return {
        get fake() {
          if (fake === null) throw new Error('open a page first');
          return fake;
        },
        async as(agent, address, { undoSeconds = 0, ...options } = {}) {
          fake ??= await startFakeConsole(folder, count, await openDesk());
          // The machine is far from the town, as that of somebody on a journey.
          const far = { timezoneId: 'Pacific/Auckland', locale: 'ca-ES', reducedMotion: 'reduce' } as const;
          const context = await started.newContext({ ...far, ...options });
          await context.addInitScript(`localStorage.setItem('finestreta.console.undo', '${undoSeconds}')`);
          if (agent !== '') await context.addCookies([{ name: 'agent', value: agent, url: fake.url }]);
          return consolePage(await context.newPage(), fake.url + address);
        },
      };
    });
  });
}

async function consolePage(page: Page, url: string): Promise<ConsolePage> {
  const errors = errorsOf(page);
  page.setDefaultTimeout(40_000);
  await page.goto(url);
  const rows = page.locator('.row');
  const queue = (name: string) => page.locator('.queues button', { hasText: name });
  const row = (code: string) => page.locator(`.row[href$="${code}"]`);
  return {
    page,
    rows,
    row,
    queue,
    errors,
    field: page.locator('#composer'),
    notified: page.locator('[aria-live=polite] p'),
    button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
    command: (name) => pressCommand(page, name),
    async open(code) {
      await queue('Tots').click();
      await row(code).click();
      await page.locator('.said').first().waitFor();
      await page.locator('.casehead').waitFor();
    },
    focusIs: (name) =>
      // The page draws before it moves the focus.
      until(
        async () =>
          name ===
          (await page.evaluate(
            '((element) => element.id || element.getAttribute("aria-label") || element.getAttribute("href") || element.textContent)(document.activeElement)',
          )),
      ),
  };
}
