import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import { createDeskStore, openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { accessibilityFaults } from '../../support/axe.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { type ConsolePage, describeInDesk } from '../support/inConsole.ts';

const entry = 'faq/padro/padro.alta';
let desk: ContentDesk;

async function openDesk(): Promise<EditedContent> {
  const opened = await openTestDesk(createDeskStore(), await testContent());
  desk = opened.desk;
  const { base } = await desk.read(entry);
  const answer = { ca: `Porteu **el DNI**.\n\n- I el contracte\n\n${'Una frase ben llarga. '.repeat(25)}` };
  const change = {
    entry: { answer: { ...answer, es: 'Traiga el DNI.', en: 'Bring it.' }, followUps: ['residus.mobles'] },
  };
  await desk.save({ document: entry, base, onto: null, change, by: 'eva' });
  return opened;
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

  test.each(looks)('a text is seen as each channel shows it, in %s', async (look, options) => {
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
    if (process.env.PICTURES) await shown.screenshot({ path: `${process.env.PICTURES}/preview-${look.slice(-4)}.png` });
    await isFine(opened, 'the preview');
    await channel.selectOption('Telegram, en públic');
    await shown.locator('.bubble', { hasText: 'readOn ca' }).waitFor();
    expect(await shown.locator('.shownbuttons').count()).toBe(0);
    await page.locator('#field-answer-es').fill('Traiga **todo**.');
    await shown.locator('.bubble strong', { hasText: 'todo' }).waitFor();
  });
});
