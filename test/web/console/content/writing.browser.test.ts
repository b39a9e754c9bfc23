import { afterAll, expect, test } from '@jest/globals';
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
/** They know nothing of a desk: one process does for all. */
const dictionaries = createDictionaries({ timer, niceness: 0 });
afterAll(() => end());

async function openDesk(): Promise<EditedContent> {
  const opened = await openTestDesk(createDeskStore(), await testContent());
  desk = opened.desk;
  const { base } = await desk.read(entry);
  const answer = { ca: `Porteu **el DNI**.\n\n- I el contracte\n\n${'Una frase ben llarga. '.repeat(25)}` };
  const change = {
    entry: { answer: { ...answer, es: 'Traiga el DNI.', en: 'Bring it.' }, followUps: ['residus.mobles'] },
  };
  await desk.save({ document: entry, base, onto: null, change, by: 'eva' });
  const spelling = createSpelling({
    dictionaries,
    content: opened.knowledge.content,
    ownWords: desk.ownWords.words,
  });
  return { ...opened, spelling };
}

/** Each light and dark. */
const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a wide screen', { viewport: { width: 1280, height: 860 } }],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];
const isTooWide =
  '[document.documentElement, ...document.querySelectorAll(".document > .page")].some((each) => each.scrollWidth > each.clientWidth)';

async function isFine({ page, errors }: ConsolePage, what: string): Promise<void> {
  expect([what, ...(await accessibilityFaults(page, ['dark']))]).toEqual([what]);
  expect([what, await page.evaluate(isTooWide)]).toEqual([what, false]);
  expect(errors).toEqual([]);
}

describeInDesk('writing', openDesk, (bed) => {
  const eva = async (options?: BrowserContextOptions) => {
    const opened = await bed().as('eva', `/console/contingut/text/${entry}`, options);
    await opened.page.locator('.entryform').waitFor();
    return opened;
  };

  test.each(looks)('a text is seen as each channel shows it, on %s', async (_, options) => {
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

  test('what could not be proposed is asked for again once words can be checked', async () => {
    const { page } = await eva();
    const field = page.locator('#field-answer-ca');
    const unknown = page.locator('.localetext', { has: field }).locator('.spelling li').first();
    // Until it was seen: other texts of the page are checked as well, and each check that succeeds has this word asked for again.
    let isAway = true;
    await page.route('**/content/spelling/suggestions', (route) =>
      isAway && route.request().postData()?.includes('diaa') === true ? route.abort() : route.continue(),
    );
    await field.fill('Bon diaa.');
    await page.locator('.hint', { hasText: 'No hi ha connexió' }).waitFor();
    expect(await unknown.getByRole('button').count()).toBe(1);
    isAway = false;
    await field.fill('Bon diaa a tothom.');
    await unknown.getByRole('button', { name: 'Canvia «diaa» per «dia»' }).waitFor();
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

  test.each(looks)('services are chosen without a fault on %s', async (_, options) => {
    const opened = await bed().as('eva', '/console/contingut', options);
    await opened.page.getByLabel('Tria «residus.mobles ca»').check();
    await opened.button('Retira').waitFor();
    await isFine(opened, 'the list');
  });

  test('two editors of one draft see each other, and each undoes what is their own', async () => {
    const [one, other] = [await eva(), await bed().as('adela', `/console/contingut/text/${entry}`)];
    const field = ({ page }: ConsolePage, locale: string) => page.locator(`#field-answer-${locale}`);
    /** Resolves once it holds, for somebody who looks at the page again and again. */
    const sees = ({ page }: ConsolePage, holds: () => Promise<boolean>) =>
      until(async () => {
        await page.evaluate('dispatchEvent(new Event("focus"))');
        return holds();
      });
    const says = (who: ConsolePage, locale: 'es' | 'en', text: string) =>
      sees(who, async () => (await field(who, locale).inputValue()) === text);
    const isSaved = async (locale: 'es' | 'en', text: string) =>
      until(async () => (await desk.read(entry)).entry?.answer?.[locale] === text);
    const others = ({ page }: ConsolePage) => page.locator('.joined', { hasText: 'obert ara' });
    await sees(other, async () => (await others(other).textContent())?.includes('Eva Coll') === true);
    await sees(one, async () => (await others(one).textContent())?.includes('Adela') === true);

    await field(one, 'es').fill('Traiga todo.');
    await isSaved('es', 'Traiga todo.');
    await says(other, 'es', 'Traiga todo.');
    await field(other, 'en').fill('Bring all.');
    await isSaved('en', 'Bring all.');
    await says(one, 'en', 'Bring all.');
    // What the other wrote stays.
    await one.button('Desfés').click();
    await isSaved('es', 'Traiga el DNI.');
    await isSaved('en', 'Bring all.');
    await one.button('Refés').click();
    await isSaved('es', 'Traiga todo.');
    // Where both wrote the same, nobody's text is lost to an undo.
    await says(other, 'es', 'Traiga todo.');
    await field(other, 'es').fill('Traiga nada.');
    await isSaved('es', 'Traiga nada.');
    await says(one, 'es', 'Traiga nada.');
    await one.button('Desfés').click();
    await one.page.getByText('No es pot desfer').first().waitFor();
    await isSaved('es', 'Traiga nada.');
    await other.page.locator('.backlink').click();
    await other.page.locator('.contents li').first().waitFor();
    await sees(one, async () => (await others(one).count()) === 0);
    expect([...one.errors, ...other.errors]).toEqual([]);
  });

  test('what a button does is undone by keyboard, too', async () => {
    const opened = await eva();
    const { page } = opened;
    const chips = page.locator('.localetext', { has: page.locator('#field-questions-ca') }).locator('.chips li');
    const count = await chips.count();
    await chips.first().getByRole('button').click();
    await until(async () => (await chips.count()) === count - 1);
    await page.keyboard.press('Control+z');
    await until(async () => (await chips.count()) === count);
    await page.keyboard.press('Control+Shift+z');
    await until(async () => (await chips.count()) === count - 1);
    await isFine(opened, 'the buttons to undo');
  });
});
