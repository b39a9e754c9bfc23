import { afterAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from './support/axe.ts';
import { type ChatPage, openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { openTownHall, type TownHall } from './support/townHall.ts';

let hall: TownHall;
let unknownSender: TownHall;

const notSetUp = 'El xat no funciona en aquesta pàgina';
const policyFor = (url: string) =>
  `default-src 'none'; script-src ${url}; connect-src ${url} ${url.replace('http', 'ws')}; form-action ${url}`;
const scriptFor = (url: string, siteKey = 'finestreta') =>
  `<script src="${url}/embed.js" data-site-key="${siteKey}" data-lang="ca"></script>`;

/** Opens the chat, and what became of it, with the requests that it made. */
async function openInVain(page: ChatPage): Promise<void> {
  await page.launcher.click();
  await page.panel.getByText(notSetUp).first().waitFor();
}

/** Counts what the page asks of the chat's server. */
function requestsOf(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().includes('/v3/')) count += 1;
  });
  return () => count;
}

/** Nothing is tried again, however much time goes by on the page. */
async function expectRest(chat: ChatPage): Promise<void> {
  const requests = requestsOf(chat.page);
  await chat.page.clock.runFor(120_000);
  expect(requests()).toBe(0);
}

async function openStopped(browser: Parameters<typeof openPage>[0], url: string): Promise<ChatPage> {
  const chat = await openPage(browser, url, { viewport: { width: 1000, height: 700 }, reducedMotion: 'reduce' });
  await chat.page.clock.install();
  return chat;
}

describeInBrowser(
  'a page that may not show the chat',
  async () => {
    hall = await openTownHall();
    unknownSender = await openTownHall();
    return { settings: { WEBCHAT_ORIGINS: hall.origin } };
  },
  (bed) => {
    afterAll(() => Promise.all([hall.close(), unknownSender.close()]));

    test('says so to its developer and to the visitor, and does not try again', async () => {
      const { browser, site } = bed();
      unknownSender.shows = { policy: policyFor(site.url), script: scriptFor(site.url) };
      const chat = await openStopped(browser, unknownSender.origin);
      await openInVain(chat);
      expect(chat.errors.filter((line) => line.startsWith('Finestreta'))).toEqual([
        expect.stringMatching(
          `^Finestreta: ${site.url} refuses this page \\(origin ${unknownSender.origin}, .*WEBCHAT_ORIGINS.*PUBLIC_URL`,
        ),
      ]);
      expect(await chat.panel.locator('.bot').count()).toBe(0);
      expect(await chat.field.isVisible()).toBe(false);
      expect(await chat.notified.last().textContent()).toContain(notSetUp);
      expect(await accessibilityFaults(chat.page)).toEqual([]);
      await expectRest(chat);
      // The chat has a page of its own, which always works.
      const link = chat.panel.getByRole('link', { name: 'Obriu el xat en una altra pàgina' });
      expect(await link.getAttribute('href')).toBe(`${site.url}/xat?lang=ca`);
    });

    test('with a site key that the server does not know, says so too', async () => {
      const { browser, site } = bed();
      hall.shows = { policy: policyFor(site.url), script: scriptFor(site.url, 'wrong-key') };
      const chat = await openStopped(browser, hall.origin);
      await openInVain(chat);
      expect(chat.errors.filter((line) => line.startsWith('Finestreta'))).toEqual([
        expect.stringMatching(/data-site-key "wrong-key"\): .*WEBCHAT_SITE_KEY/),
      ]);
      await expectRest(chat);
      // Who opens it once more is served as soon as it was set right.
      await chat.panel.getByRole('button', { name: 'Tanca el xat' }).click();
      await chat.page.route('**/tokens/generate', (route) =>
        route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer finestreta' } }),
      );
      await chat.launcher.click();
      await chat.lastAnswer('introduction ca');
      expect(await chat.field.isVisible()).toBe(true);
    });

    test('whose own policy forbids the server, says so too', async () => {
      const { browser, site } = bed();
      hall.shows = { policy: `default-src 'none'; script-src ${site.url}`, script: scriptFor(site.url) };
      const chat = await openStopped(browser, hall.origin);
      await openInVain(chat);
      await expectRest(chat);
    });

    test('any more, says so in the middle of a conversation, of what was just written as well', async () => {
      const { browser, site } = bed();
      hall.shows = { policy: policyFor(site.url), script: scriptFor(site.url) };
      const chat = await openPage(browser, hall.origin);
      await chat.open();
      const cors = {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': 'authorization, content-type',
      };
      await chat.page.route('**/v3/**', (route) =>
        route.request().method() === 'OPTIONS'
          ? route.fulfill({ status: 204, headers: cors })
          : route.fulfill({ status: 403, headers: cors, json: { error: { code: 'origin.refused', message: 'No.' } } }),
      );
      await chat.ask("com m'empadrono");
      await chat.panel.getByText(notSetUp).first().waitFor();
      await chat.shows(['introduction ca', "> com m'empadrono (failed)"]);
      // And all is there again once it may.
      await chat.page.unroute('**/v3/**');
      await chat.panel.getByRole('button', { name: 'Torna-ho a provar' }).click();
      await chat.lastAnswer('padro.alta ca');
      expect(await chat.field.isVisible()).toBe(true);
    });
  },
);
