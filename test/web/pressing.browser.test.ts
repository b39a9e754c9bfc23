import { expect, test } from '@jest/globals';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import type { Site } from './support/site.ts';

/** What people have sent, as the bot was told; each test counts from where it begins. */
async function sentSince(site: Site, start: number): Promise<readonly string[]> {
  return (await site.inbounds()).slice(start).flatMap(({ content }) => ('text' in content ? [content.text] : []));
}

describeInBrowser('pressing twice', {}, (bed) => {
  test('Enter, Enter and a click send a message once', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    const before = (await site.inbounds()).length;
    await chat.field.fill("com m'empadrono");
    await chat.field.press('Enter');
    await chat.field.press('Enter');
    await chat.panel.locator('.send').click();
    await chat.lastAnswer('padro.alta ca');
    await chat.ask('mobles vells');
    await chat.lastAnswer('residus.mobles ca');
    expect(await sentSince(site, before)).toEqual(["com m'empadrono", 'mobles vells']);
  });

  test('a double tap on a choice or on Send is one, also when the answer comes between', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url, { viewport: { width: 900, height: 700 } });
    const { mouse } = chat.page;
    await chat.open();
    const before = (await site.inbounds()).length;
    await chat.field.fill('un paper del padró');
    await chat.panel.locator('.send').dblclick();
    await chat.lastAnswer('clarify ca');
    await chat.choices.first().dblclick();
    await chat.lastAnswer('padro.alta ca');
    // As the second tap of two, on the choice that came with the answer.
    const box = await chat.choices.first().boundingBox();
    await mouse.move((box?.x ?? 0) + 9, (box?.y ?? 0) + 9);
    await mouse.down({ clickCount: 2 });
    await mouse.up({ clickCount: 2 });
    // It would have been sent before this.
    await chat.ask('mobles vells');
    await chat.lastAnswer('residus.mobles ca');
    expect(await sentSince(site, before)).toEqual(['un paper del padró', 'title of padro.alta ca', 'mobles vells']);
  });

  test('a double tap that opens the chat presses nothing in it', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`, { viewport: { width: 900, height: 700 } });
    const box = await chat.launcher.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 60, (box?.y ?? 0) + 28];
    await chat.page.mouse.dblclick(x, y);
    await chat.panel.locator('.bot').first().waitFor();
    // There is something under the finger by now: else this test would show nothing.
    expect(
      await chat.panel.locator('nav').evaluate(
        (nav, [left = 0, top = 0]) => {
          const { left: from, right, top: above, bottom } = nav.getBoundingClientRect();
          return from < left && left < right && above < top && top < bottom;
        },
        [x, y],
      ),
    ).toBe(true);
    expect(chat.page.context().pages()).toHaveLength(1);
    expect(chat.page.url()).toBe(`${site.url}/?lang=ca`);
  });

  test('Enter that is held down answers no question that it has asked', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.open();
    await chat.ask("com m'empadrono");
    await chat.lastAnswer('padro.alta ca');
    await chat.panel.getByRole('button', { name: 'Comença una conversa nova' }).focus();
    // The browser takes a second one that was not let go for a key that is held.
    await chat.page.keyboard.down('Enter');
    await chat.page.keyboard.down('Enter');
    await chat.page.keyboard.up('Enter');
    await chat.panel.getByText('Voleu començar').first().waitFor();
    expect(await chat.transcript()).toContain('padro.alta ca');
    await chat.page.keyboard.press('Enter');
    await chat.shows(['introduction ca']);
  });

  test('keys that are pressed in the chat are no shortcuts of the page', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, site.url);
    await chat.page.evaluate("document.addEventListener('keydown', (event) => event.preventDefault())");
    await chat.open();
    await chat.field.focus();
    await chat.page.keyboard.type('hola');
    expect(await chat.field.inputValue()).toBe('hola');
  });
});

describeInBrowser('pressing twice without JavaScript', {}, (bed) => {
  test('a double tap sends a question, and a choice, once', async () => {
    const { browser, site } = bed();
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ca-ES' });
    const page = await context.newPage();
    await page.goto(`${site.url}/xat?lang=ca`);
    await page.locator('textarea').fill('un paper del padró');
    await page.getByRole('button', { name: 'Envia' }).dblclick();
    await page.getByText('clarify ca').waitFor();
    await page.getByRole('button', { name: 'title of padro.alta ca' }).dblclick();
    await page.getByText('padro.alta ca', { exact: true }).waitFor();
    await page.waitForURL(/#r\d+$/);
    await page.locator('textarea').fill('mobles vells');
    await page.getByRole('button', { name: 'Envia' }).click();
    await page.getByText('residus.mobles ca', { exact: true }).waitFor();
    expect(await sentSince(site, 0)).toEqual(['un paper del padró', 'title of padro.alta ca', 'mobles vells']);
  });
});
