import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import { createDeskStore, openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { accessibilityFaults } from '../../support/axe.ts';
import { until } from '../../support/until.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { type ConsolePage, describeInDesk } from '../support/inConsole.ts';

const three = (text: string) => `{ ca: ${text} ca, es: ${text} es, en: ${text} en }`;
const flow = `# A flow of two questions.
flow: hall
title: ${three('Hall')}
about: ${three('a hall')}
slots:
  what:
    type: choice
    title: ${three('What')}
    options:
      - { id: big, title: ${three('Big')} }
      - { id: small, title: ${three('Small')} }
steps:
  - collect: what
    ask: ${three('Which')}
  - if: what == "big"
    then:
      - say: ${three('So big')}
`;
let desk: ContentDesk;

async function openDesk(): Promise<EditedContent> {
  const opened = await openTestDesk(createDeskStore(), await testContent({ 'flows/hall.yaml': flow }));
  desk = opened.desk;
  return opened;
}

const at = (document: string) => `/console/contingut/text/${document}`;
const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['the dark', { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' }],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];
const isTooWide =
  '[document.documentElement, ...document.querySelectorAll(".document > .page")].some((each) => each.scrollWidth > each.clientWidth)';
// biome-ignore lint/suspicious/noExplicitAny: whatever a file holds.
type Any = any;
const fields = async (document: string): Promise<Any> => (await desk.read(document)).fields;

async function isFine({ page }: ConsolePage, what: string): Promise<void> {
  expect([what, ...(await accessibilityFaults(page))]).toEqual([what]);
  expect([what, await page.evaluate(isTooWide)]).toEqual([what, false]);
}

describeInDesk('rules, days and steps', openDesk, (bed) => {
  const eva = (document: string, options?: BrowserContextOptions) => bed().as('eva', at(document), options);

  test.each(looks)('have no fault in %s', async (_, options) => {
    const protocol = await eva('protocol.yaml', options);
    const { page } = protocol;
    await page.locator('.rulename').last().click();
    await page.locator('.ruleform').waitFor();
    await page.locator('#try-message').fill('help ara, si us plau');
    await protocol.button('Mira què passaria').click();
    await page.locator('.outcome').waitFor();
    await protocol.button("Què hauria canviat l'últim mes").click();
    await page.locator('.replay strong').waitFor();
    await page.locator('summary', { hasText: 'Terminis' }).click();
    await isFine(protocol, 'the protocol');
    await page.goto(bed().fake.url + at('calendar.yaml'));
    await page.locator('.holidays').waitFor();
    await isFine(protocol, 'the calendar as a list');
    await protocol.button('Per mesos').click();
    await isFine(protocol, 'the calendar by month');
    await page.goto(bed().fake.url + at('flows/hall.yaml'));
    await page.locator('.stepname').first().click();
    await page.locator('.stepname').nth(1).click();
    await page.locator('.condition').waitFor();
    await isFine(protocol, 'a flow');
    expect(protocol.errors).toEqual([]);
  });

  test('a rule is changed, moved and removed by keyboard, and what is wrong is told beside it', async () => {
    const { page, ...rest } = await eva('protocol.yaml');
    const rule = page.locator('.rulename', { hasText: 'Qualsevol missatge' });
    await rule.press('Enter');
    await page.getByLabel('Qui respon', { exact: true }).selectOption('hisenda');
    await page.getByLabel('Primera resposta').selectOption('');
    await page.getByRole('checkbox', { name: 'passar-ho a qui respon' }).uncheck();
    await page.locator('.problem.fatal', { hasText: 'van junts' }).first().waitFor();
    await page.locator('.tag.urgent', { hasText: '1 per corregir' }).waitFor();
    await page.getByRole('checkbox', { name: 'passar-ho a qui respon' }).check();
    await until(async () => (await desk.read('protocol.yaml')).problems.length === 0);
    const everything = { id: 'everything', do: ['acknowledge', 'forward'], to: 'hisenda' };
    expect((await fields('protocol.yaml')).rules[1]).toMatchObject(everything);
    expect((await fields('protocol.yaml')).rules[1].first).toBeUndefined();

    await page.getByRole('button', { name: 'Puja «Qualsevol missatge»' }).press('Enter');
    await rest.focusIs('down-rules-0');
    await page.locator('.tag.urgent', { hasText: 'per corregir' }).waitFor();
    expect((await fields('protocol.yaml')).rules.map(({ id }: Any) => id)).toEqual(['everything', 'insult']);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Treu «Qualsevol missatge»' }).press('Enter');
    await rest.focusIs('undo-removal');
    await until(async () => (await fields('protocol.yaml')).rules.length === 1);
    await page.keyboard.press('Enter');
    await until(async () => (await fields('protocol.yaml')).rules.length === 2);
    expect((await fields('protocol.yaml')).rules[1]).toMatchObject(everything);
    expect(rest.errors).toEqual([]);
  });

  test('a message is tried, and last month is decided again, by what is on the page', async () => {
    const { page, ...rest } = await eva('protocol.yaml');
    await page.locator('.rulename', { hasText: 'Qualsevol missatge' }).click();
    await page.getByLabel('Qui respon', { exact: true }).selectOption('hisenda');
    await page.locator('#try-message').fill('qui ho porta, això?');
    await page.keyboard.press('Enter');
    await page.locator('.outcome dd', { hasText: 'Hisenda i tributs' }).first().waitFor();
    await page.locator('.outcome dd', { hasText: /fins al dimarts 24 de novembre del 2026, a les 13\.00/ }).waitFor();
    await rest.button("Què hauria canviat l'últim mes").click();
    await page
      .locator('.replay li', { hasText: 'passarien de Via pública i neteja a Hisenda i tributs' })
      .first()
      .waitFor();
    await page.locator('.replay', { hasText: 'Dels 4 casos dels últims 30 dies, canviarien' }).waitFor();
    await page.locator('.outcome button').click();
    await rest.focusIs('open-rules-1');
    expect(rest.errors).toEqual([]);
  });

  test('local holidays are asked for, and the days and hours are written', async () => {
    const { page, ...rest } = await bed().as('eva', '/console/contingut');
    await page.locator('.banner', { hasText: 'Falten les festes locals de 2026, 2027' }).waitFor();
    await rest
      .button('Escriviu-les al calendari')
      .or(page.getByRole('link', { name: 'Escriviu-les al calendari' }))
      .click();
    const second = page.getByLabel('Festa local 2');
    await page.locator('.localdays', { hasText: 'compten com a dies feiners' }).waitFor();
    const year = new Date().getFullYear();
    await second.fill(`${year}-09-29`);
    await page.locator('.localdays .problem').waitFor({ state: year === 2026 ? 'detached' : 'attached' });
    await page.getByLabel('de', { exact: true }).first().fill('08:30');
    await page.getByRole('checkbox', { name: 'dissabte' }).first().check();
    await until(async () => (await fields('calendar.yaml')).hours.oiac.periods[0].days.length === 6);
    expect(await fields('calendar.yaml')).toMatchObject({
      local: { [year]: expect.arrayContaining([`${year}-09-29`]) },
      hours: {
        oiac: { periods: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '08:30', until: '14:00' }] },
      },
    });
    await page.locator('.holidays dd', { hasText: 'festa local' }).first().waitFor();
    expect(rest.errors).toEqual([]);
  });

  test('a flow is written step by step, tried at once, and the chat is kept as a test', async () => {
    const { page, ...rest } = await eva('flows/hall.yaml');
    await page.locator('.stepname', { hasText: 'Si «What ca» és «Big ca»' }).waitFor();
    const add = page.locator('.addside select').last();
    await add.selectOption('collect');
    await rest.focusIs('open-steps-2');
    await page.locator('#field-steps-2-ask-ca').fill('Quin dia?');
    await page.locator('.step', { hasText: 'Quin dia?' }).locator('.tag.urgent').waitFor();
    for (const [locale, ask, title] of [
      ['ca', 'Quin dia?', 'Dia'],
      ['es', '¿Qué día?', 'Día'],
      ['en', 'Which day?', 'Day'],
    ]) {
      await page.locator(`#field-steps-2-ask-${locale}`).fill(ask ?? '');
      await page.locator(`#field-slots-dada-title-${locale}`).fill(title ?? '');
    }
    await page.getByLabel('Mena de resposta').selectOption('date');
    await page.locator('.step', { hasText: 'Quin dia?' }).locator('.tag.urgent').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Puja «Pas 3, Pregunta»' }).press('Enter');
    await rest.focusIs('up-steps-1');
    await until(async () => (await fields('flows/hall.yaml')).steps[1].collect === 'dada');
    const { text } = await desk.read('flows/hall.yaml');
    expect(text).toContain('# A flow of two questions.\n');
    expect(text).toContain('    then:\n      - say: { ca: So big ca, es: So big es, en: So big en }\n');

    // By the keyboard alone into the branch of the condition, and out again.
    await page.getByLabel('Mou-lo a').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await rest.focusIs('open-steps-1-then-1');
    await until(async () => (await fields('flows/hall.yaml')).steps[1].then?.[1]?.collect === 'dada');
    await page.keyboard.press('Enter');
    await page.getByLabel('Mou-lo a').waitFor();
    await page.getByLabel('Mou-lo a').selectOption({ label: 'els passos principals' });
    await isFine({ page, ...rest }, 'a step that moves');
    await page.getByRole('button', { name: 'Mou-lo', exact: true }).press('Enter');
    await rest.focusIs('open-steps-2');
    await until(async () => (await fields('flows/hall.yaml')).steps[2]?.collect === 'dada');

    await rest.button('Prova-ho').click();
    await page.locator('.trial .bubble.bot', { hasText: 'introduction ca' }).waitFor();
    for (const [index, said] of ['help ara', 'una altra cosa'].entries()) {
      await page.locator('#trial-field').fill(said);
      await page.keyboard.press('Enter');
      await until(async () => (await page.locator('.trialturn').count()) === index + 2);
    }
    await rest.button("Desa'l com a prova").click();
    await page.locator('.toast', { hasText: 'esborrany de les preguntes fixades' }).waitFor();
    expect((await desk.read('tests.yaml')).text).toContain('{ ask: help ara, expect: command.help }');
    expect(rest.errors).toEqual([]);
  });

  test('texts go out to a spreadsheet, and come back as drafts that show what they change', async () => {
    const { page, ...rest } = await bed().as('eva', '/console/contingut');
    await page.getByRole('link', { name: 'padro.alta ca' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('padro.alta');
    await page.locator('.hint', { hasText: 'Resultats: 1' }).waitFor();
    await rest.button('Full de càlcul').click();
    await isFine({ page, ...rest }, 'the sheets');
    await page.getByLabel('Text separat (CSV)').check();
    const [download] = await Promise.all([page.waitForEvent('download'), rest.button('Baixa els textos').click()]);
    const csv = await readFile(await download.path(), 'utf8');
    expect(
      new Set(
        csv
          .split('\r\n')
          .slice(1, -1)
          .map((line) => line.split(';')[0]),
      ),
    ).toEqual(new Set(['"padro.alta"']));
    const upload = async (text: string) => {
      const buffer = Buffer.from(text);
      await page.getByLabel('Fitxer CSV o XLSX').setInputFiles({ name: 'textos.csv', mimeType: 'text/csv', buffer });
      await rest.button("Puja'ls canviats").click();
    };
    await upload(csv.replace('"padro.alta"', '"padro.nowhere"'));
    await page.locator('.fault pre', { hasText: 'row 2' }).waitFor();
    expect((await desk.changes()).changes).toEqual([]);
    await upload(csv.replace('"Resposta."', '"Resposta del full."'));
    await page.locator('.changes li', { hasText: 'padro.alta ca' }).waitFor();
    expect((await desk.read('faq/padro/padro.alta')).entry?.answer?.ca).toBe('Resposta del full.');
    expect(rest.errors.filter((error) => !error.includes('400'))).toEqual([]);
  });

  test('a new flow begins with its title', async () => {
    const { page, ...rest } = await bed().as('eva', '/console/contingut');
    await page.getByLabel('Què es mostra').selectOption('flow');
    await page.getByRole('link', { name: 'Hall ca' }).waitFor();
    await rest.button('Flux nou').click();
    await page.getByLabel('Títol en català').fill('Objectes perduts');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Objectes perduts' }).waitFor();
    await page.locator('.problem.fatal').first().waitFor();
    expect(await fields('flows/objectes-perduts.yaml')).toMatchObject({ flow: 'objectes-perduts' });
    const survey = page.locator('summary', { hasText: 'Enquesta' });
    await survey.click();
    await page.getByLabel('És una enquesta').check();
    await page.getByLabel('Comença', { exact: true }).fill('2027-02-01');
    await page.getByLabel("S'acaba").fill('2027-01-31');
    await page
      .locator('.fold .problem', { hasText: /from|comença/i })
      .first()
      .waitFor();
    await page.getByLabel("S'acaba").fill('2027-02-15');
    await page.getByLabel('Compta totes les respostes').check();
    await page
      .locator('fieldset', { hasText: 'Per a què és' })
      .getByRole('textbox')
      .first()
      .fill('Volem saber què us aniria bé.');
    const written = async () => (await fields('flows/objectes-perduts.yaml')).survey;
    await until(async () => (await written())?.intro?.ca !== '' && (await written())?.until === '2027-02-15');
    expect(await written()).toEqual({
      intro: { ca: 'Volem saber què us aniria bé.', es: '', en: '' },
      from: '2027-02-01',
      until: '2027-02-15',
      once: false,
    });
    await isFine({ page, ...rest }, 'a survey');
    // Switched off and on again, nothing that was written is lost.
    await page.getByLabel('És una enquesta').uncheck();
    await until(async () => (await written()) === undefined);
    await page.getByLabel('És una enquesta').check();
    await until(async () => (await written())?.until === '2027-02-15');
    expect(rest.errors).toEqual([]);
  });
});
