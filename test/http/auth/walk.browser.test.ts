import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { welcomeLink } from '../../../src/http/auth/index.ts';
import { goodPassword, totp } from '../../identity/desk.ts';
import { findBrowser, launchBrowser } from '../../support/browser.ts';
import { accessibilityFaults } from '../../web/support/axe.ts';
import { builtPages } from '../../web/support/builtPages.ts';
import { type AuthBench, startDoorstep } from './bench.ts';

const path = findBrowser();

(path === null ? describe.skip : describe)('the first administrator, in a browser', () => {
  let browser: Browser;
  let auth: AuthBench;
  beforeAll(async () => {
    const folder = await builtPages();
    browser = await launchBrowser(path ?? '');
    auth = await startDoorstep({ folder, secondFactor: 'required' });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await auth?.stop();
  });

  async function looksGood(page: Page, heading: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // Nothing has to be moved sideways to be read.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }

  test('walks from the link to the second factor, out, and in again, on a dark phone', async () => {
    const context = await browser.newContext({
      ...{ locale: 'ca', colorScheme: 'dark', viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' },
    });
    const page = await context.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    const link = await auth.desk.staff.invitations.first();
    await page.goto(welcomeLink(auth.url, link?.token ?? ''));
    await page.getByLabel('Nom i cognoms').fill('Anna Puig');
    // The token is neither in the address nor in what the browser would go back to.
    expect(page.url()).toBe(`${auth.url}/console/benvinguda`);
    await looksGood(page, 'Us donem la benvinguda');
    await page.getByLabel('Adreça electrònica').fill('anna@prat.example');
    await page.getByLabel('Contrasenya').fill('massa curta');
    await page.getByRole('button', { name: 'Desa i entra' }).click();
    await page.getByRole('alert').waitFor();
    await looksGood(page, 'Us donem la benvinguda');
    await page.getByLabel('Contrasenya').fill(goodPassword);
    await page.getByRole('button', { name: 'Desa i entra' }).click();

    await looksGood(page, 'El vostre compte');
    await page.getByRole('button', { name: 'Configura els codis' }).click();
    await looksGood(page, 'Configureu els codis');
    const secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('3. Escriviu').fill(totp(secret, Date.now()));
    await page.getByRole('button', { name: 'Acaba' }).click();
    await page.getByRole('status').waitFor();
    await looksGood(page, 'El vostre compte');
    await page.getByRole('button', { name: 'Surt', exact: true }).click();

    await looksGood(page, 'Entreu a la consola');
    await page.getByLabel('Adreça electrònica').fill('anna@prat.example');
    await page.getByLabel('Contrasenya').fill(goodPassword);
    await page.keyboard.press('Enter');
    await looksGood(page, 'Segon pas');
    await page.getByLabel('Codi').fill(totp(secret, Date.now()));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${auth.url}/console`);
    expect(refused).toEqual([]);
    await context.close();
  }, 60_000);

  test('comes in with a passkey instead, made and used by keyboard alone', async () => {
    const own = await startDoorstep({ folder: await builtPages(), secondFactor: 'required' });
    // Browsers take passkeys at names only.
    const url = own.url.replace('127.0.0.1', 'localhost');
    const context = await browser.newContext({ locale: 'ca', reducedMotion: 'reduce' });
    const page = await context.newPage();
    const device = await addVirtualAuthenticator(context, page);
    const refused: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
    });
    const link = await own.desk.staff.invitations.first();
    await page.goto(welcomeLink(url, link?.token ?? ''));
    await page.getByLabel('Nom i cognoms').fill('Anna Puig');
    await page.getByLabel('Adreça electrònica').fill('anna@prat.example');
    await page.getByLabel('Contrasenya').fill(goodPassword);
    await page.keyboard.press('Enter');

    await looksGood(page, 'El vostre compte');
    await press(page, "Afegeix una clau d'accés");
    await looksGood(page, "Afegiu una clau d'accés");
    await press(page, "Crea la clau d'accés");
    await page.getByRole('status').waitFor();
    await looksGood(page, 'El vostre compte');
    expect(await device.count()).toBe(1);
    await press(page, 'Surt');

    // Alone: no name and no password.
    await looksGood(page, 'Entreu a la consola');
    await press(page, "Entra amb una clau d'accés");
    await page.waitForURL(`${url}/console`);
    await page.goto(`${url}/console/compte`);
    await press(page, 'Surt');

    // As the second step. First the person says no.
    await page.getByLabel('Adreça electrònica').fill('anna@prat.example');
    await page.getByLabel('Contrasenya').fill(goodPassword);
    await page.keyboard.press('Enter');
    await looksGood(page, 'Segon pas');
    await device.refuse();
    await press(page, "Continua amb la clau d'accés");
    await page.getByRole('alert').waitFor();
    await looksGood(page, 'Segon pas');
    await device.accept();
    await press(page, "Continua amb la clau d'accés");
    await page.waitForURL(`${url}/console`);
    expect(refused).toEqual([]);
    await context.close();
    await own.stop();
  }, 60_000);

  test('reads without a script that a passkey cannot be used, and comes in with a code', async () => {
    const context = await browser.newContext({ locale: 'ca', javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${auth.url.replace('127.0.0.1', 'localhost')}/console/entra`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByRole('button', { name: "Entra amb una clau d'accés" }).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Entra', exact: true }).isVisible()).toBe(true);
    await context.close();
  });
});

/** Goes to a button by its focus and presses it, as anybody who has no mouse. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
}

/** A device for passkeys that Chromium plays (CDP, WebAuthn): it has a finger, and says yes until it is told not to. */
async function addVirtualAuthenticator(context: BrowserContext, page: Page) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const verify = (isUserVerified: boolean) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return {
    count: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    refuse: () => verify(false),
    accept: () => verify(true),
  };
}
