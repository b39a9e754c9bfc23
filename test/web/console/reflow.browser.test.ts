import { expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { createDeskStore, openTestDesk, testContent } from '../../support/contentDesk.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { sidewaysFaults } from '../support/overflow.ts';
import { type ConsolePage, describeInConsole, describeInDesk } from './support/inConsole.ts';

/** WCAG 1.4.10: a window of 1280 × 1024 pixels at 400 %. */
const zoomed = { viewport: { width: 320, height: 256 } };

/** In the page: the share of an element, of what fits into the window, that can be pressed where it is. */
function reachableShare(element: Element): number {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  let [hit, all] = [0, 0];
  for (let y = top + 3; y < Math.min(bottom, top + innerHeight); y += 4)
    for (let x = left + 8; x < right; x += 8) {
      all += 1;
      const at = document.elementFromPoint(x, y);
      if (at !== null && element.contains(at)) hit += 1;
    }
  return hit / all;
}

/** No fault, nothing sideways, and what the page is for can be moved into the window and is covered by nothing there. */
async function isFine({ page }: ConsolePage, what: string, main: Locator): Promise<void> {
  expect([what, ...(await accessibilityFaults(page))]).toEqual([what]);
  expect([what, ...(await sidewaysFaults(page))]).toEqual([what]);
  await main.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const share = await main.evaluate(reachableShare);
  expect([what, share > 0.9 ? 'can be reached' : share]).toEqual([what, 'can be reached']);
}

describeInConsole('the console at 400 %', 60, (bed) => {
  test('has list, case, reply, board and notifications whole, one below the other', async () => {
    const desk = await bed().as('adela', '/console', zoomed);
    const { page } = desk;
    await desk.queue('Tots').click();
    await desk.rows.first().waitFor();
    await isFine(desk, 'the list', page.locator('.scroll'));
    await isFine(desk, 'a row of the list', desk.rows.nth(2));
    await desk.open('C004-TEST');
    await isFine(desk, 'a case', page.locator('.turns'));
    await isFine(desk, 'the head of a case', page.locator('.casebar'));
    // What is known of the case is not left out for want of room.
    await page.locator('.guide summary').click();
    await isFine(desk, 'the details of a case', page.locator('.casehead .facts'));
    await page.locator('.guide summary').click();
    await isFine(desk, 'the field for a reply', desk.field);
    await desk.field.fill('Hi anem demà.\nPorteu-hi el rebut.\nGràcies.');
    await isFine(desk, 'a reply that is written', desk.field);
    await isFine(desk, 'what sends it', page.locator('.finish .button'));
    await page.goto(`${bed().fake.url}/console/tauler`);
    await page.locator('.figures').first().waitFor();
    await isFine(desk, 'the board', page.getByRole('link', { name: '5 de 5: 2 (50 %)' }));
    await bed().fake.notify('adela', 'C008-TEST', 'mentioned');
    await page.locator('.bell').click();
    await page.locator('.notificationlist li').waitFor();
    await isFine(desk, 'notifications', page.locator('.notificationlist li').first());
    expect(desk.errors).toEqual([]);
  });
});

const openDesk = async () => openTestDesk(createDeskStore(), await testContent());

describeInDesk('the desk of editors at 400 %', openDesk, (bed) => {
  test('has contents, a document and publishing whole, one below the other', async () => {
    const desk = await bed().as('eva', '/console', zoomed);
    const { page } = desk;
    const entry = page.locator('.contents li').nth(1);
    await entry.waitFor();
    await isFine(desk, 'the contents', entry);
    await page.goto(`${bed().fake.url}/console/contingut/text/faq/padro/padro.alta`);
    await page.locator('.entryform').waitFor();
    const answer = page.locator('#field-answer-ca');
    await answer.fill('Text **nou**.');
    await page.locator('.saving.saved', { hasText: 'Esborrany desat' }).waitFor();
    await isFine(desk, 'a document', answer);
    await isFine(desk, 'the head of a document', page.locator('.documenthead'));
    await page.goto(`${bed().fake.url}/console/contingut/publica`);
    await page.locator('.changes li').first().waitFor();
    await isFine(desk, 'what is published', page.getByLabel('Què canvia i per què'));
    await isFine(desk, 'what publishes it', desk.button('Publica-ho ara'));
    expect(desk.errors).toEqual([]);
  });
});
