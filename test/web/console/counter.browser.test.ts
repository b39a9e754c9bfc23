import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('a day at the counter', 40, (bed) => {
  const commands = () => bed().fake.posted.map(({ command }) => command);

  test('a case is transferred to what is typed, not to who works there, and it is said to whom', async () => {
    const desk = await bed().as('marc', '/console');
    await desk.open('C004-TEST');
    await desk.command("Passa'l");
    await desk.page.locator('dialog').getByRole('combobox').fill('via pub');
    const [first] = await desk.page.locator('dialog').getByRole('option').allTextContents();
    expect(first).toBe('Via pública i netejaDepartament');
    await desk.page.keyboard.press('Enter');
    await desk.page.locator('.toast', { hasText: "S'ha passat a: Via pública i neteja." }).waitFor();
    expect(commands()).toEqual([{ kind: 'assign', to: { department: 'via-publica' } }]);
  });

  test('a transfer and a reply are undone while they wait: nobody learns of them, and the text is a draft again', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 20 });
    const { page } = desk;
    await desk.open('C004-TEST');
    await desk.command("Passa'l");
    await page.locator('dialog').getByRole('combobox').fill('hisenda');
    await page.keyboard.press('Enter');
    await page.locator('.held', { hasText: 'Es passa a: Hisenda i tributs.' }).waitFor();
    await desk.notified.getByText('Es passa a: Hisenda i tributs.').waitFor();
    await desk.button(/Desfés.*Hisenda i tributs/).click();
    await desk.notified.getByText("S'ha desfet").waitFor();
    await desk.field.fill('Bon dia.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.held', { hasText: "S'envia la resposta." }).waitFor();
    expect(await desk.field.inputValue()).toBe('');
    await page.keyboard.press('Control+z');
    await until(async () => (await desk.field.inputValue()) === 'Bon dia.');
    expect(await page.locator('.held').count()).toBe(0);
    expect(commands()).toEqual([]);
  });

  test('what waits is sent first by whatever follows in the case, and on leaving the page', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 20 });
    await desk.open('C004-TEST');
    await desk.field.fill('Hi anem ara.');
    await desk.page.keyboard.press('Control+Enter');
    await desk.button('Nota interna').click();
    await desk.field.fill('Avisada la brigada');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.locator('.said.note', { hasText: 'Avisada la brigada' }).waitFor();
    await desk.button('Resposta').click();
    await desk.field.fill('Fet.');
    await desk.page.keyboard.press('Control+Shift+Enter');
    await desk.page.locator('.held', { hasText: 'es tanca el cas' }).waitFor();
    await desk.page.goto('about:blank');
    await until(() => commands().length === 4);
    expect(commands()).toMatchObject([
      { kind: 'reply', text: 'Hi anem ara.' },
      { kind: 'note' },
      { kind: 'reply', text: 'Fet.' },
      { kind: 'close', reason: 'resolved' },
    ]);
  });

  test('a reply that was refused after its author went on is a draft in its case, and they are told which', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 5 });
    const { page } = desk;
    await desk.open('C004-TEST');
    await desk.field.fill('Ho mirem.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.held').waitFor();
    bed().fake.colleague('anna', 'C004-TEST', { kind: 'reply', text: 'Ja està.', files: [] });
    await desk.row('C008-TEST').click();
    await page.locator('.toast.bad', { hasText: 'C004-TEST' }).waitFor();
    await page.goBack();
    await until(async () => (await desk.field.inputValue()) === 'Ho mirem.');
    expect(commands()).toEqual([]);
  });

  test('send and close, send and snooze, next: one key each, and the next case is there', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.row('C004-TEST').click();
    await page.locator('#case-title', { hasText: 'C004-TEST' }).waitFor();
    await desk.field.fill('Resolt.');
    await page.keyboard.press('Control+Shift+Enter');
    await page.locator('#case-title', { hasText: 'C008-TEST' }).waitFor();
    await desk.field.fill('Us ho diem demà.');
    await page.keyboard.press('Control+Alt+Enter');
    await page.locator('#case-title', { hasText: 'C016-TEST' }).waitFor();
    // A case that is closed or rests is no longer among those to do.
    await until(async () => (await desk.row('C004-TEST').count()) + (await desk.row('C008-TEST').count()) === 0);
    await page.locator('.casehead').click();
    await page.keyboard.press('s');
    await page.locator('#case-title', { hasText: 'C020-TEST' }).waitFor();
    expect(commands().map(({ kind }) => kind)).toEqual(['reply', 'close', 'reply', 'snooze']);
  });

  test('after taking and closing, the focus is where the work goes on, and J continues from there', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.row('C016-TEST').click();
    await desk.command("Agafa'l");
    await desk.focusIs('composer');
    await desk.command('Tanca');
    await page.locator('dialog .button').click();
    await desk.row('C016-TEST').waitFor({ state: 'detached' });
    await desk.focusIs('case-title');
    await page.keyboard.press('j');
    await desk.focusIs('/console/cas/C020-TEST');
  });

  test('nine rows fit on a laptop, each with the matter, and a case opens with what the citizen said last in view', async () => {
    const desk = await bed().as('adela', '/console', { viewport: { width: 1366, height: 768 } });
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.row('C004-TEST').waitFor();
    const inView = `[...document.querySelectorAll('.row')].filter((row) => {
      const box = row.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    }).length`;
    expect(Number(await page.evaluate(inView))).toBeGreaterThanOrEqual(9);
    const text = (await desk.row('C004-TEST').locator('.excerpt').textContent()) ?? '';
    await desk.row('C004-TEST').click();
    await page.locator('.gist', { hasText: text }).getByText('Plaça de la Vila, 1 · 2 fotos').waitFor();
    await until(() =>
      page.evaluate<boolean>(`(() => {
        const said = [...document.querySelectorAll('.said.citizen .plaintext')].at(-1).getBoundingClientRect();
        const box = document.querySelector('.turns').getBoundingClientRect();
        return said.top >= box.top && said.bottom <= box.bottom;
      })()`),
    );
  });

  test('what waits for a decision has a queue, and who decides sees what the citizen will read', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.row('C004-TEST').waitFor();
    const { fake } = bed();
    await until(() => fake.asked.some((address) => address.includes('/stream')));
    const block = { kind: 'propose', sanction: 'block', breaks: 'respectful', evidence: 1, reason: 'x' } as const;
    fake.colleague('marc', 'C002-TEST', block);
    await desk.queue('Per decidir').getByText('1').waitFor();
    await desk.queue('Per decidir').click();
    await desk.row('C002-TEST').click();
    await page.locator('.proposals').getByRole('button', { name: 'Confirma' }).click();
    await page.locator('dialog', { hasText: 'no compleix això: «Tracteu tothom amb respecte.»' }).waitFor();
    await page.getByLabel('Motiu').fill('Ho és.');
    await page.locator('dialog .button').click();
    await desk.row('C002-TEST').waitFor({ state: 'detached' });
    const marc = await bed().as('marc', '/console');
    await marc.queue('Tots').waitFor();
    expect(await marc.queue('Per decidir').count()).toBe(0);
  });

  test('notifications are listed, counted and heard, and read on one device they are read on all', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.row('C004-TEST').waitFor();
    const { fake } = bed();
    await until(() => fake.asked.some((address) => address.includes('/stream')));
    await fake.notify('anna', 'C004-TEST', 'mentioned');
    await desk.notified.getByText('Us han mencionat · C004-TEST').waitFor();
    await fake.notify('anna', 'C008-TEST', 'assigned');
    await fake.notify('marc', 'C008-TEST', 'assigned');
    await desk.button('Avisos: 2 per llegir').waitFor();
    const phone = await bed().as('anna', '/console', { viewport: { width: 390, height: 780 } });
    await phone.button('Avisos: 2 per llegir').waitFor();
    await phone.row('C004-TEST').locator('.new').waitFor();
    await page.keyboard.press('b');
    const entries = page.locator('.notificationlist li');
    expect(await entries.locator('a').allTextContents()).toEqual([
      expect.stringContaining('C008-TEST'),
      expect.stringContaining('C004-TEST'),
    ]);
    await entries.nth(1).getByRole('link').click();
    await page.locator('#case-title', { hasText: 'C004-TEST' }).waitFor();
    await desk.button('Avisos: 1 per llegir').waitFor();
    await phone.button('Avisos: 1 per llegir').click();
    await phone.button('Marca-ho tot com a llegit').click();
    await phone.page.locator('.notificationlist .unread').first().waitFor({ state: 'detached' });
    await desk.button('Avisos: 0 per llegir').waitFor();
    await page.reload();
    await desk.button('Avisos: 0 per llegir').waitFor();
    expect(await page.title()).toBe('Consola · Finestreta');
    // What arrives in the case that one looks at is read at once.
    await page.locator('#case-title', { hasText: 'C004-TEST' }).waitFor();
    await fake.notify('anna', 'C004-TEST', 'citizen-wrote');
    await until(async () => (await phone.button('Avisos: 0 per llegir').count()) === 1);
  });

  test('a draft is on the server, marked in the list and there on another device, until it is sent', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.row('C004-TEST').click();
    await desk.field.fill('Bon dia, he demanat');
    await desk.row('C004-TEST').locator('.draft').waitFor();
    const { fake } = bed();
    await until(() => fake.draftOf('anna', 'C004-TEST') === 'Bon dia, he demanat');
    const phone = await bed().as('anna', '/console', { viewport: { width: 390, height: 780 } });
    await phone.row('C004-TEST').locator('.draft').waitFor();
    await phone.row('C004-TEST').click();
    await until(async () => (await phone.field.inputValue()) === 'Bon dia, he demanat');
    await phone.field.fill('Bon dia, he demanat la grua.');
    await phone.page.keyboard.press('Control+Enter');
    await phone.page.locator('.said.staff', { hasText: 'la grua.' }).waitFor();
    await until(() => fake.draftOf('anna', 'C004-TEST') === '');
    await phone.page.goto(`${fake.url}/console`);
    await phone.row('C008-TEST').waitFor();
    expect(await phone.page.locator('.row .draft').count()).toBe(0);
  });

  test('a reply that can still be undone is a draft on the server until it is sent', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 20 });
    await desk.open('C004-TEST');
    await desk.field.fill('No us perdeu.');
    const { fake } = bed();
    await until(() => fake.draftOf('anna', 'C004-TEST') === 'No us perdeu.');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.locator('.held').waitFor();
    // What is written after it is kept after it: by then the empty field would have been.
    await desk.button('Nota interna').click();
    await desk.field.fill('nota');
    await until(() => fake.draftOf('anna', 'C004-TEST', 'note') === 'nota');
    expect(fake.draftOf('anna', 'C004-TEST')).toBe('No us perdeu.');
  });

  test('twenty cases are closed as spam in four clicks, and that is undone', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 5 });
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.row('C001-TEST').waitFor();
    const close = async () => {
      await desk.button("Tria'n uns quants").click();
      await page.locator('.pickedbar').getByRole('button', { name: 'Tots' }).click();
      await page.locator('.pickedbar').getByRole('button', { name: 'Tanca' }).click();
      await page.getByLabel('Correu brossa').check();
      await page.keyboard.press('Enter');
      await page.locator('.held', { hasText: 'Es tanquen 40 casos.' }).waitFor();
    };
    await close();
    await page.keyboard.press('z');
    await desk.notified.getByText("S'ha desfet").waitFor();
    expect(commands()).toEqual([]);
    await close();
    // Leaving the page sends what waits.
    await page.goto('about:blank');
    await until(() => commands().length === 40);
    expect(commands()).toEqual(Array.from({ length: 40 }, () => ({ kind: 'close', reason: 'spam' })));
  });

  test('cases are picked by keyboard, and it is said in how many something was done', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.row('C004-TEST').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('checkbox', { name: 'Tria el cas C004-TEST' }).waitFor();
    await page.getByText('Casos triats: 2').first().waitFor();
    await page.locator('.pickedbar').getByRole('button', { name: "Passa'l" }).click();
    await page.locator('dialog').getByRole('combobox').fill('hisenda');
    await page.keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Fet en 2 casos.' }).waitFor();
    expect(commands()).toEqual([
      { kind: 'assign', to: { department: 'hisenda' } },
      { kind: 'assign', to: { department: 'hisenda' } },
    ]);
  });

  test('a view is saved under a name, is there on another device, and is removed', async () => {
    const desk = await bed().as('adela', '/console');
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.button(/^Filtres/).click();
    await page.getByRole('combobox', { name: 'Mena' }).selectOption('praise');
    await page.getByRole('combobox', { name: 'Ordre' }).selectOption('opened');
    await desk.button('Desa la vista').click();
    await page.getByLabel('Nom de la vista').fill('Felicitacions');
    await page.keyboard.press('Enter');
    await desk.queue('Felicitacions').waitFor();
    const phone = await bed().as('adela', '/console');
    await phone.queue('Felicitacions').click();
    await until(() => bed().fake.asked.at(-1)?.includes('kind=praise&') === true);
    expect(bed().fake.asked.at(-1)).toContain('order=opened');
    await phone.queue('Els meus').click();
    await until(() => bed().fake.asked.at(-1)?.includes('queue=mine') === true);
    expect(bed().fake.asked.at(-1)).not.toContain('kind=');
    await phone.button(/^Filtres/).click();
    await phone.button('Desa la vista').click();
    await phone.button('Treu la vista: Felicitacions').click();
    await phone.page.locator('.queues', { hasText: 'Felicitacions' }).waitFor({ state: 'detached' });
  });

  test('a sign at the beginning of a line opens canned replies and services; elsewhere it is text', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.open('C004-TEST');
    await desk.field.pressSequentially('El 24/12 #2');
    expect(await desk.field.inputValue()).toBe('El 24/12 #2');
    await desk.field.fill('');
    await desk.field.pressSequentially('/');
    await page.locator('dialog').getByRole('combobox').fill('rebut');
    await page.keyboard.press('Enter');
    await until(async () => (await desk.field.inputValue()).startsWith('Bon dia, soc Anna Puig'));
    await desk.focusIs('composer');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('#');
    // What is near to the case is offered before anything is searched.
    await page.getByRole('option', { name: /Horari de recollida/ }).waitFor();
    await page.locator('dialog').getByRole('combobox').fill('escombraries');
    await page.getByRole('option', { name: /Horari de recollida/ }).click();
    await until(async () => (await desk.field.inputValue()).endsWith('\n\nCada nit, de 22 a 6 h.'));
    expect(await desk.field.inputValue()).not.toContain('#');
    expect(await desk.field.getAttribute('lang')).toBe('ca');
  });

  test('a supervisor opens the cases behind a number of the board, and comes back to it', async () => {
    const desk = await bed().as('anna', '/console/tauler');
    const { page } = desk;
    await page
      .locator('.tiles')
      .getByRole('link', { name: /^\d+ Fora de termini$/ })
      .click();
    await desk.rows.first().waitFor();
    const address = new URL(page.url());
    expect([address.pathname, address.searchParams.get('due')]).toEqual(['/console', 'late']);
    expect(bed().fake.asked.at(-1)).toMatch(/queue=all.*due=late.*status=open%2Csnoozed/);
    await page.goBack();
    await page.locator('.figures').first().waitFor();
    // What was kept opens as well.
    await page
      .locator('.tiles')
      .getByRole('link', { name: /^Primera resposta a temps: \d+$/ })
      .click();
    await page.waitForURL(/first=kept/);
    await page.goBack();
    await page.locator('.figures').first().waitFor();
    // An address that somebody was sent shows the same list.
    await page.goto(address.href);
    await desk.rows.first().waitFor();
    expect(bed().fake.asked.filter((each) => each.includes('due=late')).length).toBeGreaterThan(1);
    const auditor = await bed().as('oriol', '/console');
    await auditor.page.locator('h1', { hasText: 'Qui ha llegit què' }).waitFor();
    expect(desk.errors).toEqual([]);
  });

  test('a supervisor says on the board how many may wait for somebody', async () => {
    const desk = await bed().as('anna', '/console/tauler');
    const { page } = desk;
    const posted: unknown[] = [];
    await page.route('**/capacities', (route) => {
      posted.push(route.request().postDataJSON());
      return route.fulfill({ status: 204 });
    });
    await page.getByLabel('Quantes persones poden esperar: Marc Serra').selectOption('2');
    await desk.notified.getByText('Val des del proper repartiment', { exact: false }).waitFor();
    expect(posted).toEqual([{ agent: 'marc', waiting: 2 }]);
    expect(desk.errors).toEqual([]);
  });

  test('labels are put on with a key, and a macro does several things that one press undoes', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 20 });
    const { page } = desk;
    await desk.open('C004-TEST');
    await page.keyboard.press('l');
    await page.getByRole('menuitemcheckbox', { name: 'Camins' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.casehead .label', { hasText: 'Camins' }).waitFor();
    await desk.row('C004-TEST').locator('.label', { hasText: 'Camins' }).waitFor();
    const run = async () => {
      await page.keyboard.press('Control+k');
      await page.locator('dialog').getByRole('combobox').fill('publicitat');
      await page.keyboard.press('Enter');
      await page.locator('.held', { hasText: 'Publicitat fora' }).waitFor();
    };
    await run();
    await page.keyboard.press('z');
    await page.locator('.held').waitFor({ state: 'detached' });
    await run();
    // What waits in a case is sent when something else is done in it.
    await page.keyboard.press('t');
    await until(() => bed().fake.posted.some(({ command }) => command.kind === 'close'));
    expect(bed().fake.posted.map(({ command }) => command)).toEqual([
      { kind: 'label', add: ['roads'], remove: [] },
      { kind: 'label', add: ['noise'], remove: [] },
      { kind: 'close', reason: 'spam' },
      ...bed()
        .fake.posted.slice(3)
        .map(({ command }) => command),
    ]);
    expect(desk.errors).toEqual([]);
  });
});
