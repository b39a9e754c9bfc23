import { afterAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from './support/axe.ts';
import { type ChatPage, chatPage, openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { sizeOf } from './support/sizeOf.ts';
import { openTownHall, type TownHall } from './support/townHall.ts';
import { until } from './support/until.ts';

/** The harmless page, on another host. */
let weather: TownHall;
/** Somebody else's page with our chat on it. */
let hall: TownHall;

const danger = 'em pega';
const stored =
  'JSON.stringify([...Object.entries(localStorage), ...Object.entries(sessionStorage)].filter(([key]) => key.startsWith("finestreta")))';

async function openSites() {
  weather = await openTownHall();
  hall = await openTownHall();
  return { quickExit: `${weather.origin}/`, settings: { WEBCHAT_ORIGINS: hall.origin } };
}

const closeSites = () => Promise.all([weather.close(), hall.close()]);
const exitOf = (chat: ChatPage) => chat.panel.getByRole('button', { name: 'Surt ràpid' });

async function askInDanger(chat: ChatPage): Promise<void> {
  await chat.open();
  await chat.ask(danger);
  await chat.lastAnswer('Truqueu ara');
}

async function pressEscape(page: Page, times: number): Promise<void> {
  for (let press = 0; press < times; press += 1) await page.keyboard.press('Escape');
}

describeInBrowser('the quick exit of the widget', openSites, (bed) => {
  afterAll(closeSites);

  test('is there from the answer that offers it on, and over a reload, and not before', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`, { reducedMotion: 'reduce' });
    await chat.open();
    await chat.ask("com m'empadrono");
    await chat.lastAnswer('padro.alta ca');
    expect(await exitOf(chat).isVisible()).toBe(false);
    await chat.ask(danger);
    await chat.lastAnswer('Truqueu ara');
    await exitOf(chat).waitFor();
    expect(await chat.notified.last().textContent()).toContain('Surt ràpid');
    await chat.ask("com m'empadrono");
    await chat.lastAnswer('padro.alta ca');
    expect(await exitOf(chat).isVisible()).toBe(true);
    await chat.page.reload();
    await exitOf(chat).waitFor();
    await chat.panel.getByRole('button', { name: 'Comença una conversa nova' }).click();
    await chat.panel.getByRole('button', { name: 'Comença de nou' }).click();
    await chat.shows(['introduction ca']);
    expect(await exitOf(chat).isVisible()).toBe(false);
  });

  test('leaves at once for a harmless page, and nothing of the conversation is left to go back to', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/privacitat?lang=ca`);
    const { page } = chat;
    await page.goto(`${site.url}/?lang=ca`);
    await askInDanger(chat);
    await chat.field.fill('una cosa més');
    // A page that would like to know whether one is sure.
    await page.evaluate("addEventListener('beforeunload', (event) => event.preventDefault())");
    await exitOf(chat).click();
    await page.waitForURL(`${weather.origin}/`);
    await page.goBack();
    expect(page.url()).toBe(`${site.url}/privacitat?lang=ca`);
    expect(await page.evaluate(stored)).toBe('[]');
    await page.goto(`${site.url}/?lang=ca`);
    await chat.launcher.waitFor();
    expect(await chat.panel.isVisible()).toBe(false);
    await chat.open();
    await chat.shows(['introduction ca']);
    expect(await chat.field.inputValue()).toBe('');
  });

  test('is Escape pressed three times, which closes the panel first', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    await chat.open();
    // Where nothing is offered, Escape is Escape.
    await pressEscape(chat.page, 4);
    await chat.launcher.click();
    await chat.ask(danger);
    await chat.lastAnswer('Truqueu ara');
    await pressEscape(chat.page, 1);
    await chat.panel.waitFor({ state: 'hidden' });
    // Something else between them begins the count again.
    await chat.page.keyboard.press('Tab');
    await pressEscape(chat.page, 2);
    expect(chat.page.url()).toBe(`${site.url}/?lang=ca`);
    await pressEscape(chat.page, 1);
    await chat.page.waitForURL(`${weather.origin}/`);
  });

  test('takes the conversation out of the other tabs as well', async () => {
    const { browser, site } = bed();
    const one = await openPage(browser, `${site.url}/?lang=ca`);
    const other = await chatPage(await one.page.context().newPage(), `${site.url}/?lang=ca`);
    await askInDanger(one);
    await other.launcher.click();
    await other.lastAnswer('Truqueu ara');
    await exitOf(one).click();
    await one.page.waitForURL(`${weather.origin}/`);
    await other.panel.waitFor({ state: 'hidden' });
    expect(await other.panel.locator('.entry').count()).toBe(0);
    expect(await other.page.evaluate(stored)).toBe('[]');
    await other.open();
    await other.shows(['introduction ca']);
  });

  test('ends what went on in the page without JavaScript', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    await askInDanger(chat);
    await chat.panel.getByRole('button', { name: 'Només text' }).click();
    await chat.page.waitForURL(`${site.url}/xat?lang=ca`);
    await chat.page.getByLabel('La vostra pregunta').waitFor();
    await chat.page.goto(`${site.url}/?lang=ca`);
    const cookies = () => chat.page.context().cookies();
    expect((await cookies()).map(({ name }) => name)).toEqual(['xat']);
    await exitOf(chat).click();
    await chat.page.waitForURL(`${weather.origin}/`);
    await until(async () => (await cookies()).length === 0);
  });

  test("is the page's own link, too, and Escape on a page that has one", async () => {
    const { browser, site } = bed();
    hall.shows = {
      policy: '',
      script: `<a href="${weather.origin}/own" data-finestreta-exit>Salir</a><script src="${site.url}/embed.js" data-lang="ca"></script>`,
    };
    for (const leave of ['link', 'keys'] as const) {
      const chat = await openPage(browser, hall.origin);
      await chat.open();
      if (leave === 'link') await chat.page.getByRole('link', { name: 'Salir' }).click();
      else await pressEscape(chat.page, 3);
      await chat.page.waitForURL(`${weather.origin}/own`);
      await chat.page.goto(hall.origin);
      expect(await chat.page.evaluate(stored)).toBe('[]');
    }
  });

  test.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
    ['a phone', { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true }],
    ['forced colours', { forcedColors: 'active' as const }],
  ])('and the numbers to call are big enough and have no fault in %s', async (_, options) => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`, { ...options, reducedMotion: 'reduce' });
    await askInDanger(chat);
    expect(await accessibilityFaults(chat.page)).toEqual([]);
    const numbers = await chat.panel.locator('a[href^="tel:"]').all();
    expect(numbers).toHaveLength(3);
    for (const control of [...numbers, exitOf(chat)]) {
      const size = await sizeOf(control);
      expect(size.height).toBeGreaterThanOrEqual(44);
      expect(size.width).toBeGreaterThanOrEqual(44);
    }
    expect(await numbers[0]?.getAttribute('href')).toBe('tel:112');
    const lines = await chat.panel
      .locator('#exit-hint')
      .evaluate((hint) => hint.clientHeight / Number.parseFloat(getComputedStyle(hint).lineHeight));
    // The narrowest phone that we know of may take one more.
    expect(Math.round(lines)).toBeLessThanOrEqual(3);
  });
});

describeInBrowser(
  'the way back after a quick exit',
  openSites,
  (bed) => {
    afterAll(closeSites);

    test('shows nothing of it on a page that the browser had put aside whole', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=ca`);
      await askInDanger(chat);
      await chat.page.evaluate('window.isPutAside = true');
      await chat.page.goto(`${site.url}/?lang=es`);
      await chat.panel.getByRole('button', { name: 'Salir rápido' }).or(exitOf(chat)).first().click();
      await chat.page.waitForURL(`${weather.origin}/`);
      await chat.page.goBack({ waitUntil: 'commit' });
      expect(chat.page.url()).toBe(`${site.url}/?lang=ca`);
      // It is that same page: else this test would show nothing.
      expect(await chat.page.evaluate('window.isPutAside')).toBe(true);
      await chat.launcher.waitFor();
      expect(await chat.panel.isVisible()).toBe(false);
      expect(await chat.panel.locator('.entry').count()).toBe(0);
      expect(await chat.page.evaluate(stored)).toBe('[]');
    });

    test('goes on where nobody has left', async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, `${site.url}/?lang=ca`);
      await askInDanger(chat);
      await chat.page.evaluate('window.isPutAside = true');
      await chat.page.goto(`${site.url}/privacitat?lang=ca`);
      await chat.page.goBack({ waitUntil: 'commit' });
      expect(await chat.page.evaluate('window.isPutAside')).toBe(true);
      expect(await exitOf(chat).isVisible()).toBe(true);
      await chat.ask("com m'empadrono");
      await chat.lastAnswer('padro.alta ca');
    });

    test.each([true, false])('shows nothing without the widget, with JavaScript: %s', async (javaScriptEnabled) => {
      const { browser, site } = bed();
      const context = await browser.newContext({ javaScriptEnabled, locale: 'ca-ES' });
      const page = await context.newPage();
      await page.goto(`${site.url}/xat?lang=ca`);
      await page.locator('textarea').fill(danger);
      await page.getByRole('button', { name: 'Envia' }).click();
      await page.getByRole('link', { name: 'Surt ràpid' }).click();
      await page.waitForURL(`${weather.origin}/`);
      expect(await context.cookies()).toEqual([]);
      await page.goBack();
      expect(new URL(page.url()).pathname).toBe('/xat');
      await page.getByLabel('La vostra pregunta').waitFor();
      expect(await page.locator('.bubble').count()).toBe(0);
    });
  },
  ['--disable-back-forward-cache'],
);

describeInBrowser('the quick exit of the page without the widget', openSites, (bed) => {
  afterAll(closeSites);

  test('is a link only after an answer that offers it, and Escape three times', async () => {
    const { browser, site } = bed();
    const { page } = await openPage(browser, `${site.url}/xat?lang=ca`);
    const exit = page.getByRole('link', { name: 'Surt ràpid' });
    const ask = async (text: string) => {
      await page.locator('textarea').fill(text);
      await page.getByRole('button', { name: 'Envia' }).click();
    };
    await ask("com m'empadrono");
    await page.getByText('padro.alta ca').first().waitFor();
    expect(await exit.count()).toBe(0);
    await ask(danger);
    await exit.waitFor();
    await page.getByText('O Esc tres cops.').waitFor();
    await pressEscape(page, 2);
    expect(new URL(page.url()).pathname).toBe('/xat');
    await pressEscape(page, 1);
    await page.waitForURL(`${weather.origin}/`);
  });

  test.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
    ['a phone', { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true }],
  ])('stays in sight and has no fault in %s, as have the numbers to call', async (_, options) => {
    const { browser, site } = bed();
    const { page } = await openPage(browser, `${site.url}/xat?lang=ca`, options);
    for (const text of [danger, 'resposta llarga']) {
      await page.locator('textarea').fill(text);
      await page.getByRole('button', { name: 'Envia' }).click();
      await page.waitForURL(/#r\d+$/);
    }
    const exit = page.getByRole('link', { name: 'Surt ràpid' });
    await page.locator('.bot').last().scrollIntoViewIfNeeded();
    const box = await exit.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(100);
    for (const control of [exit, ...(await page.locator('a[href^="tel:"]').all())]) {
      const size = await sizeOf(control);
      expect(size.height).toBeGreaterThanOrEqual(44);
      expect(size.width).toBeGreaterThanOrEqual(44);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
