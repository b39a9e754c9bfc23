import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { figuresSite } from './support/figuresSite.ts';
import { describeInBrowser } from './support/inBrowser.ts';

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', { viewport: { width: 1280, height: 800 } }],
  ['a dark phone', { viewport: { width: 320, height: 568 }, colorScheme: 'dark' }],
];

const pages = [
  '/temes?lang=ca',
  '/temes/padro.alta?lang=es',
  '/temes/violencia.ajuda?lang=ca',
  '/temes?lang=ca&q=un+paper+del+padr%C3%B3',
  '/temes?lang=ca&q=hi+ha+foc',
  '/temes/canvis?lang=en',
  '/temes/no.such?lang=ca',
  '/transparencia?lang=ca',
  '/transparencia/tot?lang=en',
];

describeInBrowser('pages for everybody', figuresSite, (bed) => {
  for (const [look, options] of looks) {
    test(`have no fault in ${look}`, async () => {
      const { browser, site } = bed();
      const { page } = await openPage(browser, site.url, { ...options, reducedMotion: 'reduce' });
      for (const address of pages) {
        await page.goto(site.url + address);
        expect([address, ...(await accessibilityFaults(page))]).toEqual([address]);
        const isTooWide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        );
        expect([address, isTooWide]).toEqual([address, false]);
      }
    });
  }

  test('lead from the demo page to a service and on to the chat, by keyboard and without JavaScript', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ca-ES' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Temes i serveis' }).press('Enter');
    await page.getByLabel('Què busqueu?').fill("com m'empadrono");
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Registering <b>&</b> more ca' }).press('Enter');
    await page.getByRole('link', { name: 'The documents ca' }).press('Enter');
    await page.waitForURL(/#documents$/);
    await page.getByRole('link', { name: 'Pregunteu sobre aquest tema' }).press('Enter');
    expect(await page.getByLabel('La vostra pregunta').inputValue()).toBe('Registering <b>&</b> more ca');
  });

  test('show figures without JavaScript, and how each is recomputed', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ca-ES' });
    const page = await context.newPage();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Transparència' }).press('Enter');
    await page.getByRole('link', { name: 'març del 2025' }).press('Enter');
    const figure = page.getByRole('region', { name: "Com s'han respost" });
    expect(await figure.getByRole('row', { name: 'Resposta donada' }).isVisible()).toBe(true);
    await figure.getByText('Com es recalcula').press('Enter');
    await figure.getByRole('link', { name: 'Torneu-ho a calcular' }).press('Enter');
    await page.waitForURL(/\/transparencia\/2025-03\?lang=ca#check$/);
    expect(await page.getByText('transparency:recompute').isVisible()).toBe(true);
  });

  test('are well-formed for programs', async () => {
    const { browser, site } = bed();
    const { page } = await openPage(browser, site.url);
    for (const path of ['/temes/canvis.xml?lang=ca', '/sitemap.xml']) {
      const root = await page.evaluate(
        `fetch('${path}').then((answer) => answer.text()).then((text) => new DOMParser().parseFromString(text, 'application/xml').documentElement.nodeName)`,
      );
      expect(['feed', 'urlset']).toContain(root);
    }
  });
});
