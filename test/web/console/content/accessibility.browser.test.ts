import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import { createDeskStore, openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { accessibilityFaults } from '../../support/axe.ts';
import { sidewaysFaults } from '../../support/overflow.ts';
import { until } from '../../support/until.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { type ConsolePage, describeInDesk } from '../support/inConsole.ts';

/** Each light and dark. */
const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a wide screen', { viewport: { width: 1360, height: 860 } }],
  ['a small phone', { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true }],
];
const entry = 'faq/padro/padro.alta';
let desk: ContentDesk;

async function openDesk(): Promise<EditedContent> {
  const opened = await openTestDesk(createDeskStore(), await testContent());
  desk = opened.desk;
  return opened;
}

async function write(by: string, to: string): Promise<void> {
  const { base, text } = await desk.read(entry);
  const changed = (text ?? '').replace(/ca: (Resposta|D’\S+)\./, `ca: ${to}`);
  await desk.save({ document: entry, base, onto: null, change: { text: changed }, by });
}

describeInDesk('everybody can use the desk', openDesk, (bed) => {
  const isFine = async ({ page }: ConsolePage, what: string) => {
    expect([what, ...(await accessibilityFaults(page, ['dark']))]).toEqual([what]);
    expect([what, ...(await sidewaysFaults(page))]).toEqual([what]);
  };

  test.each(looks)('list, editor, trial, publishing and history have no fault on %s', async (_, options) => {
    const desk = await bed().as('eva', '/console', options);
    const { page, button } = desk;
    await page.locator('.contents li').first().waitFor();
    await page.getByLabel('Estat', { exact: true }).selectOption('expiring');
    await page.getByLabel("Amb quants dies d'antelació").selectOption('180');
    await isFine(desk, 'what expires soon');
    await page.getByLabel('Estat', { exact: true }).selectOption('any');
    await isFine(desk, 'the list');
    await button('Servei nou').click();
    await page.locator('dialog').waitFor();
    await page.getByLabel('Títol en català').fill('Padro.alta');
    await page.getByRole('dialog').getByRole('link', { name: 'padro.alta ca' }).waitFor();
    await isFine(desk, 'a new service');
    await page.getByLabel('Títol en català').fill("Casal d'estiu");
    await page.getByRole('dialog').getByLabel('Tema').selectOption('padro');
    await button('Comença a escriure').click();
    await page.locator('.problem.fatal').first().waitFor();
    await isFine(desk, 'a service that is incomplete');
    await page.goto(`${bed().fake.url}/console/contingut/text/${entry}`);
    await page.locator('.entryform').waitFor();
    await page.locator('#field-answer-ca').fill('Text **nou** i [enllaç](https://seu.example).\n\nI un altre.');
    await page.locator('.localetext', { hasText: 'reviseu la traducció' }).first().waitFor();
    await page.locator('.saving.saved', { hasText: 'Esborrany desat' }).waitFor();
    await button('Vista prèvia').first().click();
    await page.getByLabel('Afegeix un aspecte').selectOption('cost');
    await button('Afegeix un cas especial').click();
    await isFine(desk, 'a service with all its sections');
    await button('Per paràgrafs').first().click();
    await button('Escriu el paràgraf 2: Castellà').click();
    await page.locator('#field-answer-es').waitFor();
    await isFine(desk, 'languages by paragraph');
    await button('Per paràgrafs').first().click();
    await page.locator('.problem.fatal').first().waitFor();
    await page.getByRole('button', { name: 'Prova-ho' }).click();
    await page.locator('.trial .bubble.bot').first().waitFor();
    await page.locator('#trial-field').fill('help ara');
    await page.keyboard.press('Enter');
    await page.locator('.why summary').click();
    await isFine(desk, 'a trial');
    await button('Tanca la prova').click();
    await page.goto(`${bed().fake.url}/console/contingut/text/departments.yaml`);
    await page.locator('#document-text').fill('departments:\n  - { id: nou }\n');
    await page.locator('.problem').first().waitFor();
    await isFine(desk, 'a document as text');
    await page.goto(`${bed().fake.url}/console/contingut/publica`);
    await page.locator('.changes li').first().waitFor();
    await page.locator('.difffold summary').first().click();
    await page.getByLabel('En un altre moment').check();
    await isFine(desk, 'what is to be published');
    await page.goto(`${bed().fake.url}/console/contingut/historia`);
    await page.locator('.releases > li').first().waitFor();
    await isFine(desk, 'the history');
    expect(desk.errors).toEqual([]);
  });

  test.each(looks)('a conflict and a proposal have no fault on %s', async (_, options) => {
    const desk = await bed().as('eva', `/console/contingut/text/${entry}`, options);
    const { page } = desk;
    await page.locator('.entryform').waitFor();
    await write('adela', 'D’Adela.');
    await page.locator('#field-answer-ca').fill('D’Eva.');
    await page.locator('.conflict').waitFor();
    await isFine(desk, 'a conflict');
    await desk.button("Queda't amb el meu").click();
    await page.locator('.saving.saved').waitFor();
    await page.getByRole('link', { name: 'Publica', exact: true }).first().click();
    await page.getByLabel('Què canvia i per què').fill('Més endavant');
    await page.getByLabel('En un altre moment').check();
    await page.getByLabel('Dia i hora').fill('2099-06-01T08:00');
    await desk.button('Programa la publicació').click();
    await page.locator('.proposal').waitFor();
    await page.locator('.toast').waitFor({ state: 'detached' });
    await isFine(desk, 'a proposal');
  });

  test('everything is done by keyboard alone: from the list to a text, a trial and a release', async () => {
    const { page, ...rest } = await bed().as('eva', '/console');
    const { keyboard } = page;
    await page.locator('.contents li').first().waitFor();
    await keyboard.press('/');
    await keyboard.type('padro.alta');
    await until(async () => (await page.locator('.contents li').count()) === 1);
    await tabTo(page, 'padro.alta ca');
    await keyboard.press('Enter');
    await page.locator('.entryform').waitFor();
    await tabTo(page, 'Prova-ho');
    await tabTo(page, 'field-questions-ca');
    await keyboard.type('una altra manera');
    await keyboard.press('Enter');
    await page.locator('.chips li', { hasText: 'una altra manera' }).waitFor();
    await tabTo(page, 'field-answer-ca');
    await keyboard.press('Control+a');
    await keyboard.type('Escrit amb el teclat.');
    await page.locator('.saving.saved', { hasText: 'Esborrany desat' }).waitFor();
    await page.locator('#document-title').scrollIntoViewIfNeeded();
    await keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Què voleu fer?' }).fill('Publica');
    await keyboard.press('Enter');
    await page.locator('.changes li').waitFor();
    await tabTo(page, 'publish-note');
    await keyboard.type('Amb el teclat');
    await tabTo(page, 'Publica-ho ara');
    await keyboard.press('Enter');
    await page.locator('.toast', { hasText: 'Publicat' }).waitFor();
    expect((await desk.read(entry)).live?.text).toContain('Escrit amb el teclat.');
    expect(rest.errors).toEqual([]);
  });
});

/** Presses Tab until what has the focus is this, by its id or its text. */
async function tabTo(page: ConsolePage['page'], name: string): Promise<void> {
  const focused = '((element) => element.id || element.textContent)(document.activeElement)';
  for (let count = 0; count < 200; count += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(focused)) === name) return;
  }
  throw new Error(`Tab never comes to ${name}`);
}
