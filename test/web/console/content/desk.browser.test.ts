import { expect, test } from '@jest/globals';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import { dayAfter } from '../../../../src/content/expiry.ts';
import { dayIn } from '../../../../src/core/util/dates.ts';
import { createDeskStore, openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { until } from '../../support/until.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { type ConsolePage, describeInDesk } from '../support/inConsole.ts';

const entry = 'faq/padro/padro.alta';
const townDay = () => dayIn('Europe/Madrid', Date.now());
const address = `/console/contingut/text/${entry}`;
let desk: ContentDesk;

async function openDesk(): Promise<EditedContent> {
  const opened = await openTestDesk(createDeskStore(), await testContent());
  desk = opened.desk;
  return opened;
}

const answer = ({ page }: ConsolePage, locale: string) => page.locator(`#field-answer-${locale}`);
const savedBy = ({ page }: ConsolePage, name: string) => page.locator('.saving.saved', { hasText: name }).waitFor();
const saved = (page: ConsolePage) => savedBy(page, 'Esborrany desat');
const fields = async () => (await desk.read(entry)).entry;

/** Opens an entry, and resolves once it is on the page. */
async function opens(page: ConsolePage): Promise<ConsolePage> {
  await page.page.locator('.entryform').waitFor();
  return page;
}

describeInDesk('an editor at the desk', openDesk, (bed) => {
  const eva = async (path = address) => bed().as('eva', path);
  const adela = async (path = address) => bed().as('adela', path);

  test('sees services first, not queues of cases, and finds one by its words', async () => {
    const page = await eva('/console');
    await page.page.locator('.contents li').first().waitFor();
    expect(new URL(page.page.url()).pathname).toBe('/console/contingut');
    expect(await page.page.locator('.queues button').count()).toBe(0);
    expect(await page.page.locator('.queues a').allTextContents()).toEqual([
      'Contingut',
      'Anuncis',
      'Sense resposta',
      'Publica',
      'Historial',
    ]);
    await page.page.keyboard.press('/');
    await page.page.keyboard.type('mobles');
    await page.page.locator('.hint', { hasText: 'Resultats: 1' }).waitFor();
    await page.page.getByRole('link', { name: 'residus.mobles ca' }).click();
    await page.page.locator('h1', { hasText: 'residus.mobles ca' }).waitFor();
    // Three days ahead where the town is; two where the list is drawn after midnight.
    await page.page.locator('#field-valid-until').fill(dayAfter(townDay(), 3));
    await saved(page);
    await page.page.goBack();
    await page.page.locator('.hint', { hasText: 'Resultats: 1' }).waitFor();
    await page.page.locator('#search').fill('');
    await page.page.getByLabel('Estat', { exact: true }).selectOption('expiring');
    await page.page.getByLabel("Amb quants dies d'antelació").selectOption('7');
    await page.page.locator('.hint', { hasText: 'Resultats: 1' }).waitFor();
    await page.page
      .locator('.contents li', { hasText: 'residus.mobles ca' })
      .getByText(/aquí a [23] dies$/)
      .waitFor();
    await page.page.getByLabel('Estat', { exact: true }).selectOption('any');
    await page.page.getByLabel('Ordre').selectOption('expiry');
    await page.page.locator('.contents li:first-child', { hasText: 'residus.mobles ca' }).waitFor();
    expect(page.errors).toEqual([]);
  });

  test('who handles cases has both, and goes from one to the other', async () => {
    const page = await adela('/console');
    await page.queue('Tots').waitFor();
    await page.page.getByRole('link', { name: 'Contingut' }).click();
    await page.page.locator('.contents li').first().waitFor();
    await page.queue('Tots').click();
    await page.rows.first().waitFor();
    await bed().fake.notify('eva', 'content/oiac', 'content-expires');
    const editor = await eva('/console');
    await editor.page.getByRole('button', { name: 'Avisos: 1 per llegir' }).click();
    await editor.page.getByRole('link', { name: 'Caduquen aviat dades de serveis' }).click();
    await editor.page.getByLabel("Amb quants dies d'antelació").waitFor();
    expect(await editor.page.getByLabel('Departament').inputValue()).toBe('oiac');
    await editor.page.getByRole('button', { name: 'Avisos: 0 per llegir' }).waitFor();
    const marc = await bed().as('marc', '/console');
    await marc.queue('Tots').waitFor();
    expect(await marc.page.getByRole('link', { name: 'Contingut' }).count()).toBe(0);
  });

  test('what is written saves itself as a draft, and is there after a reload', async () => {
    const page = await opens(await eva());
    // Nothing lies over a field.
    for (const locale of ['ca', 'es', 'en']) await page.page.locator(`#field-title-${locale}`).click({ trial: true });
    await answer(page, 'ca').fill('Empadroneu-vos a l’oficina.\n\n- Porteu el DNI.');
    await saved(page);
    expect((await fields())?.answer).toEqual({
      ca: 'Empadroneu-vos a l’oficina.\n\n- Porteu el DNI.\n',
      es: 'Respuesta.',
      en: 'Answer.',
    });
    expect(await page.page.locator('.localetext', { hasText: 'reviseu la traducció' }).count()).toBe(2);
    const spanish = page.page.locator('.localetext', { has: answer(page, 'es') });
    await spanish.locator('ins', { hasText: 'Empadroneu-vos' }).waitFor();
    await spanish.getByText('Paràgraf 2: és nou, i falta aquí').waitFor();
    await spanish.getByRole('button', { name: 'Paràgraf 1: ha canviat' }).press('Enter');
    await page.focusIs('field-answer-es');
    await page.page.keyboard.type('Empadrónese en la oficina.');
    await spanish.getByRole('button', { name: 'Paràgraf 1: ha canviat' }).waitFor({ state: 'detached' });
    await answer(page, 'ca').fill('Empadroneu-vos a casa.\n\n- Porteu el DNI.');
    await spanish.getByRole('button', { name: 'Paràgraf 1: ha canviat' }).waitFor();
    await answer(page, 'ca').fill('Empadroneu-vos a l’oficina.\n\n- Porteu el DNI.');
    await spanish.getByRole('button', { name: 'Paràgraf 1: ha canviat' }).waitFor({ state: 'detached' });
    await answer(page, 'es').fill('Respuesta.');
    await saved(page);
    await page.button('Vista prèvia').first().click();
    await page.page.locator('.preview .bubble li', { hasText: 'Porteu el DNI.' }).waitFor();
    await page.page.reload();
    await opens(page);
    expect(await answer(page, 'ca').inputValue()).toBe('Empadroneu-vos a l’oficina.\n\n- Porteu el DNI.');
    await page.page.locator('.tag.changed').waitFor();
    expect(page.errors).toEqual([]);
  });

  test('languages are compared by paragraph, and each paragraph is written in the field of its language', async () => {
    const page = await opens(await eva());
    const { keyboard } = page.page;
    await answer(page, 'ca').fill('Un.\n\n- dos\n- dos i mig\n\nTres.');
    await page.page.getByRole('button', { name: 'Per paràgrafs', pressed: false }).press('Enter');
    const rows = page.page.locator('.paragraphrow');
    const inRow = async (index: number) => rows.nth(index).locator('.paragraph').allTextContents();
    expect([await inRow(0), await inRow(1), await inRow(2)]).toEqual([
      ['Un.', 'Respuesta.', 'Answer.'],
      ['- dos\n- dos i mig'],
      ['Tres.'],
    ]);
    await rows.first().getByText('El català ha canviat:').first().waitFor();
    // What is missing is begun where it belongs, whole lists are pasted, and what is written stays when it is left.
    await page.button('Escriu el paràgraf 3: Castellà').press('Enter');
    await page.focusIs('field-answer-es');
    await keyboard.type('Tres ya.');
    await page.button('Escriu el paràgraf 2: Castellà').waitFor({ state: 'detached' });
    await page.button('Edita el paràgraf 1: Castellà').press('Enter');
    await page.focusIs('field-answer-es');
    await keyboard.insertText('Uno.\n\n- dos\n- dos y medio');
    expect(await answer(page, 'es').inputValue()).toBe('Uno.\n\n- dos\n- dos y medio\n\nTres ya.');
    expect([await inRow(0), await inRow(1), await inRow(2)]).toEqual([
      ['Un.', 'Uno.', 'Answer.'],
      ['- dos\n- dos i mig', '- dos\n- dos y medio'],
      ['Tres.', 'Tres ya.'],
    ]);
    await page.page.locator('.paragraphrow[aria-current]', { hasText: 'dos y medio' }).waitFor();
    await keyboard.press('Escape');
    await page.focusIs('Edita el paràgraf 2: Castellà');
    await saved(page);
    // Somebody else translates meanwhile, and what is undone is one's own.
    const { base, entry: before } = await desk.read(entry);
    const translated = { ...before?.answer, en: 'Answer.\n\n- two\n' };
    const change = { entry: { answer: translated } };
    await desk.save({ document: entry, base, onto: null, by: 'adela', change });
    await page.page.evaluate(() => dispatchEvent(new Event('focus')));
    await rows.nth(1).getByText('- two', { exact: true }).waitFor();
    await page.button('Desfés').click();
    await until(async () => !(await answer(page, 'es').inputValue()).includes('dos y medio'));
    await saved(page);
    expect((await fields())?.answer?.en).toBe('Answer.\n\n- two\n');
    await page.page.reload();
    await opens(page);
    await rows.nth(1).getByText('- two', { exact: true }).waitFor();
    await page.page.getByRole('button', { name: 'Per paràgrafs', pressed: true }).click();
    expect(await answer(page, 'ca').inputValue()).toBe('Un.\n\n- dos\n- dos i mig\n\nTres.');
    expect(page.errors).toEqual([]);
  });

  test('wordings are typed, pasted by the line, and removed; too few are told beside them', async () => {
    const page = await opens(await eva());
    const field = page.page.locator('#field-questions-ca');
    const chips = page.page.locator('.localetext', { has: field }).locator('.chips li');
    await field.fill('m’he d’apuntar al padró?');
    await field.press('Enter');
    await field.evaluate((element: HTMLTextAreaElement) => element.focus());
    await page.page.evaluate(() => {
      const element = document.querySelector<HTMLTextAreaElement>('#field-questions-ca');
      if (element === null) return;
      element.value = '- un\n- dos\n- un';
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await page.page.locator('.chips li', { hasText: /^dos$/ }).waitFor();
    expect((await chips.allTextContents()).slice(-3)).toEqual(['m’he d’apuntar al padró?', 'un', 'dos']);
    // Going on without Enter adds it, too.
    await field.fill('on s’apunta un?');
    await page.page.locator('#field-questions-es').focus();
    await page.page.locator('.chips li', { hasText: 'on s’apunta un?' }).waitFor();
    expect(await field.inputValue()).toBe('');
    await page.button('Treu «on s’apunta un?»').click();
    await saved(page);
    expect((await fields())?.questions?.ca).toHaveLength(11);
    await page.button('Treu «un»').press('Enter');
    await page.focusIs('Treu «dos»');
    for (const name of ['0', '1', '2', '3', '4', '5']) await page.button(`Treu «ask padro.alta ca ${name}»`).click();
    await page.page.locator('.problem.fatal', { hasText: "N'hi ha poques: calen 8" }).waitFor();
    expect((await fields())?.questions?.ca).toHaveLength(4);
    expect(page.errors).toEqual([]);
  });

  test('aspects, a special case, a source and a follow-up are written, and taken away', async () => {
    const { page, ...rest } = await opens(await eva());
    await page.getByLabel('Afegeix un aspecte').selectOption('cost');
    await page.locator('#field-aspects-cost-answer-ca').fill('És gratuït.');
    await rest.button('Afegeix un cas especial').click();
    await page.locator('#field-exceptions-0-title-ca').fill('Menors');
    await page.locator('#field-source-name').fill('Web municipal');
    await page.getByLabel('Què més pot voler').fill('residus.mobles ca');
    await page.locator('.chips.inline li', { hasText: 'residus.mobles ca' }).waitFor();
    await page.getByLabel('Depèn del cas de cadascú').check();
    // A day where the town is, and two where the press is at midnight.
    const days = [townDay()];
    await page.getByRole('button', { name: 'Avui' }).click();
    days.push(townDay());
    await saved({ page, ...rest });
    expect(await fields()).toMatchObject({
      aspects: { cost: { answer: { ca: 'És gratuït.\n' } } },
      exceptions: [{ id: 'cas-1', title: { ca: 'Menors' } }],
      source: { url: 'https://seu.example', name: 'Web municipal' },
      followUps: ['residus.mobles'],
      personal: true,
      verified: expect.stringMatching(new RegExp(days.join('|'))),
    });
    await page.getByRole('button', { name: 'Treu «Preu»' }).click();
    await page.getByRole('button', { name: 'Treu «Menors»' }).click();
    await until(async () => (await fields())?.exceptions === undefined && (await fields())?.aspects === undefined);
    expect(rest.errors).toEqual([]);
  });

  test('the hours of a service are said to be those of a department, and so a question about a day is answered', async () => {
    const { page, ...rest } = await opens(await eva());
    await page.getByLabel('Afegeix un aspecte').selectOption('hours');
    await page.locator('#field-aspects-hours-answer-ca').fill('De dilluns a divendres.');
    const whose = page.getByLabel('De qui són aquestes hores');
    await whose.selectOption('oiac');
    await saved({ page, ...rest });
    expect((await fields())?.aspects).toMatchObject({ hours: { hoursOf: 'oiac' } });
    await whose.selectOption('');
    await until(async () => (await fields())?.aspects?.hours?.hoursOf === undefined);
    expect(rest.errors).toEqual([]);
  });

  test('two people write in one service: both changes stay, and the same text is chosen by one of them', async () => {
    const [one, other] = [await opens(await eva()), await opens(await adela())];
    await answer(one, 'ca').fill('D’Eva.');
    await saved(one);
    await answer(other, 'es').fill('De Adela.');
    await saved(other);
    await other.page.locator('.joined', { hasText: 'Eva Coll' }).first().waitFor();
    expect(await answer(other, 'ca').inputValue()).toBe('D’Eva.');
    expect((await fields())?.answer).toMatchObject({ ca: 'D’Eva.', es: 'De Adela.' });

    await answer(one, 'es').fill('De Eva.');
    await one.page.locator('.conflict', { hasText: 'Adela Font' }).waitFor();
    expect((await fields())?.answer).toMatchObject({ es: 'De Adela.' });
    await one.button("Agafa l'altre").click();
    await savedBy(one, 'Adela Font');
    expect(await answer(one, 'es').inputValue()).toBe('De Adela.');
    expect([...one.errors, ...other.errors].filter((error) => !error.includes('409'))).toEqual([]);
  });

  test('without a connection nothing is lost, not even by a reload', async () => {
    const page = await opens(await eva());
    await page.page.route('**/content/draft', (route) => route.abort());
    await answer(page, 'ca').fill('Escrit sense connexió.');
    await page.page.locator('.saving.failed', { hasText: 'es conserva' }).waitFor();
    await page.page.reload();
    await opens(page);
    expect(await answer(page, 'ca').inputValue()).toBe('Escrit sense connexió.');
    await page.page.unroute('**/content/draft');
    await page.page.evaluate(() => dispatchEvent(new Event('online')));
    await saved(page);
    expect((await fields())?.answer?.ca).toBe('Escrit sense connexió.');
  });

  test('leaving the page saves what was just written', async () => {
    const page = await opens(await eva());
    await answer(page, 'ca').fill('Just abans de marxar.');
    await page.page.getByRole('link', { name: 'Tot el contingut' }).click();
    await page.page.locator('.contents .tag.changed').waitFor();
    expect((await fields())?.answer?.ca).toBe('Just abans de marxar.');
  });

  test('a draft is discarded and a service removed, and both are undone', async () => {
    const page = await opens(await eva());
    await answer(page, 'ca').fill('Un esborrany.');
    await saved(page);
    await page.button("Descarta l'esborrany").click();
    await page.page.locator('.banner', { hasText: "S'ha descartat" }).waitFor();
    expect(await answer(page, 'ca').inputValue()).toBe('Resposta.');
    await page.page.locator('.banner').getByRole('button', { name: 'Desfés' }).click();
    await saved(page);
    expect(await answer(page, 'ca').inputValue()).toBe('Un esborrany.');
    await page.button('Retira el servei').click();
    await page.page.locator('.banner', { hasText: 'es retirarà' }).waitFor();
    expect((await desk.read(entry)).state).toBe('removed');
    await page.page.locator('.banner').getByRole('button', { name: 'Desfés' }).click();
    await opens(page);
    expect((await desk.read(entry)).state).toBe('live');
    expect(page.errors).toEqual([]);
  });

  test('other documents are text, whose problems lead to their lines', async () => {
    const page = await eva('/console/contingut/text/departments.yaml');
    const field = page.page.locator('#document-text');
    await field.fill(`${await field.inputValue()}  - { id: nou }\n`);
    await page.page.locator('.problem', { hasText: 'Línia 4' }).waitFor();
    await page.button('Línia 4').click();
    expect(await field.evaluate((element: HTMLTextAreaElement) => element.selectionStart)).toBe(
      (await field.inputValue()).indexOf('  - { id: nou }'),
    );
    const own = await opens(await eva());
    await own.button('Edita com a text').click();
    const text = await own.page.locator('#document-text').inputValue();
    await own.page.locator('#document-text').fill(text.replace('Resposta.', 'Com a text.'));
    await saved(own);
    await own.button('Edita per camps').click();
    await opens(own);
    expect(await answer(own, 'ca').inputValue()).toBe('Com a text.');
  });

  test('the draft is tried, with the reasons, and started again', async () => {
    const page = await opens(await eva());
    await page.page.getByRole('button', { name: 'Prova-ho' }).click();
    await page.page.locator('.trial .bubble.bot', { hasText: 'introduction ca' }).waitFor();
    await page.page.locator('#trial-field').fill('help ara');
    await page.page.keyboard.press('Enter');
    await page.page.locator('.trial .bubble.me', { hasText: 'help ara' }).waitFor();
    // The greeting has a button "help ca"; the reply is in the language that the text is likest.
    await page.page.locator('.trial .bubble.bot', { hasText: /^help en/ }).waitFor();
    await page.page.locator('.why summary').click();
    await page.page.locator('.why dd', { hasText: 'Cap servei' }).waitFor();
    await page.page.locator('.trialchoices button:enabled').first().click();
    await until(async () => (await page.page.locator('.trial .bubble.me').count()) === 2);
    await page.button('Comença de nou').click();
    await until(async () => (await page.page.locator('.trial .bubble.me').count()) === 0);
    await page.button('Tanca la prova').click();
    expect(await page.page.locator('.trial').count()).toBe(0);
    expect(page.errors).toEqual([]);
  });
});
