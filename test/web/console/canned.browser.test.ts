import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { sidewaysFaults } from '../support/overflow.ts';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('canned replies', 10, (bed) => {
  test('for the case come first, say why, and the best is one key away; what is searched for is in one list', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.open('C004-TEST');
    await desk.field.pressSequentially('/');
    const fitting = page.getByRole('group', { name: 'Per a aquest cas' });
    await fitting.waitFor();
    expect(await fitting.getByRole('option').allInnerTexts()).toEqual([
      expect.stringMatching(/^Quan passa el camió\s+Suggerida: Horari de recollida\s+El camió passa cada nit\.$/),
      expect.stringMatching(
        /^Bancs als parcs\s+Suggerida: ha escrit «banc» · Felicitació · Via pública i neteja\s+Passem/,
      ),
    ]);
    const others = page.getByRole('group', { name: 'Les altres' });
    expect(await others.getByRole('option').count()).toBe(2);
    const field = page.locator('dialog').getByRole('combobox');
    const current = page.locator('#picks [aria-selected=true]');
    // What has the focus names what is chosen, for who hears it.
    expect(await field.getAttribute('aria-activedescendant')).toBe('pick-recollida');
    for (const expected of ['pick-bancs', 'pick-rebut', 'pick-carrer']) {
      await field.press('ArrowDown');
      expect(await field.getAttribute('aria-activedescendant')).toBe(expected);
      expect(await current.getAttribute('id')).toBe(expected);
    }
    expect(await accessibilityFaults(page, ['dark', 'forced'])).toEqual([]);
    await field.fill('rebut');
    expect(
      await page
        .getByRole('group')
        .filter({ has: page.getByRole('option') })
        .count(),
    ).toBe(0);
    await field.fill('');
    await fitting.waitFor();
    await field.press('Enter');
    await until(async () => (await desk.field.inputValue()) === 'El camió passa cada nit.');
    await desk.focusIs('composer');
    expect(desk.errors).toEqual([]);
  });

  test('stay within a phone, with why below their names', async () => {
    const desk = await bed().as('anna', '/console', { viewport: { width: 390, height: 844 }, hasTouch: true });
    const { page } = desk;
    await page.goto(`${bed().fake.url}/console/cas/C004-TEST`);
    await page.locator('.said').first().waitFor();
    await desk.field.click();
    await desk.field.click();
    await desk.button('Preparades').click();
    await page.getByRole('option', { name: /Suggerida: Horari de recollida/ }).waitFor();
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    expect(await sidewaysFaults(page)).toEqual([]);
    expect(desk.errors).toEqual([]);
  });
});
