import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { sidewaysFaults } from '../support/overflow.ts';
import { until } from '../support/until.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';

describeInConsole('what is done at once', 40, (bed) => {
  const commands = () => bed().fake.posted.map(({ command }) => command);
  const labels = ({ page }: ConsolePage) => page.locator('.casehead .label');
  const isFine = async ({ page }: ConsolePage, what: string) => {
    expect([what, ...(await accessibilityFaults(page, ['dark'])), ...(await sidewaysFaults(page))]).toEqual([what]);
  };
  const undone = async (desk: ConsolePage) => {
    await desk.page.keyboard.press('z');
    await desk.notified.getByText("S'ha desfet.").waitFor();
  };
  /** The server answers what is posted only once this is called. */
  const slowly = async ({ page }: ConsolePage) => {
    const answered = Promise.withResolvers<void>();
    await page.route('**/commands', (route) => answered.promise.then(() => route.continue()), { times: 1 });
    return answered.resolve;
  };

  test('a label is there before the server has answered, in the case and in the list, and is undone', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.open('C004-TEST');
    const answer = await slowly(desk);
    await page.keyboard.press('l');
    const camins = page.getByRole('menuitemcheckbox', { name: 'Camins' });
    expect(await camins.getAttribute('aria-checked')).toBe('false');
    await page.keyboard.press('Space');
    await labels(desk).getByText('Camins').waitFor();
    await desk.row('C004-TEST').locator('.label', { hasText: 'Camins' }).waitFor();
    expect(await camins.getAttribute('aria-checked')).toBe('true');
    expect(commands()).toEqual([]);
    await desk.notified.getByText('Etiqueta posada: Camins. Per desfer-ho, premeu Z.').waitFor();
    answer();
    await until(() => commands().length === 1);
    // The menu stays for the next; Enter chooses it and closes, and both are undone in one.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await until(() => commands().length === 2);
    expect(await labels(desk).allTextContents()).toEqual(['Camins', 'Soroll']);
    expect(await page.locator('.held li').count()).toBe(1);
    await undone(desk);
    await until(() => commands().length === 3);
    await labels(desk).first().waitFor({ state: 'detached' });
    expect(commands()).toEqual([
      { kind: 'label', add: ['roads'], remove: [] },
      { kind: 'label', add: ['noise'], remove: [] },
      { kind: 'label', add: [], remove: ['roads', 'noise'] },
    ]);
    expect(desk.errors).toEqual([]);
  });

  test('the priority is chosen from its tag or by a key, and a refusal is told and set back', async () => {
    const desk = await bed().as('anna', '/console/cas/C020-TEST');
    const { page } = desk;
    await page.locator('.casehead').getByRole('button', { name: 'Prioritat: Alta' }).click();
    const chosen = page.locator('[role=menuitemradio]:focus');
    expect(await chosen.textContent()).toBe('Alta');
    await page.keyboard.press('u');
    await page.keyboard.press('Enter');
    await page.locator('.casehead .tag.urgent').waitFor();
    await desk.focusIs('Prioritat: Urgent');
    await until(() => commands().length === 1);
    await page.route('**/commands', (route) => route.fulfill({ status: 409, json: { error: { code: 'case.step' } } }));
    await page.keyboard.press('p');
    await page.keyboard.press('b');
    await page.keyboard.press('Enter');
    await page.locator('.toast.bad', { hasText: 'C020-TEST es queda com estava.' }).waitFor();
    await page.locator('.casehead .tag.urgent').waitFor();
    expect(await page.locator('.held').count()).toBe(0);
    expect(commands()).toEqual([{ kind: 'set-priority', priority: 'urgent' }]);
  });

  test('a reply that waits still waits when a label is put on, and both are undone, the newest first', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', { undoSeconds: 20 });
    const { page } = desk;
    await desk.field.fill('Hi anem.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.held').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('l');
    await page.keyboard.press('Enter');
    await until(() => commands().length === 1);
    await undone(desk);
    await page.keyboard.press('z');
    await until(async () => (await desk.field.inputValue()) === 'Hi anem.');
    await until(() => commands().length === 2);
    expect(commands().map(({ kind }) => kind)).toEqual(['label', 'label']);
  });

  test.each([
    ['a laptop', { width: 1280, height: 800 }],
    ['a phone', { width: 390, height: 740 }],
  ])('the menus stand within the page and have no fault on %s', async (_, viewport) => {
    const desk = await bed().as('anna', '/console/cas/C020-TEST', { viewport });
    const { page } = desk;
    for (const name of ['Etiquetes', 'Prioritat']) {
      await desk.command(name);
      const box = await page.getByRole('menu').boundingBox();
      expect(box).toMatchObject({ x: expect.any(Number) });
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
      await isFine(desk, name);
      await page.locator('.gist strong').click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
    }
  });

  test('a case that was answered is closed at once, and until that is undone nothing is sent', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 5 });
    const { page } = desk;
    bed().fake.colleague('anna', 'C004-TEST', { kind: 'reply', text: 'Ja està.', files: [] });
    await desk.row('C004-TEST').click();
    await page.locator('[data-case=C004-TEST] .casecommands').waitFor();
    await page.keyboard.press('e');
    await page.locator('.held', { hasText: 'Es tanca el cas: Resolt.' }).waitFor();
    // A second press is no second closing.
    await page.keyboard.press('e');
    await page.keyboard.press('z');
    await desk.notified.getByText("S'ha desfet: no s'ha enviat res.").waitFor();
    expect(await page.locator('.held').count()).toBe(0);
    expect(commands()).toEqual([]);
    await desk.command('Tanca');
    await page.locator('.event', { hasText: "El cas s'ha tancat: Resolt." }).waitFor();
    expect(commands()).toEqual([{ kind: 'close', reason: 'resolved' }]);
  });

  test('of much that waits the newest two are shown, and the others can be undone as well', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 20 });
    const { page } = desk;
    // What waits does so for as long as the test needs.
    const wait = 'const later = setTimeout; window.setTimeout = (act, ms) => (ms === 20_000 ? 0 : later(act, ms));';
    await page.addInitScript(wait);
    await page.reload();
    const codes = ['C004-TEST', 'C008-TEST', 'C012-TEST', 'C016-TEST'];
    for (const code of codes) {
      bed().fake.colleague('anna', code, { kind: 'reply', text: 'Ja està.', files: [] });
      await desk.row(code).click();
      await page.locator(`[data-case=${code}] .casecommands`).waitFor();
      await page.keyboard.press('e');
      await page.locator('.held', { hasText: code }).waitFor();
    }
    await page.setViewportSize({ width: 320, height: 640 });
    const shown = page.locator('.held li:visible .code');
    await until(async () => (await shown.allTextContents()).join() === 'C012-TEST,C016-TEST');
    await page.locator('.held summary').press('Enter');
    await until(async () => (await shown.allTextContents()).join() === codes.join());
    await isFine(desk, 'much waits');
    await page.locator('.held li', { hasText: 'C004-TEST' }).getByRole('button').press('Enter');
    await page.locator('.held summary', { hasText: 'Encara es poden desfer també: 1' }).waitFor();
    await page.keyboard.press('z');
    await until(async () => (await page.locator('.held summary').count()) === 0);
    expect(await shown.allTextContents()).toEqual(['C008-TEST', 'C012-TEST']);
    expect(commands()).toEqual([]);
  });

  test('how it ended is asked where nobody has answered, or on request', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 5 });
    const { page } = desk;
    await desk.row('C004-TEST').click();
    await page.locator('[data-case=C004-TEST] .casecommands').waitFor();
    await page.keyboard.press('e');
    await page.locator('dialog').getByText("Encara no l'ha respost ningú", { exact: false }).waitFor();
    await page.getByLabel('Repetit').check();
    await page.keyboard.press('Enter');
    await page.locator('.held', { hasText: 'Es tanca el cas: Repetit.' }).waitFor();
    expect(commands()).toEqual([]);
    bed().fake.colleague('anna', 'C008-TEST', { kind: 'reply', text: 'Ja està.', files: [] });
    await desk.row('C008-TEST').click();
    await page.locator('[data-case=C008-TEST] .casecommands').waitFor();
    await desk.command('Tanca per un altre motiu');
    await page.locator('dialog').getByText('Es preguntarà', { exact: false }).waitFor();
    expect(await page.locator('dialog').getByText("Encara no l'ha respost ningú", { exact: false }).count()).toBe(0);
    await page.getByLabel('No és competència nostra').check();
    await page.keyboard.press('Enter');
    // Leaving the page sends what waits.
    await page.locator('.held', { hasText: 'C008-TEST' }).waitFor();
    await page.goto('about:blank');
    await until(() => commands().length === 2);
    expect(commands()).toEqual([
      { kind: 'close', reason: 'duplicate' },
      { kind: 'close', reason: 'not-ours' },
    ]);
  });
});
