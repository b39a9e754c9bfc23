import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';

const withoutScript: BrowserContextOptions = {
  javaScriptEnabled: false,
  locale: 'ca-ES',
  viewport: { width: 320, height: 568 },
};

describeInBrowser('the chat without JavaScript', {}, (bed) => {
  test('is found from the demo page and holds a whole conversation', async () => {
    const { browser, site } = bed();
    const page = await (await browser.newContext(withoutScript)).newPage();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'xat sense JavaScript', exact: true }).first().click();
    await page.getByLabel('La vostra pregunta').fill('un paper del padró');
    await page.getByRole('button', { name: 'Envia' }).click();
    await page.getByText('clarify ca').waitFor();
    await page.getByRole('button', { name: 'title of padro.certificat ca' }).click();
    await page.getByText('padro.certificat ca', { exact: true }).waitFor();
    expect(await page.locator('.user .bubble p').allTextContents()).toEqual([
      'un paper del padró',
      'title of padro.certificat ca',
    ]);
  });

  test('the answer stands at the top of the screen, and a reload sends nothing again', async () => {
    const { browser, site } = bed();
    const page = await (await browser.newContext(withoutScript)).newPage();
    await page.goto(`${site.url}/xat?lang=ca`);
    for (const question of ["com m'empadrono", 'resposta llarga', 'mobles vells', 'resposta llarga']) {
      await page.locator('textarea').fill(question);
      await page.getByRole('button', { name: 'Envia' }).click();
      await page.waitForURL(/#r\d+$/);
    }
    const answer = await page.locator('.bot').last().boundingBox();
    expect(Math.abs(answer?.y ?? 999)).toBeLessThan(40);
    const before = (await site.inbounds()).length;
    await page.reload();
    expect((await site.inbounds()).length).toBe(before);
  });

  test('begins again for the next person at the same computer', async () => {
    const { browser, site } = bed();
    const page = await (await browser.newContext(withoutScript)).newPage();
    await page.goto(`${site.url}/xat?lang=ca`);
    await page.locator('textarea').fill("com m'empadrono");
    await page.getByRole('button', { name: 'Envia' }).click();
    await page.getByRole('button', { name: 'Comença una conversa nova' }).click();
    await page.getByLabel('La vostra pregunta').waitFor();
    expect(await page.locator('.bubble').count()).toBe(0);
  });

  test.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
  ])('has no fault with a conversation on it, in %s', async (_, options) => {
    const { browser, site } = bed();
    // The checker needs JavaScript; the page has none of its own.
    const { page } = await openPage(browser, `${site.url}/xat?lang=ca`, {
      viewport: { width: 320, height: 568 },
      ...options,
    });
    await page.locator('textarea').fill('un paper del padró');
    await page.getByRole('button', { name: 'Envia' }).click();
    await page.getByText('clarify ca').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.evaluate("document.querySelector('textarea').required = false");
    await page.getByRole('button', { name: 'Envia' }).click();
    await page.getByRole('alert').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(
      true,
    );
  });

  test('goes on with the conversation of the widget', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    await chat.open();
    await chat.ask("com m'empadrono");
    await chat.lastAnswer('padro.alta ca');
    await chat.panel.getByRole('button', { name: 'Només text' }).click();
    await chat.page.waitForURL(/\/xat\?lang=ca$/);
    expect(await chat.page.locator('.user .bubble p').allTextContents()).toEqual(["com m'empadrono"]);
    await chat.page.locator('textarea').fill('mobles vells');
    await chat.page.getByRole('button', { name: 'Envia' }).click();
    await chat.page.getByText('residus.mobles ca', { exact: true }).waitFor();
    // And the widget shows what was said here.
    await chat.page.goto(`${site.url}/?lang=ca`);
    await chat.lastAnswer('residus.mobles ca');
  });
});
