import { createECDH } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { News } from '../../src/http/api/wire.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { testKey } from '../support/sideEffectsOver.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { type Site, startSite } from './support/site.ts';
import { until } from './support/until.ts';

const path = findBrowser();
/** Any key of the curve: the browser's own push service is not asked. */
const push = { publicKey: createECDH('prime256v1').generateKeys('base64url'), accepts: () => true };
const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
/** Of a person's own: in the dark, on a phone, at 400 %, where it is as wide as a phone a quarter of the size. */
const ways: readonly (readonly [string, BrowserContextOptions])[] = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 800 } }],
  ['zoomed', { viewport: { width: 320, height: 256 } }],
];

(path === null ? describe.skip : describe)("the citizen's side", () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    browser = await launchBrowser(path ?? '');
    site = await startSite({ mails: true, textsTo: ['34'], push });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  test('an answer is rated by keyboard, in two presses, and stays rated after a reload', async () => {
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    await chat.open();
    await chat.ask("com m'empadrono");
    const rate = chat.panel.getByRole('group', { name: 'Us ha servit?' });
    await rate.getByRole('button', { name: 'No' }).press('Enter');
    const why = chat.panel.getByRole('group', { name: 'Què hi falla?' });
    expect(
      await why
        .getByRole('button')
        .first()
        .evaluate((button) => button.matches(':focus')),
    ).toBe(true);
    expect(await accessibilityFaults(chat.page)).toEqual([]);
    await why.getByRole('button', { name: 'És antiga' }).press('Enter');
    await chat.panel.getByText('Gràcies per dir-ho.').first().waitFor();
    await chat.page.reload();
    await chat.panel.locator('.meta', { hasText: 'Gràcies per dir-ho.' }).waitFor();
    const said = (await site.inbounds()).flatMap(({ content }) => (content.kind === 'choice' ? [content.value] : []));
    expect(said).toEqual(['useless:padro.alta', 'useless:padro.alta/old']);
    expect(chat.errors).toEqual([]);
  });

  test('the conversation is saved as a file', async () => {
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    await chat.open();
    const saved = chat.page.waitForEvent('download');
    await chat.panel.getByRole('button', { name: 'Desa la conversa' }).click();
    expect((await saved).suggestedFilename()).toBe('Conversa.txt');
  });

  test('what a person writes is in sight each time, also after several messages without an answer', async () => {
    const chat = await openPage(browser, `${site.url}/?lang=ca`, { reducedMotion: 'reduce' });
    await chat.open();
    await chat.ask('el fanal no funciona');
    const code = async () => /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await chat.panel.innerHTML())?.[1];
    await until(async () => (await code()) !== undefined);
    const lines = ['Bon dia.', 'Som del servei.', 'Hi anem ara.', 'Us avisem.'].join('\n\n');
    const log = await chat.panel.locator('.log').boundingBox();
    for (const number of [1, 2, 3, 4]) {
      await site.reply((await code()) ?? '', `Missatge ${number}\n\n${lines}`, []);
      const newest = chat.panel.locator('.person').last();
      await newest.getByText(`Missatge ${number}`).waitFor();
      const bottom = async () => {
        const box = await newest.boundingBox();
        return (box?.y ?? 0) + (box?.height ?? 0);
      };
      await until(async () => (await bottom()) <= (log?.y ?? 0) + (log?.height ?? 0));
    }
    // The header says who answers as long as they do, also when the bot has a word to say meanwhile.
    const header = chat.panel.getByText(/^Us respon una persona: \S/);
    expect(await header.count()).toBe(1);
    await chat.ask('/privacy');
    await chat.lastAnswer('privacy ca');
    expect(await header.count()).toBe(1);
    expect(await accessibilityFaults(chat.page, ['dark', 'forced'])).toEqual([]);
  });

  test('that a person writes reaches who attends them, now and then and without a word of it; the bot alone is not told', async () => {
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    const said: unknown[] = [];
    chat.page.on('request', (request) => {
      if (!request.url().endsWith('/activities') || request.method() !== 'POST') return;
      const activity = request.postDataJSON();
      if (activity.type !== 'message') said.push(activity);
    });
    await chat.open();
    await chat.ask('el fanal no funciona');
    const code = async () => /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await chat.panel.innerHTML())?.[1] ?? '';
    await until(async () => (await code()) !== '');
    const news: News[] = [];
    await site.followCase(await code(), (each) => news.push(each));
    await chat.field.pressSequentially('Encara ');
    await chat.ask('Encara no funciona');
    await until(() => news.some(({ type }) => type === 'turn'));
    expect(said).toEqual([]);

    await site.reply(await code(), 'Hi anem ara.', []);
    await chat.panel.locator('.person', { hasText: 'Hi anem ara.' }).waitFor();
    const start = Date.now();
    await chat.field.pressSequentially('El número és secret');
    await until(() => news.some(({ type }) => type === 'citizen-typing'));
    // At most once in four seconds, however many keys are pressed.
    expect(said.length).toBeLessThanOrEqual(1 + Math.floor((Date.now() - start) / 4_000));
    for (const activity of said) expect(activity).toEqual({ type: 'typing', from: { id: 'user', role: 'user' } });
    expect(news.filter(({ type }) => type === 'citizen-typing').length).toBeLessThanOrEqual(said.length);
    expect(chat.errors).toEqual([]);
  });

  test('the title of a hidden page counts what is new', async () => {
    const chat = await openPage(browser, `${site.url}/?lang=ca`);
    await chat.open();
    const title = await chat.page.title();
    const hide = (isHidden: boolean) =>
      chat.page.evaluate(
        `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} }); document.dispatchEvent(new Event('visibilitychange'));`,
      );
    await hide(true);
    await chat.ask('mobles vells');
    // A function: a text may be refused by the page's policy where the first look does not find it true.
    await chat.page.waitForFunction(() => document.title.startsWith('(1) '));
    await hide(false);
    expect(await chat.page.title()).toBe(title);
  });

  /** Opens a case without a script; returns its page. */
  async function openCase(options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'ca-ES', ...options })).newPage();
    await page.goto(`${site.url}/xat?lang=ca`);
    await page.locator('form.ask textarea').fill('el fanal no funciona');
    await page.locator('form.ask button').click();
    const code = /\/cas\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await page.content())?.[1] ?? '';
    await page.goto(`${site.url}/cas/${code}?lang=ca`);
    await page.getByLabel('Clau', { exact: true }).fill(testKey);
    await page.getByRole('button', { name: 'Mostra el cas' }).click();
    return page;
  }

  test('a case is gone on with, closed and rated without a script', async () => {
    const page = await openCase({ javaScriptEnabled: false });
    await page.getByLabel('Escriviu-nos').fill('Encara no funciona');
    await page.getByRole('button', { name: 'Envia' }).click();
    expect(await page.getByRole('status').textContent()).toBe('Ho hem rebut, i és al cas.');
    expect(await page.locator('.talk .citizen').last().textContent()).toContain('Encara no funciona');
    await page.getByText('Ja no em cal').click();
    await page.getByRole('button', { name: 'Tanca el cas' }).click();
    await page.getByRole('radio', { name: '5' }).check();
    await page.getByRole('button', { name: 'Envia la valoració' }).click();
    expect(await page.getByRole('status').textContent()).toBe('Moltes gràcies per dir-nos-ho.');
  });

  test('a photo is seen in the case, and large when it is pressed', async () => {
    const page = await openCase({});
    const buffer = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAEUlEQVR4nGNwmHAAK2IYSAkA4tFLAZPKc7YAAAAASUVORK5CYII=',
      'base64',
    );
    await page.locator('#file').setInputFiles({ name: 'fanal.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: 'Envia' }).click();
    await page.getByRole('button', { name: 'Amplia la foto fanal.png' }).press('Enter');
    await page.getByRole('dialog', { name: 'Amplia la foto fanal.png' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test.each(ways)('its pages are accessible and as wide as the screen (%s)', async (_, options) => {
    const page = await openCase(options);
    await page.locator('.talk').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(isTooWide)).toBe(false);
    await page.getByText('Ja no em cal').click();
    await page.getByRole('button', { name: 'Tanca el cas' }).click();
    await page.getByRole('heading', { name: 'Com us hem atès?' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${site.url}/xat?lang=ca`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(isTooWide)).toBe(false);
  });

  test.each(ways)('a number is given and its code asked for, and can be taken back (%s)', async (_, options) => {
    const page = await openCase(options);
    await page.getByLabel('Mòbil').fill('93 479 67 00');
    await page.getByRole('button', { name: 'Aviseu-me per SMS' }).press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain("no és d'un mòbil");
    // The page opens where it is said, beside the field, which is as high as a thumb needs.
    await page.locator('[aria-labelledby=notify] [role=alert]:focus').waitFor();
    expect((await page.getByLabel('Mòbil').boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.getByLabel('Mòbil').fill('612 345 678');
    await page.getByRole('button', { name: 'Aviseu-me per SMS' }).press('Enter');
    expect(await page.locator('.done').textContent()).toBe('Us hem enviat un SMS amb un codi. Escriviu-lo més avall.');
    const code = page.getByLabel("Codi de l'SMS");
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    await code.fill('12345');
    await page.getByRole('button', { name: 'Confirma el número' }).press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('El codi no és aquest');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(isTooWide)).toBe(false);
    await page.getByRole('button', { name: "No m'envieu SMS" }).press('Enter');
    expect(await page.locator('.done').textContent()).toBe('No us enviarem més avisos.');
    expect(await page.getByLabel('Mòbil').inputValue()).toBe('');
  });
});
