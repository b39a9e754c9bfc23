import { expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { samples } from '../adapters/webchat/support/samples.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';
import { until } from './support/until.ts';

const withoutScript: BrowserContextOptions = {
  javaScriptEnabled: false,
  locale: 'ca-ES',
  viewport: { width: 320, height: 568 },
};

/** A picture of one pixel. */
const picture = {
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
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

  test('takes photos with what is written; what cannot be sent is said beside the field, and the text is kept', async () => {
    const { browser, site } = bed();
    const page = await (await browser.newContext(withoutScript)).newPage();
    await page.goto(`${site.url}/xat?lang=ca`);
    const files = page.getByLabel('Fotos o altres fitxers, si cal');
    const send = page.getByRole('button', { name: 'Envia' });
    const alert = page.getByRole('alert');
    const before = (await site.inbounds()).length;
    await send.click();
    await alert.getByText("Escriviu una pregunta o trieu un fitxer abans d'enviar.").waitFor();
    await page.locator('textarea').fill('el fanal és aquest');
    await files.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hola') });
    await send.click();
    await alert.getByText('Un dels fitxers no es pot enviar.').waitFor();
    expect(await page.locator('textarea').inputValue()).toBe('el fanal és aquest');
    expect(await files.getAttribute('aria-invalid')).toBe('true');
    const large = Buffer.concat([samples.png, Buffer.alloc(5 * 1024 * 1024)]);
    await files.setInputFiles({ name: 'gran.png', mimeType: 'image/png', buffer: large });
    await send.click();
    await alert.getByText('Com a molt 10 fitxers, i 4 MB entre tots.').waitFor();
    expect(await page.locator('textarea').inputValue()).toBe('el fanal és aquest');
    expect((await site.inbounds()).length).toBe(before);
    await files.setInputFiles([
      { name: 'fanal.png', mimeType: 'image/png', buffer: samples.png },
      { name: 'placa.png', mimeType: 'image/png', buffer: Buffer.concat([samples.png, samples.png]) },
    ]);
    await send.click();
    await page.waitForURL(/#r\d+$/);
    expect(await page.locator('.user .bubble p').allTextContents()).toEqual(['el fanal és aquest']);
    expect(await page.locator('.user .files .filename').allTextContents()).toEqual(['fanal.png', 'placa.png']);
    expect((await site.inbounds()).at(-1)?.content).toMatchObject({
      ...{ kind: 'files', text: 'el fanal és aquest' },
      files: [{ name: 'fanal.png' }, { name: 'placa.png' }],
    });
    expect(await alert.count()).toBe(0);
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

  test.each<[string, BrowserContextOptions]>([
    ['without JavaScript', {}],
    // The checker needs JavaScript.
    ['in light', { javaScriptEnabled: true }],
    ['in the dark', { javaScriptEnabled: true, colorScheme: 'dark' }],
  ])('shows what staff send, and saves it: %s', async (_, options) => {
    const { browser, site } = bed();
    const page = await (await browser.newContext({ ...withoutScript, ...options })).newPage();
    await page.goto(`${site.url}/xat?lang=ca`);
    await page.locator('textarea').fill('el fanal no funciona');
    await page.getByLabel('Fotos o altres fitxers, si cal').setInputFiles({ ...picture, name: 'fanal.png' });
    await page.getByRole('button', { name: 'Envia' }).click();
    const link = await page.locator('a[href*="/cas/"]').first().getAttribute('href');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(link ?? '')?.[0] ?? '';
    const name = `l'ordre "1" & <més>.png`;
    await site.reply(code, 'Així quedarà', []);
    const look = page.getByRole('link', { name: 'Mira si hi ha res de nou' });
    await look.click();
    await page.locator('.bot', { hasText: 'Així quedarà' }).waitFor();
    // Pressed where it has led already, it still loads the page again.
    await site.reply(code, 'Ja hi som', []);
    await look.click();
    await page.locator('.bot:last-child', { hasText: 'Ja hi som' }).waitFor();
    await site.reply(code, 'Així ha quedat', [
      { name, bytes: picture.buffer },
      { name: 'pressupost-dels-treballs-de-renovació-de-l’enllumenat.pdf', bytes: samples.pdf },
    ]);
    await look.click();
    await page.locator('.machine', { hasText: /Ara us respon una persona: \S/ }).waitFor();
    const answer = page.locator('.bot').last();
    const photo = answer.getByRole('img', { name: 'Imatge' });
    await until(async () => (await photo.evaluate((img) => (img as HTMLImageElement).naturalWidth)) === 1);
    expect(await answer.locator('.facts').allTextContents()).toEqual(['PNG, 1 kB', 'PDF, 1 kB']);
    const saved = page.waitForEvent('download');
    await answer.getByRole('link').first().click();
    // What no name of a file may hold is left out of it.
    expect((await saved).suggestedFilename()).toMatch(/^l'ordre .+\.png$/);
    expect(await page.locator('.user').getByRole('link', { name: 'fanal.png' }).count()).toBe(1);
    if (options.javaScriptEnabled !== true) return;
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(
      true,
    );
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
