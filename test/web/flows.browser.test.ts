import { expect, test } from '@jest/globals';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { errorsOf } from '../support/browser.ts';
import { testKey } from '../support/sideEffectsOver.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { flowTown } from './support/flowTown.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { until } from './support/until.ts';

/*
 * A matter of several messages as people tell it: on a phone, by keyboard alone, in three languages, and without JavaScript.
 */

const reported = {
  ca: 'hi ha un forat enorme a la vorera',
  es: 'hay un agujero enorme en la acera',
  en: 'there is a huge hole in the pavement',
} as const;
const asked = {
  ca: { where: 'On és exactament?', danger: 'Algú s', photo: 'Si teniu una foto', end: 'Tot és al cas' },
  es: { where: '¿Dónde está exactamente?', danger: '¿Alguien puede', photo: 'Si tiene una foto', end: 'Todo está en' },
  en: { where: 'Where is it exactly?', danger: 'Could anybody', photo: 'If you have a photo', end: 'Everything is in' },
} as const;
const aboutData = 'quines dades meves teniu';
/** What is said of the data of the conversation. */
const kept = 'aquesta conversa guardem';
const ownData = ['Les meves dades', 'Esborrar la conversa'];
const aRequest = 'Dret sobre les meves dades';
const no = { ca: 'No', es: 'No', en: 'No' } as const;
const languages = ['ca', 'es', 'en'] as const;

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' };
const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';

const picture = async (page: Page, name: string) => {
  const folder = process.env.SCREENSHOTS_DIR;
  if (folder) await page.screenshot({ path: `${folder}/flow-${name}.png` });
};
const isFine = async (page: Page, name: string) => {
  await picture(page, name);
  expect([name, ...(await accessibilityFaults(page))]).toEqual([name]);
  expect([name, await page.evaluate(isTooWide)]).toEqual([name, false]);
};
/** Moves by the keyboard until something has the focus. */
const tabTo = async (page: Page, wanted: Locator, key = 'Tab') => {
  for (let step = 0; step < 40; step += 1) {
    if (await wanted.evaluate((element) => (element.getRootNode() as Document).activeElement === element)) return;
    await page.keyboard.press(key);
  }
  throw new Error('the keyboard does not reach it');
};

describeInBrowser(
  'a matter of several messages',
  () =>
    flowTown({
      [reported.ca]: 'incident',
      [reported.es]: 'incident',
      [reported.en]: 'incident',
      [aboutData]: 'data-subject',
    }),
  (bed) => {
    test.each(languages)('is told in the widget on a phone, by keyboard alone, in %s', async (locale) => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=${locale}`, phone);
      const { page } = chat;
      await tabTo(page, chat.launcher);
      await page.keyboard.press('Enter');
      await chat.panel.locator('.bot').first().waitFor();
      const write = async (text: string) => {
        await tabTo(page, chat.field);
        await page.keyboard.type(text);
        await page.keyboard.press('Enter');
      };
      await write(reported[locale]);
      await chat.lastAnswer(asked[locale].where);
      await write('Plaça de la Vila 3');
      await chat.lastAnswer(asked[locale].danger);
      await isFine(page, `widget-${locale}`);
      await tabTo(page, chat.choices.getByText(no[locale], { exact: true }), 'Shift+Tab');
      await page.keyboard.press('Enter');
      await chat.lastAnswer(asked[locale].photo);
      await write('no');
      await chat.lastAnswer(asked[locale].end);
      await picture(page, `widget-end-${locale}`);
      expect(chat.errors).toEqual([]);
    });

    test.each(languages)('is told without JavaScript on a phone, by keyboard alone, in %s', async (locale) => {
      const { browser, site } = bed();
      const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
      const page = await context.newPage();
      const errors = errorsOf(page);
      await page.goto(`${site.url}/xat?lang=${locale}`);
      const field = page.locator('textarea');
      const last = page.locator('.bot').last();
      // Without scripts the page cannot be asked what has the focus, but it shows it.
      const focused = (wanted: Locator) => wanted.and(page.locator(':focus')).count();
      const tab = async (wanted: Locator) => {
        for (let step = 0; step < 40 && (await focused(wanted)) === 0; step += 1) await page.keyboard.press('Tab');
        expect(await focused(wanted)).toBe(1);
      };
      const write = async (text: string) => {
        await tab(field);
        await page.keyboard.type(text);
        // Behind the field for files.
        await tab(page.locator('form.ask button'));
        await page.keyboard.press('Enter');
      };
      await write(reported[locale]);
      await last.getByText(asked[locale].where).waitFor();
      await write('Plaça de la Vila 3');
      await last.getByText(asked[locale].danger).waitFor();
      await picture(page, `plain-${locale}`);
      await tab(page.getByRole('button', { name: no[locale], exact: true }));
      await page.keyboard.press('Enter');
      await last.getByText(asked[locale].photo).waitFor();
      await write('no');
      await last.getByText(asked[locale].end).waitFor();
      // The case is at hand below, also once this browser was closed, until it is forgotten or somebody else begins.
      const see = page.locator('form[action="/cas"] button');
      expect(await see.count()).toBe(1);
      await picture(page, `plain-end-${locale}`);
      const kept = (await context.cookies()).filter(({ name }) => name === 'casos');
      expect(kept.map(({ expires, httpOnly, sameSite }) => [expires > 0, httpOnly, sameSite])).toEqual([
        [true, true, 'Strict'],
      ]);
      const posted = page.waitForRequest(`${site.url}/cas`);
      await see.click();
      expect((await posted).postData()).toContain(`key=${testKey}`);
      expect(page.url()).not.toContain(testKey);
      // So it is on the page of cases, where who comes back may begin.
      await page.goto(`${site.url}/cas?lang=${locale}`);
      const again = page.waitForRequest(`${site.url}/cas`);
      await page.locator('.restart form[action="/cas"] button').click();
      expect((await again).postData()).toContain(`key=${testKey}`);
      await page.goto(`${site.url}/xat?lang=${locale}`);
      await page.locator('form[action="/xat/oblida"] button').click();
      await page.waitForLoadState();
      expect(await see.count()).toBe(0);
      await page.goto(`${site.url}/cas?lang=${locale}`);
      expect(await page.locator('.restart').count()).toBe(0);
      expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
    });

    test('offers what each message of the turn does, and the links below stay in one line', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=ca`, phone);
      const { page, choices } = chat;
      await chat.open();
      await chat.ask(aboutData);
      await chat.lastAnswer('Si parleu del que heu escrit');
      expect(await choices.allTextContents()).toEqual([...ownData, aRequest]);
      await isFine(page, 'widget-offer');
      await choices.last().click();
      await chat.lastAnswer('Què demaneu');
      await chat.ask(aboutData);
      await chat.lastAnswer('Quin servei');
      expect(await choices.allTextContents()).toEqual([...ownData, 'Saltar-ho']);
      await isFine(page, 'widget-data');
      const links = await chat.panel.locator('nav > *').all();
      expect(links).toHaveLength(5);
      const tops = await Promise.all(links.map(async (link) => (await link.boundingBox())?.y));
      expect(new Set(tops).size).toBe(1);
      await choices.first().click();
      await chat.lastAnswer(kept);
      expect(await chat.transcript()).toContain(`> ${ownData[0]}`);
      // Of the turn before nothing is offered any more.
      expect(await choices.getByText('Saltar-ho').count()).toBe(0);
      expect(chat.errors).toEqual([]);
    });

    test('offers the same without JavaScript', async () => {
      const { browser, site } = bed();
      const context = await browser.newContext({ ...phone, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${site.url}/xat?lang=ca`);
      await page.locator('textarea').fill(aboutData);
      await page.getByRole('button', { name: 'Envia' }).click();
      const offered = page.locator('.choices button');
      await offered.getByText(aRequest).waitFor();
      expect(await offered.allTextContents()).toEqual([...ownData, aRequest]);
      await offered.first().click();
      await page.locator('.bot').last().getByText(kept).waitFor();
    });

    test('has no fault on the page without JavaScript, light and dark', async () => {
      const { browser, site } = bed();
      // The checker needs JavaScript; the page has none of its own.
      const { page } = await openPage(browser, `${site.url}/xat?lang=ca`, phone);
      for (const [text, question] of [
        [reported.ca, asked.ca.where],
        ['Plaça de la Vila 3', asked.ca.danger],
      ] as const) {
        await page.locator('textarea').fill(text);
        await page.getByRole('button', { name: 'Envia' }).click();
        await page.locator('.bot').last().getByText(question).waitFor();
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await isFine(page, `plain-${colorScheme}`);
      }
    });

    test('the case is at hand in this browser, after the conversation too, until it is forgotten', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=ca`, phone);
      const { page, panel } = chat;
      const mine = panel.getByRole('button', { name: 'Els meus casos' });
      await chat.open();
      expect(await mine.count()).toBe(0);
      await chat.ask(reported.ca);
      await chat.lastAnswer(asked.ca.where);
      await panel.getByRole('button', { name: 'Comença una conversa nova' }).click();
      await panel.getByRole('button', { name: 'Comença de nou' }).click();
      await until(async () => (await chat.transcript()).length < 3);
      await page.reload();
      await chat.open();
      await mine.waitFor();
      await tabTo(page, mine);
      await page.keyboard.press('Enter');
      const see = panel.getByRole('button', { name: /^Mira el cas/ });
      await see.waitFor();
      const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await see.textContent()) ?? '')?.[0] ?? '';
      // Of several, the day tells them apart.
      expect(await panel.locator('.cases time').textContent()).toMatch(/^\d+ /);
      await isFine(page, 'cases');
      // The page of the case opens with its key, which no address holds.
      const requests: string[] = [];
      let posted = '';
      page.context().on('request', (request) => {
        requests.push(request.url());
        if (request.url() === `${site.url}/cas`) posted = request.postData() ?? '';
      });
      const opened = page.context().waitForEvent('page');
      await see.click();
      const casePage = await opened;
      await casePage.waitForLoadState();
      expect(Object.fromEntries(new URLSearchParams(posted))).toEqual({ code, key: testKey, lang: 'ca' });
      expect([...requests, casePage.url()].join()).not.toContain(testKey);
      await casePage.close();
      await panel.getByRole('button', { name: `Oblida'l ${code}` }).click();
      await mine.waitFor({ state: 'hidden' });
      expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(testKey);
      expect(chat.errors).toEqual([]);
    });
  },
);
