import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { holdNextList } from './support/holdNextList.ts';
import { type ConsoleBed, describeInConsole } from './support/inConsole.ts';

async function openAll(bed: ConsoleBed) {
  const desk = await bed.as('anna', '/console');
  await desk.queue('Tots').click();
  await desk.row('C001-TEST').waitFor();
  return desk;
}

describeInConsole('a list of cases', 40, (bed) => {
  test('each filter says what it filters by until a value is chosen, and all are in sight on a laptop', async () => {
    const { button, page } = await openAll(bed());
    await page.setViewportSize({ width: 1280, height: 800 });
    await button(/^Filtres/).click();
    const kind = page.getByRole('combobox', { name: 'Mena' });
    expect(await kind.locator('option').first().textContent()).toBe('Mena');
    await kind.selectOption('praise');
    await page.locator('.narrow .set').waitFor();
    const outOfSight = await page
      .locator('.narrow')
      .evaluate((all) => all.scrollHeight > all.clientHeight + 1 || all.scrollWidth > all.clientWidth + 1);
    expect(outOfSight).toBe(false);
  });

  test('cases that were opened between two days are asked for by the days of the town', async () => {
    const { button, page } = await openAll(bed());
    await button(/^Filtres/).click();
    await page.getByRole('combobox', { name: 'Obert' }).selectOption('7');
    await page.getByLabel('Oberts des del dia').fill('2026-10-25');
    await page.getByLabel('Oberts fins al dia').fill('2026-10-25');
    const from = Date.parse('2026-10-25T00:00+02:00');
    // On that day the clocks go back: it lasts 25 hours.
    const to = Date.parse('2026-10-26T00:00+01:00');
    await until(() => bed().fake.asked.some((address) => address.includes(`from=${from}&to=${to}`)));
    expect(await page.getByRole('combobox', { name: 'Obert' }).inputValue()).toBe('');
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    await button('Treu els filtres').click();
    expect(await page.getByLabel('Oberts des del dia').inputValue()).toBe('');
  });

  test('a space after a word stays in the search field, whenever the next word comes', async () => {
    const desk = await openAll(bed());
    const { page } = desk;
    await page.locator('#search').pressSequentially('contenidor ');
    await page.locator('.inbox .total', { hasText: /^6$/ }).waitFor();
    await page.locator('#search').pressSequentially('vessa');
    expect(await page.locator('#search').inputValue()).toBe('contenidor vessa');
  });

  test('a case that goes while the list is being read does not come back with the answer', async () => {
    const desk = await openAll(bed());
    const { page } = desk;
    const { asked, release } = await holdNextList(page, (read) => ({
      ...read,
      items: read.items.filter(({ case: { code } }) => code !== 'C002-TEST'),
    }));
    bed().fake.say({ type: 'reload', cursor: '0' });
    await asked;
    bed().fake.say({ type: 'gone', code: 'C001-TEST' });
    await desk.row('C001-TEST').waitFor({ state: 'detached' });
    release();
    await desk.row('C002-TEST').waitFor({ state: 'detached' });
    expect(await desk.row('C001-TEST').count()).toBe(0);
  });
});

describeInConsole('a long list', 150, (bed) => {
  test('a case that goes while the next page is being read does not come with it', async () => {
    const desk = await openAll(bed());
    const { page } = desk;
    const { asked, release } = await holdNextList(page);
    await page.locator('.scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await asked;
    bed().fake.say({ type: 'gone', code: 'C140-TEST' });
    // The stream has come that far.
    bed().fake.say({ type: 'gone', code: 'C099-TEST' });
    await until(async () => (await page.locator('.inbox .total').textContent()) === '149');
    release();
    await until(async () => {
      await page.locator('.scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return (await desk.row('C150-TEST').count()) > 0;
    });
    expect(await desk.row('C141-TEST').count()).toBe(1);
    expect(await desk.row('C140-TEST').count()).toBe(0);
  });

  test('is as long as the server says, also after a change in what was not read of it', async () => {
    const desk = await openAll(bed());
    const total = (count: number) =>
      desk.page.locator('.inbox .total', { hasText: new RegExp(`^${count}$`) }).waitFor();
    await total(150);
    bed().fake.colleague('marc', 'C140-TEST', { kind: 'close', reason: 'spam' });
    await total(149);
  });
});
