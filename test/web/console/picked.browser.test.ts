import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { holdNextList } from './support/holdNextList.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';

const inBar = ({ page }: ConsolePage, name: string) =>
  page.locator('.pickedbar').getByRole('button', { name, exact: true });
const countIs = ({ page }: ConsolePage, count: number) =>
  page.locator('.pickedbar legend', { hasText: `Casos triats: ${count}` }).waitFor();

describeInConsole('picked cases', 40, (bed) => {
  const commands = () => bed().fake.posted.map(({ command }) => command);

  async function allPicked(): Promise<ConsolePage> {
    const desk = await bed().as('anna', '/console');
    await desk.queue('Tots').click();
    await desk.row('C001-TEST').waitFor();
    await desk.button("Tria'n uns quants").click();
    await inBar(desk, 'Tots').click();
    await countIs(desk, 40);
    return desk;
  }

  test('what a search or a colleague takes out of the list is not acted on', async () => {
    const desk = await allPicked();
    const { page } = desk;
    await page.locator('#search').fill('contenidor');
    await countIs(desk, 6);
    bed().fake.say({ type: 'gone', code: 'C006-TEST' });
    await countIs(desk, 5);
    await inBar(desk, 'Tanca').click();
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Fet en 5 casos.' }).waitFor();
    expect(commands()).toHaveLength(5);
  });

  test('where none is left when a dialog is answered, nothing is done and it is said', async () => {
    const desk = await allPicked();
    const { page } = desk;
    await page.locator('#search').fill('contenidor');
    await countIs(desk, 6);
    await inBar(desk, 'Tanca').click();
    for (const n of ['06', '12', '18', '24', '30', '36']) bed().fake.say({ type: 'gone', code: `C0${n}-TEST` });
    await page.locator('.rows').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Casos triats: 0' }).waitFor();
    expect(commands()).toEqual([]);
  });

  test('words that are searched again leave their cases in sight, so that a press finds them', async () => {
    const desk = await allPicked();
    const { page } = desk;
    await page.locator('#search').fill('contenidor');
    await countIs(desk, 6);
    const { asked, release } = await holdNextList(page);
    await page.locator('#search').fill('contenidor');
    await asked;
    expect(await desk.rows.count()).toBe(6);
    // While the list is read again, a second press of all takes none of them back.
    await inBar(desk, 'Tots').click();
    await countIs(desk, 6);
    release();
    await page.locator('[aria-busy=false] .rows').waitFor();
    await inBar(desk, 'Tots').click();
    await countIs(desk, 0);
    await inBar(desk, 'Tots').click();
    await countIs(desk, 6);
  });
});

describeInConsole('hundreds of cases', 600, (bed) => {
  test('what is to be done in them is done in each, once, when the page is left in the middle', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 5 });
    const { page } = desk;
    const { posted } = bed().fake;
    await desk.queue('Tots').click();
    await desk.row('C001-TEST').waitFor();
    await until(async () => {
      await page.locator('.scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return (await desk.row('C600-TEST').count()) > 0;
    });
    const close = async () => {
      await desk.button("Tria'n uns quants").click();
      await inBar(desk, 'Tots').click();
      await countIs(desk, 600);
      await inBar(desk, 'Tanca').click();
      await page.keyboard.press('Enter');
      await page.locator('.held', { hasText: 'Es tanquen 600 casos.' }).waitFor();
    };
    await close();
    // Some are done when the answer to the next gets lost, and the page is left.
    const lost = page.waitForRequest('**/cases/C003-TEST/commands');
    await page.route('**/cases/C003-TEST/commands', async (route) => void (await route.fetch()));
    await lost;
    await until(() => posted.length === 3);
    await page.goto('about:blank');
    await until(() => posted.length === 600);
    expect(new Set(posted.map(({ id }) => id.split(' ')[1])).size).toBe(600);
    expect(posted.every(({ command }) => command.kind === 'close')).toBe(true);
  });
});
