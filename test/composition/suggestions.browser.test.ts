import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type Open311Service, openOpen311 } from '../support/open311.ts';
import { pressCommand } from '../support/pressCommand.ts';
import { until } from '../support/until.ts';
import { accessibilityFaults } from '../web/support/axe.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { signInPage } from './support/staffPages.ts';

const path = findBrowser();
const codePattern = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/;
const reasons = 'Hi ha pressupost per posar-ne quatre aquest any.';

(path === null ? describe.skip : describe)('a proposal', () => {
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

  /** Somebody proposes something in the chat without JavaScript; the code of their case. */
  async function propose(lang: string, text: string): Promise<{ readonly code: string; readonly page: Page }> {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${city.app.url}/xat?lang=${lang}`);
    await page.locator('textarea').fill(text);
    await page.locator('form.ask button').click();
    // The form leads to the turn that it made: before, the page is the one without it.
    await page.waitForURL(/#r\d+$/);
    const said = (await page.locator('.bot').allTextContents()).join(' ');
    expect([text, said]).toEqual([text, expect.stringMatching(codePattern)]);
    return { code: codePattern.exec(said)?.[0] ?? '', page };
  }

  const isPublic = async (text: string) =>
    (await (await fetch(`${city.app.url}/participa/propostes?lang=ca`)).text()).includes(text);

  test('is public with its status and the reasoned reply once a person released it, in three languages', async () => {
    const own = await propose('ca', 'Proposo posar més fonts al parc, soc la Marta Vila');
    const es = await propose('es', 'Propongo más papeleras en el paseo');
    const en = await propose('en', 'I propose more litter bins on the promenade');
    expect(await isPublic('fonts')).toBe(false);

    const { page, errors } = await signInPage(browser, city.app.url, 'Anna');
    await page.waitForURL('**/console');
    await page.goto(`${city.app.url}/console/cas/${own.code}`);
    const dialog = page.locator('dialog[open]');
    const press = (name: string) => pressCommand(page, name);
    await press('Publica');
    await dialog.locator('textarea').fill('Més fonts al parc');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Publica', exact: true }).click();
    await page.locator('.said.note', { hasText: 'Més fonts al parc' }).waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await press('Resol la proposta');
    await dialog.getByLabel('Acceptada', { exact: true }).check();
    await dialog.locator('textarea').fill(reasons);
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: "Envia i publica l'estat" }).click();
    await page.locator('.event', { hasText: 'ha respost la proposta: acceptada' }).waitFor();
    expect(errors).toEqual([]);

    const published = { place: false, media: false } as const;
    await city.do(es.code, 'publish-es', { kind: 'publish', text: 'Más papeleras en el paseo', ...published });
    await city.do(es.code, 'weigh-es', { kind: 'weigh', outcome: 'studied', text: '' });
    await city.do(en.code, 'publish-en', { kind: 'publish', text: 'More litter bins', ...published });
    await city.do(en.code, 'weigh-en', {
      kind: 'weigh',
      outcome: 'refused',
      text: 'There are enough of them there by now.',
    });

    // The author reads it where they wrote.
    await own.page.goto(`${city.app.url}/xat?lang=ca`);
    await own.page.getByText(reasons).waitFor();

    // The list follows the cases a moment later.
    await until(
      async () => (await isPublic(reasons)) && (await isPublic('En estudi')) && (await isPublic('No acceptada')),
    );
    for (const [lang, states] of [
      ['ca', ['Acceptada', 'En estudi', 'No acceptada']],
      ['es', ['Aceptada', 'En estudio', 'No aceptada']],
      ['en', ['Accepted', 'Being studied', 'Not accepted']],
    ] as const)
      for (const options of [{}, { colorScheme: 'dark' as const }, { viewport: { width: 390, height: 844 } }]) {
        const open = await (await browser.newContext({ ...options })).newPage();
        await open.goto(`${city.app.url}/participa?lang=${lang}`);
        await open.locator(`a[href*="/participa/propostes"]`).press('Enter');
        for (const state of states) await open.getByText(state, { exact: true }).waitFor();
        await open.getByText(reasons).waitFor();
        expect(await open.content()).not.toContain('Marta');
        expect(await accessibilityFaults(open)).toEqual([]);
        expect(await open.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
        await open.context().close();
      }
    const feed = await (await fetch(`${city.app.url}/participa/propostes.atom?lang=ca`)).text();
    expect(feed).toContain('<title>Acceptada: Més fonts al parc</title>');

    await city.do(en.code, 'unpublish-en', { kind: 'unpublish', note: null });
    await until(async () => !(await isPublic('More litter bins')));
    expect(await isPublic('Más papeleras')).toBe(true);
  });

  test('is counted in the report of the month, which staff read, comment and print; each reading is recorded', async () => {
    const { page, errors } = await signInPage(browser, city.app.url, 'Anna');
    await page.waitForURL('**/console');
    await page.getByRole('link', { name: 'Informe mensual' }).click();
    const { month } = (await city.app.bot.reports.read((await city.app.bot.reports.months())[0] ?? ''))?.report ?? {};
    for (const options of [{ colorScheme: 'light' as const }, { colorScheme: 'dark' as const }]) {
      await page.emulateMedia(options);
      await page.goto(`${city.app.url}/console/informe?mes=${month}&lang=ca`);
      await page.getByText('Propostes contestades: en estudi, 1; acceptades, 1; no acceptades, 1.').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    expect(await accessibilityFaults(page)).toEqual([]);
    // The oldest month is finished, and empty: the one before this, or in the first hour of a month the one before that.
    const before = (await city.app.bot.reports.months()).at(-1);
    await page.goto(`${city.app.url}/console/informe?mes=${before}&lang=ca`);
    await page.getByLabel('Afegiu-hi un comentari').fill('Encara no havíem començat.');
    await page.getByRole('button', { name: 'Desa el comentari' }).press('Enter');
    await page.getByText('Encara no havíem començat.').waitFor();
    await page.getByText('Anna, ').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    const day = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Madrid' });
    const asked = { day, by: null, code: null, before: null, limit: 50 };
    const { readings } = await city.app.bot.staff.readings.list(asked);
    expect(readings.map(({ what }) => what)).toContain('report');
    expect(errors).toEqual([]);
  });
});
