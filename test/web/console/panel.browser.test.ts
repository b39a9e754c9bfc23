import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { sidewaysFaults } from '../support/overflow.ts';
import { until } from '../support/until.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';

describeInConsole('the panel beside the conversation', 40, (bed) => {
  const wide = { viewport: { width: 1280, height: 800 } };
  const panelOf = ({ page }: ConsolePage) => page.getByRole('region', { name: 'Sobre el cas' });

  test('it holds what is known of the case and the person, and leaves the height to the conversation', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', wide);
    const { page } = desk;
    const panel = panelOf(desk);
    await panel.waitFor();
    expect(await panel.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'Classificació',
      'Qui el porta',
      'Terminis',
      'Pot servir',
      'Altres casos de la mateixa persona',
      'Detalls',
    ]);
    for (const text of ['Hi sent poc: escriviu-li, no li truqueu.', 'Plaça de la Vila, 1', 'Anna Puig', 'C012-TEST'])
      await panel.getByText(text).filter({ visible: true }).first().waitFor();
    const heightOf = (what: string) => page.locator(what).evaluate((each) => each.getBoundingClientRect().height);
    expect(await heightOf('.turnsbox')).toBeGreaterThanOrEqual(560);
    expect(await page.locator('.talk').evaluate((each) => each.clientWidth)).toBeGreaterThanOrEqual(512);
    // Nothing is there twice.
    for (const once of ['.contactnotes', '.collected', '.facts dt:text-is("Responsable")'])
      expect([once, await page.locator(once).count()]).toEqual([once, 1]);
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    expect(await sidewaysFaults(page)).toEqual([]);
    expect(desk.errors).toEqual([]);
  });

  test('priority and labels are changed in it, and their menus open beside what was pressed', async () => {
    const desk = await bed().as('anna', '/console/cas/C020-TEST', wide);
    const { page } = desk;
    const panel = panelOf(desk);
    await panel.getByRole('button', { name: 'Etiquetes' }).click();
    const left = (await panel.boundingBox())?.x ?? Number.NaN;
    const menu = page.getByRole('menu');
    expect((await menu.boundingBox())?.x).toBeGreaterThanOrEqual(left);
    await menu.getByRole('menuitemcheckbox', { name: 'Soroll' }).click();
    await panel.locator('.label', { hasText: 'Soroll' }).waitFor();
    await page.keyboard.press('Escape');
    await desk.focusIs('Etiquetes');
    await panel.getByRole('button', { name: 'Prioritat: Alta' }).press('Enter');
    await menu.getByRole('menuitemradio', { name: 'Baixa' }).click();
    await panel.getByRole('button', { name: 'Prioritat: Baixa' }).waitFor();
    await until(() => bed().fake.posted.length === 2);
  });

  test('a service that the assistant found near is put into the reply by one press, also from a note', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', wide);
    const { page } = desk;
    await desk.button('Nota interna').click();
    await panelOf(desk).getByRole('button', { name: 'Horari de recollida' }).click();
    await until(async () => (await desk.field.inputValue()) === 'Cada nit, de 22 a 6 h.');
    expect(await desk.field.getAttribute('aria-label')).toBe('Resposta a la persona');
    await desk.focusIs('composer');
    // One that was withdrawn since is looked for.
    await panelOf(desk).getByRole('button', { name: 'Mobles i trastos' }).click();
    await page.locator('dialog').getByRole('combobox').waitFor();
  });

  test('it is put away and stays so; where there is no room, all of it is above the conversation', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', wide);
    const { page } = desk;
    const panel = panelOf(desk);
    const change = desk.button('Sobre el cas');
    await panel.waitFor();
    expect(await change.getAttribute('aria-expanded')).toBe('true');
    await change.click();
    await panel.waitFor({ state: 'detached' });
    await page.locator('.guide summary').waitFor();
    await page.reload();
    await page.locator('.guide summary').waitFor();
    expect(await panel.count()).toBe(0);
    await change.click();
    await panel.waitFor();
    await desk.field.fill('Bon dia');
    await page.setViewportSize({ width: 1279, height: 800 });
    await page.locator('.guide summary').waitFor();
    expect([await panel.count(), await change.count()]).toEqual([0, 0]);
    // What somebody writes is where it was.
    expect(await desk.field.inputValue()).toBe('Bon dia');
    await desk.focusIs('composer');
    expect(desk.errors).toEqual([]);
  });
});
