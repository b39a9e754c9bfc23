import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';

const unsureTicket = {
  status: 'unsure',
  ...{ system: 'works', round: 1, at: Date.now(), number: null, token: null, fault: null },
  ...{ there: null, mark: null },
} as const;

describeInConsole('the open case', 40, (bed) => {
  const laptop = { viewport: { width: 1280, height: 800 } };
  const phone = { viewport: { width: 390, height: 740 } };
  const heightOf = (desk: ConsolePage, what: string) =>
    desk.page.locator(what).evaluate((element) => Math.round(element.getBoundingClientRect().height));

  test.each([
    ['a laptop', laptop, 420],
    ['a phone', phone, 330],
  ])('on %s the conversation has most of the height, also of a case with notes and a flow', async (_, look, least) => {
    const desk = await bed().as('adela', '/console/cas/C004-TEST', look);
    await desk.page.locator('.contactnotes').waitFor();
    await desk.page.locator('.collected').waitFor();
    expect(await heightOf(desk, '.turnsbox')).toBeGreaterThanOrEqual(least);
  });

  test.each([
    ['TA6R-1YNM', 320],
    ['MWQM-WMQW', 360],
  ])('the whole code %s stands beside the commands at %i pixels', async (code, width) => {
    const { page } = await bed().as('anna', '/console/cas/C004-TEST', { viewport: { width, height: 640 } });
    await page.locator('.casecommands').waitFor();
    const ends = await page.locator('#case-title .code').evaluate((element, text) => {
      element.textContent = text;
      const [first] = document.querySelector('.casecommands')?.children ?? [];
      return [element.getBoundingClientRect().right, first?.getBoundingClientRect().left];
    }, code);
    expect(ends[0]).toBeLessThanOrEqual(ends[1] ?? 0);
  });

  test('a ticket that did not arrive leaves a phone to the conversation, and a press tells what to do', async () => {
    const desk = await bed().as('adela', '/console/cas/C004-TEST', phone);
    const { page } = desk;
    await page.locator('.contactnotes').waitFor();
    // Who is told of news is who follows them.
    await until(() => bed().fake.asked.some((address) => address.includes('/stream')));
    bed().fake.ticket('C004-TEST', unsureTicket, 'La brigada hi va dijous.');
    await page.locator('.ticket.failing').waitFor();
    expect(await heightOf(desk, '.turnsbox')).toBeGreaterThanOrEqual(330);
    await page.locator('.ticket summary').first().click();
    await desk.button("No hi és: torna'l a enviar").waitFor();
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
  });

  test('the kind of a case is read whole on a laptop, beside all that its agent can do', async () => {
    const desk = await bed().as('anna', '/console/cas/C024-TEST', laptop);
    await desk.command("Agafa'l");
    await desk.button("Torna'l a l'assistent").waitFor();
    const title = desk.page.locator('#case-title');
    expect(await title.textContent()).toBe('C024-TEST Crítica constructiva');
    expect(await title.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });

  test('a case that does not exist is not offered again', async () => {
    const desk = await bed().as('anna', '/console/cas/NOPE-TEST', laptop);
    await desk.page.locator('.fault', { hasText: 'Aquest cas no existeix, o no el podeu veure.' }).waitFor();
    expect(await desk.button('Torna-ho a provar').count()).toBe(0);
  });

  test('the text field rests in one row, grows for who writes, and rests again once it is left empty', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', laptop);
    const { page } = desk;
    await desk.field.waitFor();
    const resting = await heightOf(desk, '.composer');
    expect(resting).toBeLessThan(64);
    await desk.field.click();
    await page.locator('.composer.open').waitFor();
    expect(await heightOf(desk, '.composer')).toBeGreaterThan(2 * resting);
    await page.keyboard.type('Bon dia');
    await page.keyboard.press('Escape');
    // A draft stays in sight, and keys alone are commands again.
    await until(() => page.evaluate<boolean>('document.activeElement.classList.contains("turns")'));
    expect(await page.locator('.composer.open').count()).toBe(1);
    await page.keyboard.press('r');
    await desk.focusIs('composer');
    await desk.field.fill('');
    await page.keyboard.press('Escape');
    await page.locator('.composer.resting').waitFor();
    // A press on a button of the row that rests arrives, although the row grows below it.
    await desk.button('Preparades').click();
    await page.locator('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await until(() => page.evaluate<boolean>('document.activeElement.classList.contains("tool")'));
    await desk.button('Nota interna').click();
    await desk.focusIs('composer');
    expect(await desk.field.getAttribute('aria-label')).toBe("Nota interna, només per a l'equip");
  });

  test('the menu of a case opens, moves, chooses and closes by keyboard, and gives the focus back', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', laptop);
    const { page } = desk;
    const { keyboard } = page;
    const more = desk.button('Més');
    await more.focus();
    await keyboard.press('ArrowDown');
    const items = page.getByRole('menuitem');
    expect(await items.filter({ visible: true }).allTextContents()).toEqual([
      'EtiquetesL',
      'PrioritatP',
      'Tanca per un altre motiu',
      'Nota de contacte',
      'Fusiona',
    ]);
    expect(await more.getAttribute('aria-expanded')).toBe('true');
    const at = (name: string) =>
      until(async () => (await page.locator('[role=menuitem]:focus').textContent())?.startsWith(name) === true);
    await at('Etiquetes');
    await keyboard.press('ArrowUp');
    await at('Fusiona');
    await keyboard.press('Home');
    await at('Etiquetes');
    // A letter is of the menu: T would take the case elsewhere.
    await keyboard.press('t');
    await keyboard.press('p');
    await at('Prioritat');
    await keyboard.press('Escape');
    await desk.focusIs('Més');
    await keyboard.press('ArrowUp');
    await at('Fusiona');
    await keyboard.press('Tab');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await more.click();
    await keyboard.press('p');
    await at('Prioritat');
    await keyboard.press('Enter');
    await page.getByRole('menuitemradio').first().waitFor();
    await keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await desk.focusIs('Més');
    await more.click();
    await page.locator('.gist').click();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    expect(bed().fake.posted).toEqual([]);
    expect(desk.errors).toEqual([]);
  });

  test('on a phone what has no room as a button is in the menu, and a reply is sent and closed from there', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', phone);
    const { page } = desk;
    await desk.button('Més').click();
    expect(await page.getByRole('menuitem').filter({ visible: true }).allTextContents()).toEqual([
      "Passa'l",
      'AjornaH',
      'EtiquetesL',
      'PrioritatP',
      'Tanca per un altre motiu',
      'Nota de contacte',
      'Fusiona',
    ]);
    await page.keyboard.press('Escape');
    await desk.field.fill('Ja està arreglat.');
    await desk.button("Més maneres d'enviar").click();
    await page.getByRole('menuitem', { name: 'Envia i tanca' }).click();
    await until(() => bed().fake.posted.length === 2);
    expect(bed().fake.posted.map(({ command }) => command.kind)).toEqual(['reply', 'close']);
  });

  test('what is said for a moment lies over nothing that one writes or presses', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', laptop);
    const { page } = desk;
    await desk.field.fill('Hola');
    await desk.command('Etiquetes');
    await page.getByRole('menuitemcheckbox', { name: 'Camins' }).click();
    await page.locator('.held').waitFor();
    const box = async (what: string) => (await page.locator(what).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const [toast, composer] = [await box('.held'), await box('.composer')];
    const isApart = toast.x + toast.width <= composer.x || toast.y + toast.height <= composer.y;
    expect(isApart).toBe(true);
  });

  test('what is typed right after a key or a press is text from its first letter on', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', laptop);
    const { page } = desk;
    await desk.field.waitFor();
    await page.locator('.gist').click();
    // In one go, as fast as the browser takes them: T, E and S alone would be commands.
    await page.evaluate(
      `for (const key of ['n']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`,
    );
    await page.keyboard.type('test');
    expect(await desk.field.inputValue()).toBe('test');
    expect(await desk.field.getAttribute('aria-label')).toBe("Nota interna, només per a l'equip");
    await desk.field.fill('');
    await desk.button('Resposta').click();
    await page.keyboard.type('set');
    expect(await desk.field.inputValue()).toBe('set');
    expect(bed().fake.posted).toEqual([]);
  });

  test('a case that is left for the next, and a choice from a dialog, leave the focus where the work goes on', async () => {
    const desk = await bed().as('anna', '/console', laptop);
    const { page } = desk;
    await desk.row('C004-TEST').click();
    await desk.command("Passa'l");
    await page.locator('dialog').getByRole('option').first().click();
    await until(() => bed().fake.posted.length === 1);
    await desk.focusIs("Passa'l");
    await desk.row('C008-TEST').click();
    await desk.field.fill('Fet.');
    await desk.button('Envia i tanca').click();
    await desk.focusIs('/console/cas/C016-TEST');
    await page.setViewportSize(phone.viewport);
    await desk.button('Torna a la llista').click();
    await desk.focusIs('/console/cas/C016-TEST');
    await page.keyboard.press('Enter');
    await desk.focusIs('case');
  });

  test('messages are a list, each with a heading, and are read out in the language of the conversation', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', laptop);
    const log = desk.page.getByRole('log', { name: 'Conversa' });
    await log.getByRole('heading', { level: 3, name: /^Nota interna, Marc Serra/ }).waitFor();
    const turns = await log.locator('.turn').count();
    expect(await log.locator('> ol').getByRole('listitem').and(log.locator('.turn')).count()).toBe(turns);
    const headings = await log.getByRole('heading', { level: 3 }).allTextContents();
    expect(headings.map((text) => text.split(' ')[0])).toEqual(
      await log.locator('.said').evaluateAll((all) => all.map((each) => each.textContent?.trim().split(' ')[0])),
    );
    const langs = (what: string) =>
      log.locator(what).evaluateAll((all) => all.map((each) => each.closest('[lang]')?.getAttribute('lang')));
    expect(new Set(await langs('.citizen .plaintext, .bot .bubble p'))).toEqual(new Set(['ca']));
    expect(await desk.field.getAttribute('lang')).toBe('ca');
  });

  test('hours and days are those of the town, as they were given to the person, wherever the machine is', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', laptop);
    const log = desk.page.getByRole('log', { name: 'Conversa' });
    await log.locator('time').first().waitFor();
    const messages = await log
      .locator('time')
      .evaluateAll((all) => all.map((each) => [each.getAttribute('datetime') ?? '', each.textContent]));
    const clock = new Intl.DateTimeFormat('ca', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Madrid' });
    expect(messages.map(([, shown]) => shown)).toEqual(messages.map(([at]) => clock.format(Date.parse(at as string))));
    const day = new Intl.DateTimeFormat('ca', { dateStyle: 'full', timeZone: 'Europe/Madrid' });
    const days = messages.map(([at]) => day.format(Date.parse(at as string)));
    expect(await log.locator('.day').allTextContents()).toEqual([...new Set(days)]);
  });

  test('the kind of a case is read whole in its row, beside its buttons and on a phone', async () => {
    const desk = await bed().as('anna', '/console', laptop);
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.row('C001-TEST').waitFor();
    /** How many of them are cut off, or out of their row's sight. */
    const cut = (what: string) =>
      page.locator(what).evaluateAll(
        (all) =>
          all.filter((each) => {
            const [own, around] = [each.getBoundingClientRect(), each.parentElement?.getBoundingClientRect()];
            const isOut = around === undefined || own.right > around.right + 1 || own.bottom > around.bottom + 1;
            return isOut || own.width < 8 || each.scrollWidth > each.clientWidth + 1;
          }).length,
      );
    expect(await page.locator('.row .kind').count()).toBeGreaterThan(8);
    expect([await cut('.row .kind'), await cut('.row .who')]).toEqual([0, 0]);
    // The longest names, with the buttons of who answers the person.
    for (const code of ['C013-TEST', 'C018-TEST']) {
      await page.goto(`${bed().fake.url}/console/cas/${code}`);
      await desk.button("Agafa'l").click();
      await desk.button("Torna'l a l'assistent").waitFor();
      expect([code, await cut('.casebar .kind')]).toEqual([code, 0]);
    }
    await page.setViewportSize(phone.viewport);
    expect(await cut('.about .kind')).toBe(0);
  });

  test('a row shows its deadline whole, and department and channel, with labels and a long name beside them', async () => {
    const desk = await bed().as('anna', '/console', laptop);
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.row('C004-TEST').click();
    await desk.command('Etiquetes');
    await page.getByRole('menuitemcheckbox', { name: 'Camins' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Soroll' }).click();
    await desk.row('C004-TEST').locator('.label').nth(1).waitFor();
    const cut = `[...document.querySelectorAll('.row')].filter((row) =>
      row.querySelector('.deadline').getBoundingClientRect().right > row.getBoundingClientRect().right - 8).length`;
    expect(await page.evaluate(cut)).toBe(0);
    const from = await desk.row('C004-TEST').locator('.kind ~ span').allTextContents();
    expect(from).toEqual(['· Via pública i neteja', '· Xat del web']);
    const hidden = `[...document.querySelectorAll('.row .kind ~ span')].filter((each) =>
      each.clientWidth < 36 || each.getBoundingClientRect().right > each.closest('.row').getBoundingClientRect().right).length`;
    expect(await page.evaluate(hidden)).toBe(0);
    // A priority as well, and a name as long as they may be: all of them give way, and none goes out of the row.
    await desk.command('Prioritat');
    await page.getByRole('menuitemradio', { name: 'Urgent' }).click();
    await desk.row('C004-TEST').locator('.tag.urgent').waitFor();
    expect(await page.evaluate(hidden)).toBe(0);
    const labels = desk.row('C004-TEST').locator('.label');
    expect(await labels.evaluateAll((all) => all.map((each) => each.clientWidth > 36))).toEqual([true, true]);
    const higher = `[...document.querySelectorAll('.row')].filter((row) => row.scrollHeight > row.clientHeight).length`;
    expect(await page.evaluate(higher)).toBe(0);
  });

  test('a reply is formatted by pointer, by keyboard and by key, and the bar is one stop for Tab', async () => {
    const desk = await bed().as('anna', '/console/cas/C004-TEST', laptop);
    const { page } = desk;
    const { keyboard } = page;
    expect(await page.getByRole('toolbar').count()).toBe(0);
    await desk.field.fill('Hi anem dilluns');
    const bar = page.getByRole('toolbar', { name: 'Format del text' });
    await desk.field.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(8, 15));
    await bar.getByRole('button', { name: 'Negreta' }).click();
    await until(async () => (await desk.field.inputValue()) === 'Hi anem **dilluns**');
    await desk.focusIs('composer');
    await keyboard.press('Control+b');
    await until(async () => (await desk.field.inputValue()) === 'Hi anem dilluns');
    await keyboard.press('Shift+Tab');
    await desk.focusIs('Negreta');
    await keyboard.press('ArrowLeft');
    await desk.focusIs('Enllaç');
    await keyboard.press('ArrowLeft');
    await desk.focusIs('Llista');
    await keyboard.press('Tab');
    await desk.focusIs('composer');
    // Where somebody was in the bar, they are again.
    await keyboard.press('Shift+Tab');
    await desk.focusIs('Llista');
    await keyboard.press('Enter');
    await until(async () => (await desk.field.inputValue()) === '- Hi anem dilluns');
    await desk.focusIs('composer');
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    await keyboard.press('Control+Enter');
    await page.locator('.said.staff li', { hasText: 'Hi anem dilluns' }).waitFor();
    // A note is shown as it was typed.
    await desk.button('Nota interna').click();
    await desk.field.fill('Nota');
    await keyboard.press('Control+b');
    expect([await bar.count(), await desk.field.inputValue()]).toEqual([0, 'Nota']);
  });
});
