import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../support/axe.ts';
import { describeInConsole } from './support/inConsole.ts';

const searches = /api\/cases\?.*search=/;

describeInConsole('cases in the palette', 40, (bed) => {
  async function openPalette(as: string) {
    const desk = await bed().as(as, '/console');
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.row('C001-TEST').waitFor();
    await page.keyboard.press('Control+k');
    const dialog = page.locator('dialog');
    return { page, dialog, field: dialog.getByRole('combobox'), status: dialog.getByRole('status') };
  }
  /** Refuses the next search. */
  const refuse = (page: Page, status: number, code: string) =>
    page.route(searches, (route) => route.fulfill({ status, json: { error: { code } } }), { times: 1 });

  test('are found by their code, however it is typed, after what can be done', async () => {
    const { page, field } = await openPalette('adela');
    for (const typed of ['C017-TEST', 'c017 test', 'c017test']) {
      await field.fill(typed);
      await page.getByRole('option', { name: /^C017-TEST · .*Cas$/ }).waitFor();
      await field.fill('');
      await page.getByRole('option', { name: /^C017-TEST/ }).waitFor({ state: 'detached' });
    }
    await field.fill('c017test');
    await page.getByRole('option', { name: /^C017-TEST/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#case-title', { hasText: 'C017-TEST' }).waitFor();
  });

  test('are picked among what was found for the words that stand there, not for those before', async () => {
    const { page, dialog, field } = await openPalette('adela');
    await field.fill('c017test');
    await dialog.getByRole('option', { name: /^C017-TEST/ }).waitFor();
    const answered = Promise.withResolvers<void>();
    await page.route(searches, (route) => answered.promise.then(() => route.continue()), { times: 1 });
    await field.fill('c006test');
    await page.keyboard.press('Enter');
    answered.resolve();
    await page.locator('#case-title', { hasText: 'C006-TEST' }).waitFor();
  });

  test('what can be done is picked at once, while cases are still searched', async () => {
    const { page, dialog, field } = await openPalette('adela');
    await page.route(searches, () => {}, { times: 1 });
    await field.fill('tauler');
    await dialog.getByRole('option', { name: /^Tauler/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/tauler');
  });

  test('are searched from three letters on, which is said where nothing else is found', async () => {
    const { field, status } = await openPalette('adela');
    await field.fill('zz');
    await status.getByText('Escriviu tres lletres o més per cercar casos.').waitFor();
    await field.fill('zzz');
    await status.getByText('Resultats: 0').waitFor();
  });

  test('are not said to be none while they are read, nor where they could not be read, which a press tries again', async () => {
    const { page, dialog, field, status } = await openPalette('adela');
    const answered = Promise.withResolvers<void>();
    await page.route(
      searches,
      async (route) => {
        await answered.promise;
        await route.fulfill({ status: 503, json: { error: { code: 'store.busy' } } });
      },
      { times: 1 },
    );
    await field.fill('vessa');
    await status.getByText("S'està carregant…").waitFor();
    answered.resolve();
    await dialog.getByRole('alert').getByText("No s'ha pogut fer.").waitFor();
    expect(await status.textContent()).toBe('');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Torna-ho a provar' }).click();
    await dialog.getByRole('option', { name: /^C006-TEST/ }).waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(0);
  });

  test('are searched again by themselves, once the server had too much to do', async () => {
    const { page, dialog, field } = await openPalette('adela');
    await refuse(page, 429, 'rate.limited');
    await field.fill('vessa');
    await dialog.getByRole('alert').getByText('Massa peticions de cop.').waitFor();
    await dialog.getByRole('option', { name: /^C006-TEST/ }).waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(0);
  });
});
