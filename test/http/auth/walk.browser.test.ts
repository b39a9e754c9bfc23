import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { welcomeLink } from '../../../src/http/auth/index.ts';
import { goodPassword, totp } from '../../staff/desk.ts';
import { findBrowser, launchBrowser } from '../../support/browser.ts';
import { accessibilityFaults } from '../../web/support/axe.ts';
import { builtPages } from '../../web/support/builtPages.ts';
import { type Doorstep, startDoorstep } from './doorstep.ts';

const path = findBrowser();

(path === null ? describe.skip : describe)('the first administrator, in a browser', () => {
  let browser: Browser;
  let door: Doorstep;
  beforeAll(async () => {
    const folder = await builtPages();
    browser = await launchBrowser(path ?? '');
    door = await startDoorstep({ folder, secondFactor: 'privileged' });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await door?.stop();
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
    const link = await door.desk.staff.invitations.first();
    await page.goto(welcomeLink(door.url, link?.token ?? ''));
    await page.getByLabel('Nom i cognoms').fill('Anna Puig');
    // The token is neither in the address nor in what the browser would go back to.
    expect(page.url()).toBe(`${door.url}/console/benvinguda`);
    await looksGood(page, 'Us donem la benvinguda');
    await page.getByLabel('Adreça electrònica').fill('anna@prat.example');
    await page.getByLabel('Contrasenya').fill('massa curta');
    await page.getByRole('button', { name: 'Desa i entra' }).click();
    await page.getByRole('alert').waitFor();
    await looksGood(page, 'Us donem la benvinguda');
    await page.getByLabel('Contrasenya').fill(goodPassword);
    await page.getByRole('button', { name: 'Desa i entra' }).click();

    await looksGood(page, 'El vostre compte');
    await page.getByLabel('Contrasenya actual').first().fill(goodPassword);
    await page.getByRole('button', { name: 'Configura el segon pas' }).click();
    await looksGood(page, 'Configureu el segon pas');
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
    await page.waitForURL(`${door.url}/console`);
    expect(refused).toEqual([]);
    await context.close();
  }, 60_000);
});
