import { afterEach, expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import { createDictionaries } from '../../../../src/content/spelling/dictionaries.ts';
import { createSpelling } from '../../../../src/content/spelling/spelling.ts';
import type { Timer } from '../../../../src/core/ports/clock.ts';
import { createDeskStore, openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { accessibilityFaults } from '../../support/axe.ts';
import { until } from '../../support/until.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { type ConsolePage, describeInDesk } from '../support/inConsole.ts';

const entry = 'faq/padro/padro.alta';
const mobles = 'faq/residus/residus.mobles';
let desk: ContentDesk;
/** What ends the process of the dictionaries. */
let end = () => {};
const timer: Timer = (_, callback) => {
  end = callback;
  return () => {};
};
afterEach(() => end());

async function openDesk(): Promise<EditedContent> {
  const opened = await openTestDesk(createDeskStore(), await testContent());
  desk = opened.desk;
  const { base } = await desk.read(entry);
  const answer = { ca: `Porteu **el DNI**.\n\n- I el contracte\n\n${'Una frase ben llarga. '.repeat(25)}` };
  const change = {
    entry: { answer: { ...answer, es: 'Traiga el DNI.', en: 'Bring it.' }, followUps: ['residus.mobles'] },
  };
  await desk.save({ document: entry, base, onto: null, change, by: 'eva' });
  const dictionaries = createDictionaries({ timer });
  const spelling = createSpelling({
    dictionaries,
    content: opened.knowledge.content,
    ownWords: desk.ownWords.words,
  });
  return { ...opened, spelling };
}

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['the light', { viewport: { width: 1280, height: 860 }, colorScheme: 'light' }],
  ['the dark', { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' }],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];
const isTooWide =
  '[document.documentElement, ...document.querySelectorAll(".document > .page")].some((each) => each.scrollWidth > each.clientWidth)';

async function isFine({ page, errors }: ConsolePage, what: string): Promise<void> {
  expect([what, ...(await accessibilityFaults(page))]).toEqual([what]);
  expect([what, await page.evaluate(isTooWide)]).toEqual([what, false]);
  expect(errors).toEqual([]);
}

describeInDesk('writing', openDesk, (bed) => {
  const eva = async (options?: BrowserContextOptions) => {
    const opened = await bed().as('eva', `/console/contingut/text/${entry}`, options);
    await opened.page.locator('.entryform').waitFor();
    return opened;
  };

  test.each(looks)('a text is seen as each channel shows it, in %s', async (_, options) => {
    const opened = await eva(options);
    const { page } = opened;
    await opened.button('Vista prèvia').first().click();
    const shown = page.locator('.channelpreview').first();
    await shown.locator('.bubble li', { hasText: 'I el contracte' }).waitFor();
    const channel = shown.getByLabel('Canal');
    expect(await channel.locator('option').allTextContents()).toEqual([
      'Web',
      'Discord',
      'Discord, en públic',
      'Teams',
      'Teams, en públic',
      'Telegram',
      'Telegram, en públic',
    ]);
    for (const name of ['Discord', 'Teams', 'Telegram']) {
      await channel.selectOption(name);
      await shown.locator('.bubble strong', { hasText: 'el DNI' }).first().waitFor();
      await shown.locator('.shownbuttons li', { hasText: 'residus.mobles ca' }).waitFor();
    }
    await isFine(opened, 'the preview');
    await channel.selectOption('Telegram, en públic');
    await shown.locator('.bubble', { hasText: 'readOn ca' }).waitFor();
    expect(await shown.locator('.shownbuttons').count()).toBe(0);
    await page.locator('#field-answer-es').fill('Traiga **todo**.');
    await shown.locator('.bubble strong', { hasText: 'todo' }).waitFor();
  });

  test('unknown words are told under the field, replaced, and made the council’s own', async () => {
    const opened = await eva();
    const { page } = opened;
    const text = page.locator('.localetext', { has: page.locator('#field-answer-ca') });
    const unknown = text.locator('.spelling li');
    await page.locator('#field-answer-ca').fill("Aneu a l'ajuntamet, a Xuxulada i a l’ajuntamet.");
    await unknown.nth(1).waitFor();
    await unknown.nth(0).getByRole('button', { name: "Canvia «l'ajuntamet» per «l'ajuntament»" }).press('Enter');
    await opened.focusIs('field-answer-ca');
    await until(async () =>
      (await page.locator('#field-answer-ca').inputValue()).startsWith("Aneu a l'ajuntament, a Xuxulada"),
    );
    await unknown.getByRole('button', { name: /afegeix «Xuxulada»/ }).click();
    await until(async () => (await desk.read('words.yaml').catch(() => null))?.text === 'words:\n  - Xuxulada\n');
    await until(async () => (await text.locator('.spelling li', { hasText: 'Xuxulada' }).count()) === 0);
    expect(opened.errors).toEqual([]);
  });

  test('unknown words of the phrases are told by line', async () => {
    const opened = await bed().as('eva', '/console/contingut/text/phrases.yaml');
    const { page } = opened;
    const field = page.locator('#document-text');
    await field.waitFor();
    const before = await field.inputValue();
    await field.fill(before.replace(/\bca: [^,}]*/, 'ca: Bon diaa'));
    const found = page.locator('.textform .spelling li', { hasText: 'diaa' });
    await found.getByRole('button', { name: 'Canvia «diaa» per «dia»' }).click();
    await until(async () => (await field.inputValue()) === before.replace(/\bca: [^,}]*/, 'ca: Bon dia'));
    await isFine(opened, 'phrases');
  });

  test('several services are chosen by keyboard, changed, withdrawn, and all of it is undone', async () => {
    const opened = await bed().as('eva', '/console/contingut');
    const { page } = opened;
    await page.getByLabel('Tria «residus.mobles ca»').press('Space');
    await page.getByLabel('Tria «padro.alta ca»').press('Space');
    await opened.button('Canvia…').press('Enter');
    await page.locator('dialog').getByLabel('Departament').selectOption('hisenda');
    await page.getByLabel('Comprovat avui').press('Space');
    await page.getByLabel('Sense data final').press('Space');
    await isFine(opened, 'the dialog');
    await opened.button('Fes-ne un esborrany').press('Enter');
    const done = page.locator('.bulkdone', { hasText: 'Serveis canviats: 2.' });
    await done.waitFor();
    for (const document of [entry, mobles]) expect((await desk.read(document)).entry?.department).toBe('hisenda');
    await isFine(opened, 'what was done');
    await done.getByRole('link', { name: 'Mira què canvia' }).click();
    await page.locator('del, ins').first().waitFor();
    await page.goBack();
    await done.getByRole('button', { name: 'Desfés' }).press('Enter');
    await done.waitFor({ state: 'detached' });
    expect((await desk.read(mobles)).draft).toBeNull();

    await page.getByLabel("Tria'ls tots").check();
    await opened.button('Retira').click();
    await until(async () => (await desk.read(mobles)).state === 'removed');
    await page.locator('.tag.state.removed').nth(1).waitFor();
    await page.getByLabel("Tria'ls tots").check();
    await opened.button('Restaura').click();
    await until(async () => (await desk.read(mobles)).state === 'live');
    expect(opened.errors).toEqual([]);
  });

  test.each(looks)('services are chosen without a fault in %s', async (_, options) => {
    const opened = await bed().as('eva', '/console/contingut', options);
    await opened.page.getByLabel('Tria «residus.mobles ca»').check();
    await opened.button('Retira').waitFor();
    await isFine(opened, 'the list');
  });
});
