import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { pressCommand } from '../support/pressCommand.ts';
import { accessibilityFaults } from '../web/support/axe.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { signInPage } from './support/staffPages.ts';

const path = findBrowser();

(path === null ? describe.skip : describe)('staff publish a request of Open311', () => {
  let city: Open311Service;
  let browser: Browser;
  beforeAll(async () => {
    await builtPages();
    city = await openOpen311();
    browser = await launchBrowser(path ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await city?.close();
  });

  test('as far as they want, with a note, and take it back, in the light, and on a phone in the dark', async () => {
    const { json } = await city.file({
      ...{ service_code: 'complaint', description: 'Soroll del bar d’en Joan', address_string: 'Carrer Ample, 3' },
      ...{ first_name: 'Eulàlia', last_name: 'Vila', phone: '600123987' },
    });
    const code = json[0].service_request_id;
    const shown = async () => (await city.ask(`/v2/requests/${code}.json`)).json[0];
    const { page, errors } = await signInPage(browser, city.app.url, 'Anna');
    await page.waitForURL('**/console');
    await page.goto(`${city.app.url}/console/cas/${code}`);
    // Who it is from is seen by staff.
    await page.locator('.said.citizen', { hasText: 'Eulàlia Vila · 600123987' }).waitFor();
    const dialog = page.locator('dialog[open]');
    const open = (name: string) => pressCommand(page, name);
    const confirm = (name: string) => dialog.getByRole('button', { name, exact: true }).click();

    await open('Publica');
    const text = dialog.locator('textarea');
    // It begins as the citizen wrote it, and with nothing else of them.
    expect(await text.inputValue()).toBe('Soroll del bar d’en Joan');
    expect(await accessibilityFaults(page)).toEqual([]);
    await text.fill('Soroll d’un bar');
    await dialog.getByLabel('El lloc').press('Space');
    await confirm('Publica');
    await page.locator('.said.note', { hasText: 'Soroll d’un bar' }).waitFor();
    expect(await shown()).toMatchObject({ description: 'Soroll d’un bar', address: 'Carrer Ample, 3' });

    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await open('Publica una nota');
    await dialog.locator('textarea').fill('Hi passarem divendres');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.locator('textarea').press('Tab');
    await confirm('Publica una nota');
    await page.locator('.said.note', { hasText: 'Hi passarem divendres' }).waitFor();
    expect(await shown()).toMatchObject({ status_notes: 'Hi passarem divendres' });

    for (const [what, field] of [
      ['La descripció, el lloc i les fotos', 'description'],
      ['Hi passarem divendres', 'status_notes'],
    ] as const) {
      await open('Retira del públic');
      await dialog.getByLabel(what).check();
      expect(await accessibilityFaults(page)).toEqual([]);
      await confirm('Retira del públic');
      await page
        .locator('.event', { hasText: 'retirat' })
        .nth(field === 'description' ? 0 : 1)
        .waitFor();
      expect(await shown()).toMatchObject({ [field]: null });
    }
    expect(errors).toEqual([]);
  });
});
