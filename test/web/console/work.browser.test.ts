import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { caseItem } from './support/cases.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('work at the console', 1000, (bed) => {
  test('anybody who is not signed in is sent to where one signs in, and comes back to the same case', async () => {
    const { page } = await bed().as('', '/console/cas/C004-TEST');
    await page.waitForURL('**/console/entra');
    await page.context().addCookies([{ name: 'agent', value: 'anna', url: bed().fake.url }]);
    await page.goto(`${bed().fake.url}/console`);
    await page.locator('.selected-case', { hasText: 'C004-TEST' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/cas/C004-TEST');
  });

  test('a thousand cases draw a few rows only, and all can be reached', async () => {
    const desk = await bed().as('adela', '/console');
    await desk.queue('Tots').click();
    await desk.row('C001-TEST').waitFor();
    const drawn = () => desk.rows.count();
    expect(await drawn()).toBeLessThan(30);
    const scrollToEnd = 'document.querySelector(".scroll").scrollTop = 1e9';
    await until(async () => {
      await desk.page.evaluate(scrollToEnd);
      return (await desk.row('C1000-TEST').count()) === 1;
    });
    expect(await drawn()).toBeLessThan(30);
    const last = desk.page.locator('li', { has: desk.row('C1000-TEST') });
    expect(await last.getAttribute('aria-posinset')).toBe('1000');
    expect(await last.getAttribute('aria-setsize')).toBe('1000');
  });

  test('search and filters ask the server, and what is found is shown', async () => {
    const desk = await bed().as('adela', '/console');
    await desk.queue('Tots').click();
    await desk.row('C001-TEST').waitFor();
    await desk.page.locator('#search').fill('c777-test');
    await desk.row('C777-TEST').waitFor();
    await until(async () => (await desk.rows.count()) === 1);
    await desk.page.locator('#search').fill('');
    await desk.button(/^Filtres/).click();
    await desk.page.getByRole('combobox', { name: 'Mena' }).selectOption('praise');
    await until(async () => {
      const kinds = await desk.page.locator('.row .kind').allTextContents();
      return kinds.length > 0 && kinds.every((kind) => kind === 'Felicitació');
    });
    expect(bed().fake.asked.at(-1)).toContain('kind=praise');
  });

  test('what happens elsewhere is seen and told without reloading', async () => {
    const desk = await bed().as('anna', '/console');
    const { fake } = bed();
    await desk.row('C004-TEST').waitFor();
    await until(() => fake.asked.some((address) => address.includes('/stream')));
    fake.opens({ ...caseItem(1001, Date.now()), case: { ...caseItem(3, Date.now()).case, code: 'NOU1-TEST' } });
    await desk.notified.getByText('Cas nou: NOU1-TEST').waitFor();
    fake.citizenWrites('C004-TEST', 'Encara hi és!');
    await desk.row('C004-TEST').locator('.new', { hasText: 'Nou' }).waitFor();
    expect(await desk.page.title()).toBe('(1) Consola · Finestreta');
    await desk.row('C004-TEST').click();
    await desk.page.locator('.said.citizen', { hasText: 'Encara hi és!' }).waitFor();
    expect(await desk.page.title()).toBe('Consola · Finestreta');
    fake.citizenWrites('C004-TEST', 'I fa pudor.');
    await desk.page.locator('.said.citizen', { hasText: 'I fa pudor.' }).waitFor();
    fake.say({ type: 'citizen-typing', code: 'C004-TEST' });
    await desk.page.getByText('La persona escriu…').waitFor();
  });

  test('a colleague who was let in a moment ago has their name at once, and one who left keeps it', async () => {
    const desk = await bed().as('anna', '/console');
    const { fake } = bed();
    await desk.open('C003-TEST');
    fake.joins('carla-id', 'Carla Bosch');
    fake.colleague('carla-id', 'C003-TEST', { kind: 'take' });
    await desk.page.locator('.facts', { hasText: /Ara respon\s*Carla Bosch/ }).waitFor();
    fake.colleague('pere', 'C003-TEST', { kind: 'note', text: 'Ja no hi sóc', mentions: [] });
    const note = desk.page.locator('.said.note', { hasText: 'Ja no hi sóc' });
    expect(await note.locator('.who').textContent()).toContain('Pere Roca');
  });

  test('of two who take a case one wins, and the other is told who has it', async () => {
    const anna = await bed().as('anna', '/console');
    const marc = await bed().as('marc', '/console');
    await anna.open('C006-TEST');
    await marc.open('C006-TEST');
    await anna.page.getByText('Marc Serra també és aquí.').waitFor();
    // Marc's page does not hear of it in time.
    await marc.page.route(
      '**/commands',
      async (route) => {
        bed().fake.colleague('anna', 'C006-TEST', { kind: 'take' });
        await route.continue();
      },
      { times: 1 },
    );
    await marc.command("Agafa'l");
    await marc.page.locator('.warning', { hasText: "Ja el porta algú de l'equip" }).waitFor();
    await marc.page.locator('.facts', { hasText: /Ara respon\s*Anna Puig/ }).waitFor();
    await anna.page.locator('.facts', { hasText: /Ara respon\s*Anna Puig/ }).waitFor();
  });

  test('a reply that a colleague has overtaken is not sent: their words are shown and the draft is kept', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C008-TEST');
    await desk.field.fill('Bon dia, ho mirem.');
    await desk.page.route(
      '**/commands',
      async (route) => {
        bed().fake.colleague('anna', 'C008-TEST', { kind: 'reply', text: 'Ja està arreglat.', files: [] });
        await route.continue();
      },
      { times: 1 },
    );
    await desk.button('Envia la resposta').click();
    await desk.page.locator('.warning', { hasText: "Algú de l'equip ha respost mentrestant" }).waitFor();
    await desk.page.locator('.said.staff', { hasText: 'Ja està arreglat.' }).waitFor();
    expect(await desk.field.inputValue()).toBe('Bon dia, ho mirem.');
    await desk.button('Entesos').click();
    await desk.button('Envia la resposta').click();
    await desk.page.locator('.said.staff', { hasText: 'Bon dia, ho mirem.' }).waitFor();
    // The list may hear of it sooner than the page that sent it.
    await until(async () => (await desk.field.inputValue()) === '');
  });

  test('a reply whose answer got lost is sent again under the same id, and so said once', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C008-TEST');
    await desk.field.fill('Una sola vegada.');
    await desk.page.route(
      '**/commands',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await desk.button('Envia la resposta').click();
    await desk.page.locator('.toast', { hasText: 'No hi ha connexió' }).waitFor();
    await desk.button('Envia la resposta').click();
    await until(async () => (await desk.field.inputValue()) === '');
    expect(bed().fake.posted).toHaveLength(1);
    expect(await desk.page.locator('.said.staff', { hasText: 'Una sola vegada.' }).count()).toBe(1);
  });

  test('what is written on while a reply is being sent is not lost, and can be sent behind it', async () => {
    const desk = await bed().as('anna', '/console');
    const { fake } = bed();
    await desk.open('C004-TEST');
    const pressed = Promise.withResolvers<void>();
    await desk.page.route('**/commands', (route) => pressed.promise.then(() => route.continue()), { times: 1 });
    await desk.field.fill('Bon dia.');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.keyboard.type(' Digueu-me');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.keyboard.press('Control+Enter');
    pressed.resolve();
    await desk.page.locator('.said.staff', { hasText: 'Digueu-me' }).waitFor();
    await until(async () => (await desk.field.inputValue()) === '');
    const said = fake.posted.map(({ command }) => ('text' in command ? command.text : command.kind));
    expect(said).toEqual(['Bon dia.', 'Digueu-me']);
  });

  test('drafts are kept by case and by kind, also when the page is loaded again', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C004-TEST');
    await desk.field.fill('resposta de quatre');
    await desk.button('Nota interna').click();
    expect(await desk.field.inputValue()).toBe('');
    await desk.field.fill('nota de quatre');
    await desk.open('C008-TEST');
    expect(await desk.field.inputValue()).toBe('');
    await desk.page.goto(`${bed().fake.url}/console/cas/C004-TEST`);
    await desk.field.waitFor();
    expect(await desk.field.inputValue()).toBe('resposta de quatre');
    await desk.button('Nota interna').click();
    expect(await desk.field.inputValue()).toBe('nota de quatre');
  });

  test('a note goes to colleagues with who is mentioned, and looks like nothing else', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C004-TEST');
    await desk.button('Nota interna').click();
    await desk.page.getByText("Només ho veurà l'equip. La persona, no.").waitFor();
    await desk.field.pressSequentially('Ho mires, @nu');
    await desk.page.locator('#mentions', { hasText: 'Núria Vidal Roca' }).waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.field.pressSequentially('?');
    await desk.page.keyboard.press('Control+Enter');
    await desk.page.locator('.said.note', { hasText: 'Ho mires, @Núria Vidal Roca ?' }).waitFor();
    await desk.page.locator('.said.note', { hasText: 'Nota interna, Anna Puig: la persona no la veu' }).waitFor();
    expect(bed().fake.posted.map(({ command }) => command)).toEqual([
      { kind: 'note', text: 'Ho mires, @Núria Vidal Roca ?', mentions: ['nuria'] },
    ]);
  });

  test('canned replies and answers of the FAQ come into the field, with what is known filled in', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C004-TEST');
    await desk.button('Preparades').click();
    await desk.page.locator('dialog').getByRole('combobox').fill('rebut');
    await desk.page.keyboard.press('Enter');
    await until(async () => (await desk.field.inputValue()).includes('soc Anna Puig, de Via pública i neteja'));
    expect(await desk.field.inputValue()).toContain('El cas C004-TEST es resoldrà abans del ');
    await desk.button("De l'assistent").click();
    await desk.page.locator('dialog').getByRole('combobox').fill('escombraries');
    await desk.page.getByRole('option', { name: /Horari de recollida/ }).click();
    await until(async () => (await desk.field.inputValue()).endsWith('\n\nCada nit, de 22 a 6 h.'));
    await desk.field.fill('');
    await desk.button('Preparades').click();
    await desk.page.getByRole('option', { name: /Cal saber el carrer/ }).click();
    await desk.page.getByText('Encara falta omplir: street').waitFor();
  });

  test('a file goes out with the reply', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C004-TEST');
    const file = { name: 'plànol.png', mimeType: 'image/png', buffer: Buffer.from('bytes') };
    await desk.page.locator('input[type=file]').setInputFiles(file);
    await desk.page.locator('.attached', { hasText: 'plànol.png' }).waitFor();
    await desk.button('Envia la resposta').click();
    await desk.page.locator('.said.staff').getByRole('button', { name: 'Amplia la foto: plànol.png' }).waitFor();
    await desk.page.locator('.attached').waitFor({ state: 'detached' });
    expect(bed().fake.posted[0]?.command).toMatchObject({ kind: 'reply', text: '', files: [{ name: 'plànol.png' }] });
  });

  test('a case is passed on, put to rest, proposed about and decided, each with what the person said', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.open('C004-TEST');
    await desk.command("Passa'l");
    await page.locator('dialog').getByRole('combobox').fill('hisenda i tributs departament');
    await page.keyboard.press('Enter');
    await page.locator('.facts', { hasText: 'Hisenda i tributs' }).waitFor();
    await page.locator('.said.citizen').nth(1).locator('.flag').click();
    await page.getByLabel('Motiu').fill('Insulta un veí.');
    // Anybody who is warned is told the condition: without one nothing can be proposed.
    expect(await desk.button('Proposa').isDisabled()).toBe(true);
    await page.getByLabel('Condició que no es compleix').selectOption('respectful');
    await desk.button('Proposa').click();
    await page.locator('.proposals', { hasText: 'Avisar qui ho ha escrit' }).waitFor();
    await desk.button('Rebutja').click();
    await page.getByLabel('Motiu').fill('No arriba a insult.');
    await page.locator('dialog .button').click();
    await page.locator('.proposals').waitFor({ state: 'detached' });
    await desk.command('Ajorna');
    await page.locator('dialog .button').click();
    await page.locator('.casehead .tag', { hasText: 'Ajornat' }).waitFor();
    expect(bed().fake.posted.map(({ command }) => command)).toEqual([
      { kind: 'assign', to: { department: 'hisenda' } },
      { kind: 'propose', sanction: 'warning', breaks: 'respectful', evidence: 1, reason: 'Insulta un veí.' },
      { kind: 'decide', proposal: '1', accept: false, reason: 'No arriba a insult.' },
      { kind: 'snooze', until: expect.any(Number) },
    ]);
  });

  test('what belongs to other cases is said to be there, and opened for a reason by keyboard', async () => {
    const desk = await bed().as('marc', '/console');
    const { page } = desk;
    bed().fake.hides('C004-TEST');
    await desk.open('C004-TEST');
    await page.locator('.outofsight', { hasText: "d'altres casos" }).waitFor();
    await desk.button('Obre la resta de la conversa').focus();
    await page.keyboard.press('Enter');
    const action = page.locator('dialog').getByRole('button', { name: 'Obre-la' });
    await page.getByLabel('Per què us cal').fill('perquè sí');
    expect(await action.isDisabled()).toBe(true);
    await page.getByLabel('Per què us cal').fill('Diu que ja ens ho va explicar.');
    await action.press('Enter');
    await page.locator('.outofsight.open', { hasText: 'Veieu tota la conversa' }).waitFor();
    await page.locator('.said.note', { hasText: 'Diu que ja ens ho va explicar.' }).waitFor();
    expect(bed().fake.posted.at(-1)?.command).toEqual({
      kind: 'break-glass',
      reason: 'Diu que ja ens ho va explicar.',
    });
    expect(desk.errors).toEqual([]);
  });

  test('who watches over it sees who read what, and goes on from there by keyboard', async () => {
    const desk = await bed().as('oriol', '/console');
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.rows.first().waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('dialog').getByRole('combobox').fill('qui ha llegit');
    await page.keyboard.press('Enter');
    await page.locator('tr.glass', { hasText: 'Diu que ja ens ho va explicar.' }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(5);
    await desk.button('Més antigues').press('Enter');
    await page.locator('tbody tr').nth(6).waitFor();
    await page.locator('tr.glass a').press('Enter');
    await page.locator('.casehead').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/cas/C004-TEST');
    expect(desk.errors).toEqual([]);
  });

  test('canned replies say the deadline in the words of the receipt', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    await desk.open('C004-TEST');
    await page.keyboard.press('Control+k');
    await page.locator('dialog').getByRole('combobox').fill('respostes preparades');
    await page.keyboard.press('Enter');
    await page.locator('dialog .picks', { hasText: /dilluns,? 10 d[’']agost/ }).waitFor();
  });

  test('a broken line is said, and what was missed is there when it is back', async () => {
    const desk = await bed().as('anna', '/console');
    const { fake } = bed();
    await desk.open('C004-TEST');
    await until(() => fake.asked.some((address) => address.includes('/stream')));
    fake.citizenWrites('C004-TEST', 'Abans.');
    await desk.page.locator('.said.citizen', { hasText: 'Abans.' }).waitFor();
    fake.away(true);
    await desk.page.locator('.line', { hasText: "S'ha perdut la connexió" }).waitFor();
    fake.citizenWrites('C004-TEST', 'Mentrestant.');
    fake.away(false);
    await desk.page.locator('.said.citizen', { hasText: 'Mentrestant.' }).waitFor();
    await desk.page.locator('.line').waitFor({ state: 'detached' });
    expect(fake.asked.filter((address) => address.includes('/stream')).at(-1)).toContain('after=1');
  });

  test('everybody sees what their role may: an auditor reads, an editor has no cases, an administrator invites', async () => {
    const auditor = await bed().as('oriol', '/console');
    await auditor.open('C004-TEST');
    await auditor.page.getByText('Podeu llegir aquest cas, però no escriure-hi.').waitFor();
    expect(await auditor.page.locator('.casecommands').count()).toBe(0);
    expect(await auditor.page.locator('.queues .admin a').allTextContents()).toEqual([
      'Tauler',
      'Informe mensual',
      'Qui ha llegit què',
      'Drets de les persones',
    ]);
    const editor = await bed().as('eva', '/console');
    await editor.page.getByText("el contingut s'edita amb fitxers").waitFor();
    expect(await editor.page.locator('.queues button').count()).toBe(0);
    const administrator = await bed().as('adela', '/console');
    await administrator.page.getByRole('link', { name: 'Personal' }).click();
    await administrator.button('Convida').click();
    await administrator.page.getByLabel('Nom').fill('Pau Riba');
    await administrator.page.getByLabel('Correu electrònic').fill('pau@example.cat');
    await administrator.page.locator('dialog .button').click();
    await administrator.page.getByRole('textbox', { name: 'Doneu aquest enllaç a Pau Riba' }).waitFor();
    await administrator.page.keyboard.press('Escape');
    await administrator.page.locator('.cards', { hasText: 'pau@example.cat' }).waitFor();
  });

  test('it can be installed, keeps nothing behind, and breaks no policy', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.open('C004-TEST');
    const manifest = await (await desk.page.request.get(`${bed().fake.url}/console/manifest.webmanifest`)).json();
    expect(manifest).toMatchObject({ start_url: '/console', display: 'standalone' });
    for (const { src, type } of manifest.icons) {
      const icon = await desk.page.request.get(bed().fake.url + src);
      expect([icon.status(), icon.headers()['content-type']]).toEqual([200, type]);
    }
    expect(await desk.page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)')).toBe(0);
    expect(desk.errors).toEqual([]);
  });

  test('one says whether one is there', async () => {
    const desk = await bed().as('anna', '/console');
    const availability = desk.page.getByRole('switch', { name: 'Disponible' });
    await availability.click();
    await desk.notified.getByText('Ara esteu absent').waitFor();
    expect(await desk.page.getByRole('switch', { name: 'Absent' }).getAttribute('aria-checked')).toBe('false');
  });

  test('where the content is edited as files, nothing offers to begin a service or an announcement', async () => {
    const desk = await bed().as('eva', '/console');
    const { page } = desk;
    await page.goto('about:blank');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'fetch') asked.push(new URL(request.url()).pathname);
    });
    await page.route(/\/setting$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), editsContent: false } });
    });
    for (const path of ['contingut', 'contingut/publica', 'contingut/historia', 'contingut/sense-resposta']) {
      await page.goto(`${bed().fake.url}/console/${path}`);
      await page.getByRole('heading', { name: 'El contingut es canvia als fitxers' }).waitFor();
    }
    // Contents that there are not are not asked for, not even before the setting says so.
    expect(asked.filter((path) => path.includes('/content'))).toEqual([]);
    await page.getByRole('link', { name: 'Anuncis' }).last().click();
    await page.getByRole('heading', { name: 'Anuncis', level: 1 }).waitFor();
    await page.getByText('Encara no hi ha cap anunci.').waitFor();
    expect(await desk.button('Anunci nou').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.locator('dialog').getByRole('option', { name: 'Contingut' }).waitFor();
    expect(
      await page
        .locator('dialog')
        .getByRole('option', { name: /^Servei nou/ })
        .count(),
    ).toBe(0);
  });
});
