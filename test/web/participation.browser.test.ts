import { expect, test } from '@jest/globals';
import { createHolds } from '../../src/content/flows/conditions.ts';
import { parkSurvey } from '../participation/surveys.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { webTown } from './support/strings.ts';

const flows = { ...webTown.flows, all: [parkSurvey({ from: '2026-11-01' })], holds: createHolds() };

describeInBrowser('taking part', { knowledge: { ...webTown, flows } }, (bed) => {
  test('without JavaScript, by keyboard, and with no fault in light, dark and on a phone', async () => {
    const { browser, site } = bed();
    const looks = [{}, { viewport: { width: 390, height: 844 } }];
    for (const path of ['/participa', '/participa/park'])
      for (const options of looks) {
        const { page } = await openPage(browser, `${site.url}${path}?lang=ca`, options);
        expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
      }
    for (let each = 0; each < 6; each++) {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${site.url}/participa?lang=ca`);
      await page.getByRole('link', { name: 'The park ca' }).press('Enter');
      await page
        .getByRole('group', { name: /How often/ })
        .getByLabel('Every day ca')
        .press('Space');
      await page
        .getByRole('group', { name: /What do you miss/ })
        .getByLabel('Shade ca')
        .press('Space');
      await page.getByRole('button', { name: 'Envia les respostes' }).press('Enter');
      await page.getByRole('status').getByText('survey.thanks ca The park ca').waitFor();
      await context.close();
    }
    await site.passForSurveys(0);
    await site.passForSurveys(20 * 365 * 86_400_000);
    for (const options of looks) {
      const { page } = await openPage(browser, `${site.url}/participa/park?lang=ca`, options);
      await page.getByText('Respostes: 6.').waitFor();
      expect(await page.getByRole('row', { name: /Every day ca 6 100/ }).count()).toBe(1);
      expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    }
  });
});
