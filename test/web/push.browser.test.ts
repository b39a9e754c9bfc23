import { createECDH } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findWholeBrowser, launchBrowser } from '../support/browser.ts';
import { testKey } from '../support/sideEffectsOver.ts';
import { accessibilityFaults } from './support/axe.ts';
import { type Site, startSite } from './support/site.ts';
import { until } from './support/until.ts';

const path = findWholeBrowser();
/** Any key of the curve: the browser's own push service is not asked. */
const push = { publicKey: createECDH('prime256v1').generateKeys('base64url'), accepts: () => true };

(path === null ? describe.skip : describe)('the citizen of a case, away from its page', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    browser = await launchBrowser(path ?? '');
    site = await startSite({ push });
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  /** Opens a case without a script; returns its page. */
  async function openCase(): Promise<Page> {
    const context = await browser.newContext({ locale: 'ca-ES', permissions: ['notifications'] });
    const page = await context.newPage();
    await page.goto(`${site.url}/xat?lang=ca`);
    await page.locator('form.ask textarea').fill('el fanal no funciona');
    await page.locator('form.ask button').click();
    const code = /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await page.content())?.[1] ?? '';
    await page.goto(`${site.url}/cas/${code}?lang=ca`);
    await page.getByLabel('Clau', { exact: true }).fill(testKey);
    await page.getByRole('button', { name: 'Mostra el cas' }).click();
    return page;
  }

  test('the browser is told that there is an answer, until one press ends it', async () => {
    const page = await openCase();
    const code = await page.locator('input[name="code"]').first().inputValue();
    // As browsers do, but no push service is asked.
    await page.evaluate(`PushManager.prototype.subscribe = async () => {
      const { active } = await navigator.serviceWorker.getRegistration('/cas');
      if (active === null) throw new DOMException('Subscription failed - no active Service Worker', 'AbortError');
      return { endpoint: 'https://push.example/x', getKey: () => new Uint8Array([4, 1]).buffer };
    };`);
    const worker = page.context().waitForEvent('serviceworker');
    await page.getByRole('button', { name: 'Aviseu-me en aquest dispositiu' }).press('Enter');
    await page.getByRole('status').getByText('Fet: us avisarem en aquest dispositiu').waitFor();
    // The button is for devices that are not told yet.
    expect(await page.locator('#device').isVisible()).toBe(false);
    // Who uses this browser next learns of no case.
    const stored = await page.evaluate<string>('JSON.stringify(localStorage)');
    expect(stored).toMatch(/finestreta\.devices.*[\w-]{43}/);
    expect(stored).not.toContain(code);
    expect(await accessibilityFaults(page)).toEqual([]);

    const end = `https://bot.example${site.notifyLinks.notifyLink('stop', code, site.newestRevision())}`;
    const news = {
      title: 'Teniu una resposta',
      body: 'Toqueu',
      url: `https://bot.example/cas/${code}#KEY`,
      lang: 'ca',
    };
    const data = JSON.stringify({ ...news, end: { url: end, label: 'No m’aviseu més' }, tag: code });
    const devtools = await page.context().newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
        if (first !== undefined) resolve(first.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    const registrationId = await registered;
    const shown = 'self.registration.getNotifications()';
    const inWorker = await worker;
    const titles = () =>
      inWorker.evaluate<readonly string[]>(
        `${shown}.then((all) => all.map(({ title, tag }) => [title, tag].join(' ')))`,
      );
    // A worker that is not active yet hears nothing; of one case only the newest message is shown.
    await until(async () => {
      await devtools.send('ServiceWorker.deliverPushMessage', { origin: site.url, registrationId, data });
      return (await titles()).length > 0;
    });
    expect(await titles()).toEqual([`Teniu una resposta ${code}`]);
    await inWorker.evaluate(`${shown}.then(([notification]) => self.dispatchEvent(
      new NotificationEvent('notificationclick', { notification, action: 'end' })))`);
    await page.getByRole('button', { name: 'Torna-ho a mirar' }).click();
    await page.getByRole('button', { name: 'Aviseu-me en aquest dispositiu' }).waitFor();
    expect(await page.locator('#undevice').count()).toBe(0);
  });
});
