import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { accessibilityFaults } from './support/axe.ts';
import { type ChatPage, openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { sizeOf } from './support/sizeOf.ts';

/** Each in all of its colours. */
const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a wide screen', { viewport: { width: 1280, height: 800 } }],
  ['a phone', { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true }],
];

/** Whether the page has to be scrolled sideways. */
const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
const stillness: BrowserContextOptions = { reducedMotion: 'reduce' };

async function inField(chat: ChatPage): Promise<boolean> {
  return chat.field.evaluate((field) => (field.getRootNode() as ShadowRoot).activeElement === field);
}

describeInBrowser('everybody can use the pages', {}, (bed) => {
  for (const [look, options] of looks) {
    test(`no page has a fault on ${look}`, async () => {
      const { browser, site } = bed();
      const { page } = await openPage(browser, site.url, { ...options, ...stillness });
      // Colours and sizes are the same in every language; words are looked at once.
      const locales = look === 'a wide screen' ? ['ca', 'es', 'en'] : ['ca'];
      for (const path of ['/', '/xat', '/privacitat', '/accessibilitat', '/no-hi-es']) {
        for (const locale of locales) {
          const address = `${path}?lang=${locale}`;
          await page.goto(site.url + address);
          expect([address, ...(await accessibilityFaults(page, ['dark', 'forced']))]).toEqual([address]);
          expect([address, await page.evaluate(isTooWide)]).toEqual([address, false]);
        }
      }
    });

    test(`the open widget has no fault on ${look}, whatever it shows`, async () => {
      const { browser, site } = bed();
      const chat = await openPage(browser, site.url, { ...options, ...stillness });
      const isFine = async () => {
        expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
        expect(await chat.page.evaluate(isTooWide)).toBe(false);
      };
      await chat.open();
      await isFine();
      await chat.ask('un paper del padró');
      await chat.lastAnswer('clarify ca');
      await isFine();
      await chat.ask('resposta llarga');
      await chat.lastAnswer('Pas 12');
      await isFine();
      await chat.page.route('**/activities', (route) => route.fulfill({ status: 400, body: '{}' }));
      await chat.ask("com m'empadrono");
      await chat.panel.getByText("No s'ha pogut enviar").first().waitFor();
      await isFine();
      await chat.panel.getByRole('button', { name: 'Comença una conversa nova' }).click();
      await isFine();
      await chat.page.keyboard.press('Escape');
      await chat.panel.getByRole('button', { name: 'Tanca el xat' }).click();
      await isFine();
    });
  }

  test('the widget is used by keyboard alone', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    const { keyboard } = chat.page;
    const focused = async () =>
      chat.page.evaluate(
        '((root) => root?.activeElement?.getAttribute("aria-label") ?? root?.activeElement?.textContent)(document.activeElement.shadowRoot)',
      );
    await chat.launcher.waitFor();
    await chat.launcher.focus();
    await keyboard.press('Enter');
    await chat.panel.locator('.bot').waitFor();
    expect(await inField(chat)).toBe(true);

    await keyboard.type('un paper');
    await keyboard.press('Shift+Enter');
    await keyboard.type('del padró');
    expect(await chat.field.inputValue()).toBe('un paper\ndel padró');
    await chat.field.fill('un paper del padró');
    await keyboard.press('Enter');
    await chat.lastAnswer('clarify ca');

    // Backwards from the field: more options, the file button, the choices, the conversation, the buttons of the header.
    const order: unknown[] = [];
    for (let step = 0; step < 8; step += 1) {
      await keyboard.press('Shift+Tab');
      order.push(await focused());
    }
    expect(order).toEqual([
      'Més opcions',
      'Adjunta un fitxer (imatge, PDF, àudio o vídeo, fins a 4 MB)',
      'choice.none ca',
      'title of padro.certificat ca',
      'title of padro.alta ca',
      'Conversa',
      'Tanca el xat',
      'Comença una conversa nova',
    ]);
    for (let step = 0; step < 4; step += 1) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await chat.lastAnswer('padro.certificat ca');
    expect(await inField(chat)).toBe(true);

    await keyboard.press('Escape');
    await chat.panel.waitFor({ state: 'hidden' });
    expect(await focused()).toBe('Pregunteu-nos0');
    await keyboard.press('Space');
    expect(await inField(chat)).toBe(true);
  });

  test('Escape takes back a question first, and returns the focus to the link that opened the chat', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    const link = chat.page.getByRole('link', { name: 'Obre el xat' });
    await link.focus();
    await chat.page.keyboard.press('Enter');
    await chat.panel.locator('.bot').waitFor();
    await chat.panel.getByRole('button', { name: 'Comença una conversa nova' }).click();
    await chat.page.keyboard.press('Escape');
    await chat.panel.getByText('Voleu començar').waitFor({ state: 'hidden' });
    expect(await chat.panel.isVisible()).toBe(true);
    await chat.page.keyboard.press('Escape');
    expect(await link.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  test('a screen reader hears what the bot says and what may be chosen, and nothing of what the person wrote', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.ask('un paper del padró');
    await chat.lastAnswer('clarify ca');
    await chat.notified.nth(1).waitFor({ state: 'attached' });
    expect((await chat.notified.allTextContents()).at(-1)).toBe(
      'Assistent: \nclarify ca\nOpcions: title of padro.alta ca, title of padro.certificat ca, choice.none ca',
    );
    expect(await chat.panel.locator('[role=log]').getAttribute('aria-live')).toBe('off');
  });

  test('everything to press is 44 pixels high, also on the smallest screen', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url, { viewport: { width: 320, height: 568 } });
    await chat.open();
    await chat.ask('un paper del padró');
    await chat.lastAnswer('clarify ca');
    const controls = await chat.panel.locator('button:visible, nav a:visible').all();
    expect(controls.length).toBeGreaterThan(7);
    for (const control of controls) expect((await sizeOf(control)).height).toBeGreaterThanOrEqual(44);
  });

  test.each([
    ['the text is twice as big', { width: 1280, height: 900 }, '32px'],
    ['the page is zoomed to twice its size', { width: 640, height: 400 }, ''],
    ['a phone lies on its side', { width: 568, height: 320 }, ''],
  ])('the chat can be read and written when %s', async (_, viewport, size) => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url, { viewport });
    await chat.page.evaluate(
      `document.querySelector('finestreta-chat').style.setProperty('--finestreta-font-size', '${size}')`,
    );
    await chat.open();
    await chat.ask('un paper del padró');
    await chat.lastAnswer('clarify ca');
    const field = await chat.field.boundingBox();
    const log = await chat.panel.locator('.log').boundingBox();
    expect((field?.y ?? 999) + (field?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    expect(log?.height).toBeGreaterThanOrEqual(96);
    expect(await chat.page.evaluate(isTooWide)).toBe(false);
  });

  test('nothing moves for anybody who wants less motion, and a page from right to left is mirrored', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url, stillness);
    await chat.page.evaluate("document.documentElement.dir = 'rtl'");
    await chat.open();
    expect(await chat.page.evaluate('document.getAnimations({ subtree: true }).length')).toBe(0);
    expect((await chat.panel.boundingBox())?.x).toBeLessThan(100);
  });

  test('shows itself dark when the page says so', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url, stillness);
    await chat.page.evaluate("document.querySelector('finestreta-chat').dataset.theme = 'dark'");
    await chat.open();
    expect(await chat.panel.evaluate((panel) => panel.matches(':host([data-theme=dark]) dialog'))).toBe(true);
    expect(await accessibilityFaults(chat.page)).toEqual([]);
  });
});
