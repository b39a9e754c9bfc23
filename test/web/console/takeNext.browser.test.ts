import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('cases from the queue to the end', 40, (bed) => {
  test('the most urgent case that nobody has is taken by one key, and the one after it where a colleague was faster', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    const { fake } = bed();
    await desk.queue('Sense ningú').click();
    await desk.row('C002-TEST').waitFor();
    const taken = () => fake.posted.filter(({ command }) => command.kind === 'take');
    await desk.button('Agafa el més urgent').click();
    await desk.button("Torna'l a l'assistent").waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/cas/C002-TEST');
    expect(taken()).toEqual([expect.objectContaining({ by: 'anna' })]);
    const [faster, next] = await page.locator('.row .code').allTextContents();
    await page.route(`**/cases/${faster}/commands`, (route) =>
      route.fulfill({ status: 409, json: { error: { code: 'case.taken' } } }),
    );
    await page.keyboard.press('g');
    await page.waitForURL(`**/console/cas/${next}`);
    await until(() => taken().length === 2);
    await page.route('**/api/cases?queue=unassigned*', (route) =>
      route.fulfill({ json: { items: [], next: null, total: 0 } }),
    );
    await page.locator('#case-title').focus();
    await page.keyboard.press('g');
    await desk.notified.getByText('No hi ha cap cas sense ningú.').waitFor();
    expect(taken().length).toBe(2);
  });

  test('who opens another case before a reply that closes has arrived stays there', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.row('C004-TEST').click();
    await page.locator('#case-title', { hasText: 'C004-TEST' }).waitFor();
    await desk.field.fill('Resolt.');
    const held = Promise.withResolvers<void>();
    await page.route('**/cases/C004-TEST/commands', async (route) => {
      await held.promise;
      await route.continue();
    });
    const asked = page.waitForRequest('**/cases/C004-TEST/commands');
    await page.keyboard.press('Control+Shift+Enter');
    await asked;
    await desk.row('C016-TEST').click();
    await page.locator('#case-title', { hasText: 'C016-TEST' }).waitFor();
    const closed = page.waitForResponse((response) => response.request().postData()?.includes('"close"') ?? false);
    held.resolve();
    await (await closed).finished();
    // What would have led away has run by the time that a reply to the case that is open has been sent.
    await desk.field.fill('Hi som.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.said.staff', { hasText: 'Hi som.' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/cas/C016-TEST');
  });

  test('what was pressed too fast for the server is done once the server allows it', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    const { fake } = bed();
    await desk.queue('Sense ningú').click();
    await desk.row('C002-TEST').waitFor();
    const refused: string[] = [];
    await page.route(/\/api\/cases/, (route) => {
      const request = route.request();
      const asked = `${request.method()} ${new URL(request.url()).pathname.replace('/console/api/', '')}`;
      if (refused.includes(asked)) return route.continue();
      refused.push(asked);
      return route.fulfill({
        status: 429,
        headers: { 'Retry-After': '0' },
        json: { error: { code: 'rate.limited' } },
      });
    });
    await page.keyboard.press('g');
    await page.locator('.said.citizen').first().waitFor();
    await desk.field.fill('Hi anem.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.said.staff', { hasText: 'Hi anem.' }).waitFor();
    expect(fake.posted.map(({ command }) => command.kind)).toEqual(['take', 'reply']);
    expect(refused).toEqual(
      expect.arrayContaining([
        'GET cases',
        'POST cases/C002-TEST/commands',
        'GET cases/C002-TEST',
        'GET cases/C002-TEST/turns',
      ]),
    );
  });

  test('what is said of the newest press is not replaced by what is said of the one before', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.row('C004-TEST').click();
    await desk.field.fill('Resolt.');
    await page.route('**/api/cases?queue=unassigned*', (route) =>
      route.fulfill({ json: { items: [], next: null, total: 0 } }),
    );
    // What was said until then is read slowly.
    const held = Promise.withResolvers<void>();
    await page.route('**/cases/C004-TEST/turns*', async (route) => {
      await held.promise;
      await route.continue();
    });
    const answered = page.waitForResponse('**/cases/C004-TEST/commands');
    await page.keyboard.press('Control+Shift+Enter');
    await (await answered).finished();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await desk.notified.getByText('No hi ha cap cas sense ningú.').waitFor();
    held.resolve();
    // The next case is opened last of all.
    await page.waitForURL((url) => !url.pathname.endsWith('/C004-TEST'));
    await page.locator('.toast', { hasText: 'No hi ha cap cas sense ningú.' }).waitFor();
  });

  test('what is asked for while a note is on its way is done after it, and once', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST');
    const { page } = desk;
    const { fake } = bed();
    await desk.button('Nota interna').click();
    await desk.field.fill('Hi parlo jo.');
    const held = Promise.withResolvers<void>();
    await page.route(
      '**/commands',
      async (route) => {
        await held.promise;
        await route.continue();
      },
      { times: 1 },
    );
    const asked = page.waitForRequest('**/commands');
    await page.keyboard.press('Control+Enter');
    await asked;
    await page.keyboard.press('Escape');
    for (const _ of ['once', 'twice']) {
      await page.keyboard.press('e');
      await page.getByLabel('Repetit').check();
      await page.keyboard.press('Enter');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
    held.resolve();
    await page.locator('.event', { hasText: "El cas s'ha tancat: Repetit." }).waitFor();
    await page.locator('.casecommands').getByRole('button', { name: 'Reobre' }).click();
    await until(() => fake.posted.length >= 3);
    expect(fake.posted.map(({ command }) => command.kind)).toEqual(['note', 'close', 'reopen']);
  });

  test('what is being done in several cases is done in all of them by who leaves meanwhile', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    const { fake } = bed();
    await desk.queue('Tots').click();
    await desk.row('C004-TEST').waitFor();
    await desk.button("Tria'n uns quants").click();
    await page.locator('.pickedbar').getByRole('button', { name: 'Tots' }).click();
    const second = Promise.withResolvers<void>();
    await page.route('**/commands', async (route) => {
      if (fake.posted.length === 0) return route.continue();
      second.resolve();
      // It never gets an answer: the page is left.
    });
    await page.locator('.pickedbar').getByRole('button', { name: 'Tanca', exact: true }).click();
    await page.getByLabel('Correu brossa').check();
    await page.keyboard.press('Enter');
    await second.promise;
    await page.unroute('**/commands');
    await page.goto('about:blank');
    await until(() => fake.posted.length >= 40);
    expect(new Set(fake.posted.map(({ id }) => id)).size).toBe(40);
    expect(fake.posted.map(({ command }) => command.kind)).toEqual(Array(40).fill('close'));
  });

  test('a merge shows both cases, which ends and which goes on, and asks first', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST');
    const { page } = desk;
    const { fake } = bed();
    await desk.command('Fusiona');
    // A case of somebody else is not offered, and why is said.
    const search = page.locator('dialog').getByRole('combobox');
    await search.fill('C005-TEST');
    await page.locator('dialog').getByText("Els d'altres persones no es fusionen", { exact: false }).waitFor();
    await search.fill('');
    await page
      .locator('dialog')
      .getByRole('option', { name: /C008-TEST/ })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Voleu fusionar aquests dos casos?' });
    const sides = dialog.locator('.merging > div');
    await sides.filter({ hasText: 'Es tanca' }).getByText('Proposo que poseu més bancs').waitFor();
    await sides.filter({ hasText: 'Continua' }).getByText('C008-TEST').waitFor();
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    expect(fake.posted).toEqual([]);
    await dialog.getByRole('button', { name: 'Fusiona' }).click();
    await until(() => fake.posted.length === 1);
    expect(fake.posted[0]?.command).toEqual({ kind: 'merge', into: 'C008-TEST' });
  });
});
