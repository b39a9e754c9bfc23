import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type ChatPage, chatPage, openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import type { Site } from './support/site.ts';
import { until } from './support/until.ts';

const greeting = 'introduction ca';
const answer = 'padro.alta ca';
const question = "com m'empadrono";

/** Ids under which the page posts its messages, in order. */
function postedKeys(page: Page): string[] {
  const keys: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/activities')) return;
    keys.push(request.postDataJSON().channelData.clientActivityID);
  });
  return keys;
}

/** Takes the server away and asks, until the page has given up by itself: the longest way of a message. */
async function askInVain(chat: ChatPage, site: Site): Promise<void> {
  await site.stop();
  await chat.ask(question);
  await chat.panel.getByText("No s'ha pogut enviar").first().waitFor();
}

describeInBrowser('the line between the widget and its server', {}, (bed) => {
  test('a reload finds the conversation and the open panel again, and tells no old message', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.ask(question);
    await chat.lastAnswer('padro.alta ca');
    const before = await chat.transcript();
    expect(await chat.notified.allTextContents()).toEqual([
      expect.stringContaining('introduction ca'),
      expect.stringContaining('padro.alta ca'),
    ]);
    await chat.page.reload();
    await chat.shows(before);
    expect(await chat.notified.count()).toBe(0);
    // The page itself was opened, so it keeps the focus.
    expect(await chat.page.evaluate('document.activeElement.tagName')).toBe('BODY');
  });

  test('two tabs show the same conversation, each message once', async () => {
    const { browser, site } = bed();
    const one = await openPage(browser, site.url);
    const other = await chatPage(await one.page.context().newPage(), site.url);
    await Promise.all([one.open(), other.open()]);
    await one.ask(question);
    await other.lastAnswer('padro.alta ca');
    await other.ask('mobles vells');
    await one.lastAnswer('residus.mobles ca');
    const all = await one.transcript();
    expect(all.filter((line) => line.startsWith('> '))).toEqual([`> ${question}`, '> mobles vells']);
    expect(all.filter((line) => line.startsWith('introduction'))).toHaveLength(1);
    await other.shows(all);

    await one.panel.getByRole('button', { name: 'Comença una conversa nova' }).click();
    await one.panel.getByRole('button', { name: 'Comença de nou' }).click();
    await one.shows([greeting]);
    await other.shows([greeting]);
  });

  test('a message that cannot be sent says so, and goes out once when it is tried again', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    const keys = postedKeys(chat.page);
    await chat.open();
    await chat.page.route('**/activities', (route) => route.abort());
    await chat.ask(question);
    await chat.shows([greeting, `> ${question} (sending)`]);
    await chat.panel.getByText("No s'ha pogut enviar").first().waitFor();
    expect(await chat.notified.last().textContent()).toBe("No s'ha pogut enviar.");
    await chat.page.unroute('**/activities');
    await chat.panel.getByRole('button', { name: 'Torna-ho a provar' }).click();
    await chat.lastAnswer('padro.alta ca');
    await chat.shows([greeting, `> ${question}`, answer]);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });

  test('an answer that got lost does not make a message go out twice', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    let isFirst = true;
    await chat.page.route('**/activities', async (route) => {
      if (!isFirst) return route.continue();
      isFirst = false;
      // The server takes it, the page never learns so.
      await route.fetch();
      await route.abort();
    });
    const before = (await site.inbounds()).length;
    await chat.ask(question);
    await chat.shows([greeting, `> ${question}`, answer]);
    expect((await site.inbounds()).length).toBe(before + 1);
  });

  test('what was not sent before a reload is sent after it', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.page.route('**/activities', (route) => route.abort());
    await chat.ask(question);
    await chat.shows([greeting, `> ${question} (sending)`]);
    await chat.page.unroute('**/activities');
    await chat.page.reload();
    await chat.shows([greeting, `> ${question}`, answer]);
  });

  test('comes back after every loss of the stream, and misses nothing that was said meanwhile', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    const other = await chatPage(await chat.page.context().newPage(), site.url);
    await chat.open();
    await other.open();
    await until(() => site.openSockets() === 2);
    site.dropSockets();
    await other.ask(question);
    await chat.shows([greeting, `> ${question}`, answer]);
    await until(() => site.openSockets() === 2);
    site.dropSockets();
    await chat.ask('moltes gràcies');
    await other.lastAnswer('smalltalk.thanks ca');
    await chat.lastAnswer('smalltalk.thanks ca');
    expect(await chat.transcript()).toEqual(await other.transcript());
  });

  test('goes on after the server was restarted, with what was written meanwhile', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await until(() => site.openSockets() > 0);
    await site.stop();
    await chat.ask(question);
    await chat.shows([greeting, `> ${question} (sending)`]);
    await site.start();
    await chat.shows([greeting, `> ${question}`, answer]);
  });

  test('what failed while the server was away goes out by itself once it is back', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await askInVain(chat, site);
    await site.start();
    await chat.shows([greeting, `> ${question}`, answer]);
  });

  test('begins a new conversation, and says so, when the server knows the old one no more', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.ask(question);
    await chat.lastAnswer('padro.alta ca');
    await site.restart('forget');
    await chat.panel.getByText('La conversa anterior ja no es pot recuperar').first().waitFor();
    await chat.shows([greeting]);
    await chat.ask('mobles vells');
    await chat.lastAnswer('residus.mobles ca');
  });

  test('a message written into a forgotten conversation arrives in the new one', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await askInVain(chat, site);
    await site.restart('forget');
    await chat.lastAnswer('padro.alta ca');
    expect((await chat.transcript()).filter((line) => line.startsWith('> '))).toEqual([`> ${question}`]);
  });

  test('polls where the stream is blocked', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ locale: 'ca-ES' });
    const page = await context.newPage();
    await page.routeWebSocket(/stream/, (socket) => socket.close());
    const chat = await chatPage(page, site.url);
    await chat.open();
    await chat.ask(question);
    await chat.shows([greeting, `> ${question}`, answer]);
    expect(site.openSockets()).toBe(0);
  });

  test('does not poll while nobody looks, and looks at once when somebody does', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ locale: 'ca-ES' });
    const page = await context.newPage();
    await page.routeWebSocket(/stream/, (socket) => socket.close());
    await page.clock.install();
    const chat = await chatPage(page, site.url);
    await chat.open();
    const reads: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'GET' && request.url().includes('/activities?')) reads.push(request.url());
    });
    const look = (hidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await page.clock.runFor(5_000);
    await until(() => reads.length > 0);
    await look(true);
    // What was already due is done; from then on nothing is.
    await page.clock.runFor(20_000);
    const before = reads.length;
    await page.clock.runFor(50_000);
    expect(reads.length).toBe(before);
    await look(false);
    await until(() => reads.length > before);
  });

  test('is not fooled by a stream that opens and brings nothing', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ locale: 'ca-ES' });
    const page = await context.newPage();
    await page.routeWebSocket(/stream/, () => {});
    const chat = await chatPage(page, site.url);
    await chat.launcher.click();
    await chat.ask(question);
    await chat.shows([greeting, `> ${question}`, answer]);
    await chat.ask('mobles vells');
    await chat.lastAnswer('residus.mobles ca');
  });

  test('says that there is no connection, and sends when it is back', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.page.context().setOffline(true);
    await chat.panel.getByText('No teniu connexió a Internet').first().waitFor();
    await chat.ask(question);
    await chat.shows([greeting, `> ${question} (sending)`]);
    await chat.page.context().setOffline(false);
    await chat.shows([greeting, `> ${question}`, answer]);
    await chat.panel.locator('.banner', { hasText: 'No teniu connexió' }).waitFor({ state: 'hidden' });
  });
});

describeInBrowser('a token that is about to expire', { settings: { WEBCHAT_TOKEN_MINUTES: '1' } }, (bed) => {
  test('is renewed in time, for all tabs', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ locale: 'ca-ES' });
    const page = await context.newPage();
    await page.clock.install();
    const chat = await chatPage(page, site.url);
    await chat.open();
    const stored = () => page.evaluate("localStorage.getItem('finestreta:' + location.host + ':finestreta')");
    const first = await stored();
    const renewed = page.waitForRequest('**/tokens/refresh');
    await page.clock.fastForward(50_000);
    await renewed;
    await until(async () => (await stored()) !== first);
  });
});
