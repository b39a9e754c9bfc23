import { expect, test } from '@jest/globals';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';

const email = 'anna@exemple.cat';

describeInBrowser('asking to be told', {}, (bed) => {
  test('without JavaScript, by keyboard, and with no fault in light, dark and on a phone', async () => {
    const { browser, site } = bed();
    const looks = [{}, { viewport: { width: 390, height: 844 } }];
    const check = async (path: string) => {
      for (const options of looks) {
        const { page } = await openPage(browser, `${site.url}${path}`, options);
        expect([path, await accessibilityFaults(page, ['dark'])]).toEqual([path, []]);
        expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
        await page.context().close();
      }
    };
    await check('/avisos?lang=ca');
    const { page: faulty } = await openPage(browser, `${site.url}/avisos?lang=ca`, {});
    await faulty.getByLabel('Correu electrònic').fill(email);
    await faulty.getByLabel(/Accepto/).check();
    await faulty.getByRole('button', { name: 'Demanar els avisos' }).click();
    await faulty.getByRole('alert').getByText('Trieu almenys un tema.').waitFor();
    expect(await accessibilityFaults(faulty)).toEqual([]);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.url}/agenda?lang=ca`);
    await page.getByRole('link', { name: 'Rebre avisos' }).press('Enter');
    // The browser lets nobody forget the address; the page says what else is missing.
    await page.getByLabel('Correu electrònic').fill(email);
    await page.getByLabel(/Accepto/).press('Space');
    await page.getByRole('button', { name: 'Demanar els avisos' }).press('Enter');
    await page.getByRole('alert').getByText('Trieu almenys un tema.').waitFor();
    await page
      .getByRole('group', { name: /De què/ })
      .getByLabel('Obres i carrers')
      .press('Space');
    await page.getByLabel('Barri').selectOption('Centre');
    await page.getByLabel('En un resum diari').press('Space');
    await page.getByLabel(/Accepto/).press('Space');
    await page.getByRole('button', { name: 'Demanar els avisos' }).press('Enter');
    await page
      .getByRole('status')
      .getByText(/Us hem enviat un correu/)
      .waitFor();

    const confirm = await site.subscriptionLink('confirm', email);
    await check(confirm);
    await page.goto(`${site.url}${confirm}`);
    await page.getByText('avisos de: Obres i carrers?').waitFor();
    await page.getByRole('button', { name: 'Sí, els vull rebre' }).press('Enter');
    await page
      .getByRole('status')
      .getByText(/Fet: us avisarem/)
      .waitFor();

    const manage = await site.subscriptionLink('manage', email);
    await page.goto(`${site.url}${manage}`);
    expect(await page.getByLabel('En un resum diari').isChecked()).toBe(true);
    await page.getByLabel('Aigua').press('Space');
    await page.getByRole('button', { name: 'Desar els canvis' }).press('Enter');
    await page.getByText('Rebeu avisos de: Obres i carrers, Aigua.').waitFor();
    await page.getByRole('button', { name: 'Fer una pausa' }).press('Enter');
    await page.getByText('Ara estan en pausa.').waitFor();
    await check(manage);

    const end = await site.subscriptionLink('end', email);
    await check(end);
    await page.goto(`${site.url}${end}`);
    await page.getByRole('button', { name: 'Sí, esborreu' }).press('Enter');
    await page
      .getByRole('status')
      .getByText(/ja|Fet/)
      .waitFor();
    await page.goto(`${site.url}${manage}`);
    await page.getByText('Aquest enllaç ja no és vàlid').waitFor();
    await check('/avisos/meus/nothing?lang=en');
    await context.close();
  });
});
