import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { noon } from '../contract/store/fixture.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { accessibilityFaults } from './support/axe.ts';
import { type CaseSite, openedIn, startCaseSite } from './support/caseSite.ts';

const path = findBrowser();
const code = '7KQ4-M2XB';
const phone = { viewport: { width: 360, height: 640 } };
const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';

(path === null ? describe.skip : describe)('the page of a case in a browser', () => {
  let browser: Browser;
  let site: CaseSite;
  beforeAll(async () => {
    browser = await launchBrowser(path ?? '');
    site = await startCaseSite({ wrongKeys: 10_000, views: 10_000 });
    const deadline = { id: 'month', dueAt: noon + 20_000_000, metAt: null, breached: false };
    await site.addCase(
      code,
      { department: 'oiac', first: deadline, resolution: { ...deadline, dueAt: noon + 2_600_000_000 } },
      [
        { event: openedIn('oiac'), caseState: {} },
        { event: { type: 'case.taken' }, caseState: { assignee: 'marta' } },
        { event: { type: 'case.replied' }, caseState: { first: { ...deadline, metAt: noon + 7_200_000 } } },
      ],
    );
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  const open = async (options: BrowserContextOptions): Promise<Page> =>
    (await browser.newContext({ locale: 'ca-ES', ...options })).newPage();
  const heading = (page: Page) => page.getByRole('heading', { level: 1 });

  test("the receipt's link leads to it in one step, and its key into no address that a server sees", async () => {
    const page = await open({});
    const before = site.asked.length;
    await page.goto(site.linkOf(code));
    await page.getByRole('heading', { name: `Cas ${code}` }).waitFor();
    expect(page.url()).not.toContain(site.keyOf(code));
    expect(site.asked.slice(before).join('\n')).toContain('POST /cas');
    expect(site.asked.join('\n')).not.toContain(site.keyOf(code));
  });

  test('the way back leads away from it, not into it once more', async () => {
    const page = await open({});
    await page.goto(`${site.url}/cas`);
    await page.goto(site.linkOf(code));
    await page.getByRole('heading', { name: `Cas ${code}` }).waitFor();
    await page.goBack();
    expect(page.url()).toBe(`${site.url}/cas`);
    expect(await heading(page).textContent()).toBe('Seguiu el vostre cas');
  });

  test('another language takes the key along', async () => {
    const page = await open({});
    await page.goto(site.linkOf(code));
    await page.getByRole('heading', { name: `Cas ${code}` }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: `Case ${code}` }).waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('heading', { name: `Case ${code}` }).waitFor();
    expect(page.url()).not.toContain(site.keyOf(code));
  });

  test('without JavaScript code and key are typed', async () => {
    const page = await open({ javaScriptEnabled: false, ...phone });
    await page.goto(site.linkOf(code));
    await page.getByLabel('Clau').fill(site.keyOf(code).toLowerCase());
    await page.getByRole('button', { name: 'Mostra el cas' }).click();
    expect(await heading(page).textContent()).toBe(`Cas ${code}`);
    expect(await page.locator('.steps li span').allTextContents()).toHaveLength(3);
  });

  test.each([
    ['a wrong key', code, 'AAAA-BBBB-CCCC'],
    ['an unknown code', 'ZZZZ-9999', 'AAAA-BBBB-CCCC'],
  ])('%s is told in words, and what was typed stays', async (_, typed, key) => {
    const page = await open({});
    await page.goto(`${site.url}/cas`);
    await page.getByLabel('Codi del cas').fill(typed);
    await page.getByLabel('Clau').fill(key);
    await page.getByRole('button', { name: 'Mostra el cas' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('No trobem cap cas');
    expect(await page.getByLabel('Codi del cas').inputValue()).toBe(typed);
    expect(await page.getByLabel('Clau').inputValue()).toBe(key);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test.each<[string, BrowserContextOptions]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['a phone', phone],
  ])('has no fault in %s', async (look, options) => {
    const page = await open({ ...options, reducedMotion: 'reduce' });
    for (const [name, address] of [
      ['form', `${site.url}/cas`],
      ['case', site.linkOf(code)],
    ] as const) {
      await page.goto(address);
      if (name === 'case') await page.getByRole('heading', { name: `Cas ${code}` }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate(isTooWide)).toBe(false);
      const folder = process.env.SCREENSHOTS_DIR;
      if (folder)
        await page.screenshot({ path: `${folder}/case-${look.replace(' ', '-')}-${name}.png`, fullPage: true });
    }
  });

  test('on paper there is what was said and what happened, and nothing to press', async () => {
    const page = await open({});
    await page.goto(site.linkOf(code));
    await page.getByRole('heading', { name: `Cas ${code}` }).waitFor();
    const shown = () =>
      page.locator('main').locator('button, textarea, input, summary').filter({ visible: true }).count();
    expect(await shown()).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    expect(await shown()).toBe(0);
    expect(await page.getByRole('heading', { name: 'Què ha passat' }).isVisible()).toBe(true);
  });
});
