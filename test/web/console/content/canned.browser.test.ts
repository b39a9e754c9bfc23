import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import type { ContentDesk } from '../../../../src/content/desk/desk.ts';
import { createDeskStore, openTestDesk, testContent } from '../../../support/contentDesk.ts';
import { accessibilityFaults } from '../../support/axe.ts';
import { sidewaysFaults } from '../../support/overflow.ts';
import { until } from '../../support/until.ts';
import type { EditedContent } from '../support/fakeDesk.ts';
import { describeInDesk } from '../support/inConsole.ts';

const three = (text: string) => `{ ca: ${text} ca, es: ${text} es, en: ${text} en }`;
const canned = `# What the team writes.
replies:
  - id: hello
    title: ${three('Hello')}
    text: ${three('Good morning')}
  # About lamps.
  - id: lamps
    title: ${three('Lamps')}
    text: ${three('It will be mended')}
    suggestFor: { words: [fanal] }
`;
let desk: ContentDesk;

async function openDesk(): Promise<EditedContent> {
  const opened = await openTestDesk(createDeskStore(), await testContent({ 'canned.yaml': canned }));
  desk = opened.desk;
  return opened;
}

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ['a wide screen', { viewport: { width: 1280, height: 860 } }],
  ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
];
const address = '/console/contingut/text/canned.yaml';
const textNow = async () => (await desk.read('canned.yaml')).text;

describeInDesk('canned replies in the desk', openDesk, (bed) => {
  test.each(looks)('are written in fields, with the cases that they are for, on %s', async (_, options) => {
    const { page, button, errors } = await bed().as('eva', address, options);
    await page.locator('summary', { hasText: 'Lamps ca' }).click();
    await page.getByLabel('Incidència').nth(1).check();
    await page.getByLabel('Per a quin servei').nth(1).fill('padro.alta ca');
    await page.getByRole('listitem').filter({ hasText: 'padro.alta ca' }).waitFor();
    await page.getByLabel('Si la persona ha escrit').nth(1).fill('bombeta');
    await page.getByLabel('Si la persona ha escrit').nth(1).press('Enter');
    await until(async () => (await textNow())?.includes('words: [fanal, bombeta]') === true);
    expect(await textNow()).toContain(
      '    suggestFor: { words: [fanal, bombeta], kinds: [incident], entries: [padro.alta] }\n',
    );
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    expect(await sidewaysFaults(page)).toEqual([]);
    // What is for nothing any more says so no more.
    await page.getByLabel('Incidència').nth(1).uncheck();
    await button('Treu-ho: padro.alta ca').click();
    await button('Treu-ho: fanal').click();
    await button('Treu-ho: bombeta').click();
    await until(async () => (await textNow())?.includes('suggestFor') === false);
    expect(errors).toEqual([]);
  });

  test('are added, put in another order, and taken out, and the comments of others stay', async () => {
    const { page, button, errors } = await bed().as('eva', address);
    await button('Resposta nova').click();
    const fresh = page.locator('details', { has: page.locator('summary', { hasText: 'Sense títol' }) });
    await fresh.locator('.problem').first().waitFor();
    await page.locator('#field-replies-2-title-ca').fill('Comiat');
    for (const locale of ['es', 'en']) await page.locator(`#field-replies-2-title-${locale}`).fill('Bye');
    for (const locale of ['ca', 'es', 'en']) await page.locator(`#field-replies-2-text-${locale}`).fill('Adeu.');
    await until(async () => (await textNow())?.includes('id: resposta') === true);
    await page.locator('summary', { hasText: 'Lamps ca' }).click();
    await button('Puja «Lamps ca»').click();
    await until(async () => /# About lamps.\n {2}- id: lamps[\s\S]*id: hello/.test((await textNow()) ?? ''));
    await page.locator('summary', { hasText: 'Hello ca' }).click();
    await button('Treu «Hello ca»').click();
    await until(async () => (await textNow())?.includes('id: hello') === false);
    await page.locator('#undo-removal').click();
    await until(async () => (await textNow())?.includes('id: hello') === true);
    expect((await desk.read('canned.yaml')).problems).toEqual([]);
    expect(errors).toEqual([]);
  });
});
