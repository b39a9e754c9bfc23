import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { sidewaysFaults } from '../support/overflow.ts';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('what notifies somebody', 10, (bed) => {
  test('is chosen from the list of notifications, by keyboard, and is kept for all devices', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.rows.first().waitFor();
    await page.locator('.bell').click();
    await desk.button('Trieu què us avisa').click();
    await page.getByRole('heading', { name: 'Què us avisa', level: 1 }).waitFor();
    const assigned = page.getByLabel('Us han passat un cas: So');
    await assigned.focus();
    await page.keyboard.press('Space');
    expect(await assigned.isChecked()).toBe(false);
    await page.getByLabel('Vull hores de silenci').check();
    expect(await page.getByLabel("Fins a les (de l'endemà)").inputValue()).toBe('07:00');
    await page.getByLabel('Des de les').fill('20:30');
    for (const day of ['dissabte', 'diumenge']) await page.getByLabel(day).uncheck();
    expect(await accessibilityFaults(page, ['dark', 'forced'])).toEqual([]);
    await desk.button('Desa').click();
    await page.locator('.toast', { hasText: 'Desat' }).waitFor();
    const other = await bed().as('anna', '/console/avisos', { viewport: { width: 320, height: 640 } });
    await other.page.getByLabel('Des de les').waitFor();
    expect([
      await other.page.getByLabel('Des de les').inputValue(),
      await other.page.getByLabel('Us han passat un cas: So').isChecked(),
      await other.page.getByLabel('divendres').isChecked(),
      await other.page.getByLabel('diumenge').isChecked(),
    ]).toEqual(['20:30', false, true, false]);
    expect(await accessibilityFaults(other.page)).toEqual([]);
    expect(await sidewaysFaults(other.page)).toEqual([]);
    // No word of the head of the table is broken.
    const lines = await other.page
      .locator('thead th')
      .evaluateAll((all) => all.map((each) => each.clientHeight < 2 * parseFloat(getComputedStyle(each).lineHeight)));
    expect(lines.length > 1 && lines.every(Boolean)).toBe(true);
    expect([...desk.errors, ...other.errors]).toEqual([]);
  });

  test('hours of muted without a day are not kept, and why is said', async () => {
    const { page, button } = await bed().as('eva', '/console/avisos');
    await page.getByLabel('Vull hores de silenci').check();
    const days = page.getByRole('group', { name: 'Dies en què comencen' }).getByRole('checkbox');
    for (const day of await days.all()) await day.uncheck();
    await page.getByRole('alert').getByText('Trieu com a mínim un dia.').waitFor();
    expect(await button('Desa').isDisabled()).toBe(true);
    await days.first().check();
    expect(await button('Desa').isDisabled()).toBe(false);
  });

  test('makes no sound that its person does not want', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    const { fake } = bed();
    const streams = () => fake.asked.filter((address) => address.includes('/stream')).length;
    // A page that is loaded again before it listens never did.
    await until(() => streams() > 0);
    await page.addInitScript(countTones);
    await page.evaluate("localStorage.setItem('finestreta.console.sound', 'on')");
    await page.reload();
    await desk.row('C004-TEST').waitFor();
    await until(() => streams() > 1);
    await page.locator('.bell').click();
    await desk.button('Trieu què us avisa').click();
    await page.getByLabel('Us han mencionat: So').uncheck();
    await desk.button('Desa').click();
    await page.locator('.toast', { hasText: 'Desat' }).waitFor();
    await fake.notify('anna', 'C005-TEST', 'mentioned');
    await until(async () => (await page.title()).startsWith('(1)'));
    expect(await page.evaluate('globalThis.tones')).toBe(0);
    await fake.notify('anna', 'C006-TEST', 'assigned');
    await until(async () => (await page.evaluate('globalThis.tones')) === 2);
  });
});

/** Counts what is heard in the page from now on. */
const countTones = `{
  globalThis.tones = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    globalThis.tones += 1;
    return start.apply(this, when);
  };
}`;
