import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';

describeInConsole('who is away', 12, (bed) => {
  const goAway = async (
    { page, button }: ConsolePage,
    { isMe, said }: { readonly isMe: boolean; readonly said: string },
  ) => {
    await page.keyboard.press('Control+k');
    await page.locator('dialog input').fill('Fora uns dies');
    await page.keyboard.press('Enter');
    if (!isMe) await page.getByLabel('Qui és fora').selectOption({ label: 'Anna Puig' });
    await page.getByLabel('Últim dia fora').fill('2035-01-31');
    await page.getByLabel(isMe ? 'Qui us substitueix' : 'Qui la substitueix').selectOption('marc');
    await button(isMe ? 'Seré fora' : 'Serà fora').click();
    await page.locator('.toast', { hasText: said }).waitFor();
  };

  test('sees until when and who stands in, and comes back from there', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.rows.first().waitFor();
    await goAway(desk, { isMe: true, said: 'Fora fins al 31 de gen. 2035. Us substitueix Marc Serra.' });
    await desk.button('Fora fins al 31 de gen. 2035').click();
    const banner = page.locator('dialog .banner');
    expect(await banner.locator('span').textContent()).toBe('Fora fins al 31 de gen. 2035. Us substitueix Marc Serra.');
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    await page.keyboard.press('Escape');
    // On a phone it has a line of its own below the bar, whole.
    await page.setViewportSize({ width: 320, height: 640 });
    const line = desk.button('Fora fins al 31 de gen. 2035');
    const [bar, own] = [await page.getByRole('switch').boundingBox(), await line.boundingBox()];
    expect(own?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0));
    expect(await line.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    await line.click();
    await banner.getByRole('button', { name: 'Passa a disponible' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('switch').getAttribute('aria-checked')).toBe('true');
    expect(desk.errors).toEqual([]);
  });

  test('is named where a colleague looks, and who would get a case is read whole on a phone', async () => {
    const desk = await bed().as('adela', '/console/cas/C004-TEST', { viewport: { width: 390, height: 740 } });
    const { page } = desk;
    await page.locator('.casecommands').waitFor();
    await goAway(desk, { isMe: false, said: 'Anna Puig: fora fins al 31 de gen. 2035.' });
    await page.keyboard.press('Control+k');
    await page.locator('dialog input').fill('Fora uns dies');
    await page.keyboard.press('Enter');
    await page.getByLabel('Qui és fora').selectOption({ label: 'Anna Puig' });
    expect(await page.locator('dialog .banner span').textContent()).toBe(
      'Anna Puig: fora fins al 31 de gen. 2035. La substitueix Marc Serra.',
    );
    await page.keyboard.press('Escape');
    await desk.command("Passa'l");
    await page.locator('dialog').getByRole('option').first().waitFor();
    const cut = await page
      .locator('.picks .hint')
      .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent));
    expect(cut).toEqual([]);
  });

  test('the help begins at its beginning', async () => {
    const desk = await bed().as('anna', '/console', { viewport: { width: 1280, height: 800 } });
    await desk.rows.first().waitFor();
    await desk.page.keyboard.press('?');
    const dialog = desk.page.locator('dialog', { hasText: 'Dreceres del teclat' });
    await dialog.waitFor();
    expect(await dialog.evaluate((element) => element.scrollTop)).toBe(0);
  });
});
