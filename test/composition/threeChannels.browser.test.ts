import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Route } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { freePort } from '../support/freePort.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { openPage } from '../web/support/chatPage.ts';
import { type FakeChats, openFakeChats } from './support/fakeChats.ts';
import { hire, openStaffPage, receives, reply, type StaffPage, take } from './support/staffPages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();
const receipt = (locale: string) => new RegExp(`([0-9A-Z]{4}-[0-9A-Z]{4}) ${locale}`);
const codeIn = (text: string, locale: string) => receipt(locale).exec(text)?.[1] ?? '';

(path === null ? describe.skip : describe)('two of staff and citizens on three channels, at once', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  let port: string;
  let app: App;
  let chats: FakeChats;
  let dialogs: ContentFolder;
  let browser: Browser;

  const environment = () => ({
    ...{ DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, PORT: port, CONSOLE_SECOND_FACTOR: 'off' },
    ...{ ...chats.secrets, MEANING: 'off' },
  });
  async function start(): Promise<void> {
    const env = environment();
    app = await startApp(readConfig(env, root), env, everyRole, createLog());
  }

  beforeAll(async () => {
    await builtPages();
    // It restarts on the same port, which nobody else must be given meanwhile.
    port = String(await freePort());
    // Little to learn, so that it starts in a moment.
    dialogs = await createContentFolder();
    await dialogs.edit('phrases.yaml', 'move: { ca: move ca, es: move es', "move: { ca: move ca, es: 'CODI {{code}}'");
    chats = await openFakeChats();
    await chats.openAccounts(readConfig(environment(), root));
    await start();
    browser = await launchBrowser(path ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    await chats.close();
    await dialogs.remove('.');
    rmSync(data, { recursive: true });
  });

  const row = ({ page }: StaffPage, code: string) => page.locator(`.row[href$="${code}"]`);
  const openCase = async (staff: StaffPage, code: string) => {
    await row(staff, code).click();
    await staff.page.locator('.casehead .code', { hasText: code }).waitFor();
  };
  /** What was said in the case that is open, by whom, without what the bot said. */
  const talk = ({ page }: StaffPage) =>
    page
      .locator('.said.citizen, .said.staff')
      .evaluateAll((all) =>
        all.map((each) => `${each.classList[1]}: ${each.querySelector('.bubble')?.textContent?.trim()}`),
      );
  const shows = async (staff: StaffPage, lines: readonly string[]) => {
    await receives(staff, lines.findLast((line) => line.startsWith('citizen'))?.slice('citizen: '.length) ?? '');
    expect(await talk(staff)).toEqual(lines);
  };

  test('each is answered where they wrote, in order, also when the server restarts in the middle', async () => {
    await hire(app, 'Anna');
    await hire(app, 'Berta');
    const anna = await openStaffPage(browser, app.url, 'Anna');
    const berta = await openStaffPage(browser, app.url, 'Berta');
    const web = await openPage(browser, `${app.url}/?lang=ca`);
    const telegram = chats.onTelegram(11, 'es');
    const discord = chats.onDiscord('joan');
    await web.open();

    // One begins on Discord and goes on on Telegram.
    const before = chats.onDiscord('maria');
    await before.say('help ahora');
    await before.receives(/help es/);
    await before.say('ask padro.alta es 3');
    await before.receives(/Respuesta\./);
    await before.say('move ahora');
    const transferCode = await before.receives(/CODI ([0-9A-Z]{4}-[0-9A-Z]{4})/);
    const saidBefore = before.said().length;
    await telegram.say(transferCode);
    await telegram.receives(/continued es/);

    // All ask for a person at once, and each gets a receipt in their language.
    await Promise.all([web.ask('person ara'), telegram.say('person ahora'), discord.say('person now')]);
    await web.panel.locator('.bot', { hasText: receipt('ca') }).waitFor();
    const codes = {
      web: codeIn((await web.transcript()).join('\n'), 'ca'),
      telegram: await telegram.receives(receipt('es')),
      discord: await discord.receives(receipt('en')),
    };
    expect(new Set(Object.values(codes)).size).toBe(3);
    for (const staff of [anna, berta]) {
      for (const code of Object.values(codes)) await row(staff, code).waitFor();
      await row(staff, codes.telegram).filter({ hasText: 'El Prat per Telegram' }).waitFor();
      await row(staff, codes.discord).filter({ hasText: 'El Prat per Discord' }).waitFor();
    }

    // They serve at the same time, each another matter; the colleague sees whose it is.
    await Promise.all([openCase(anna, codes.web), openCase(berta, codes.telegram)]);
    await Promise.all([take(anna), take(berta)]);
    await row(berta, codes.web).locator('.who', { hasText: 'Anna' }).waitFor();
    await row(anna, codes.telegram).locator('.who', { hasText: 'Berta' }).waitFor();
    await Promise.all([
      reply(anna, 'Bon dia').then(() => reply(anna, 'Digueu-me')),
      reply(berta, 'Buenos días').then(() => reply(berta, 'Dígame')),
    ]);
    await web.lastAnswer('Digueu-me');
    await telegram.receives(/(Dígame)/);
    await Promise.all([web.ask('El fanal no va'), telegram.say('Falta un papel')]);
    await Promise.all([receives(anna, 'El fanal no va'), receives(berta, 'Falta un papel')]);

    // What was said on Discord stands before what was said on Telegram, each under its channel.
    const channels = await berta.page.locator('.channel').allTextContents();
    expect(channels.map((text) => /Discord|Telegram/.exec(text)?.[0])).toEqual(['Discord', 'Telegram']);

    // The server goes away while Anna writes; citizens go on meanwhile.
    for (const { page } of [anna, berta]) await page.evaluate('window.isSamePage = true');
    await anna.page.locator('#composer').fill('Hi passaran');
    await app.close();
    for (const { page } of [anna, berta]) await page.locator('.line', { hasText: 'connexió' }).waitFor();
    await web.ask('Ja fa tres setmanes');
    await telegram.say('¿Sigue ahí?');
    await start();
    await Promise.all([receives(anna, 'Ja fa tres setmanes'), receives(berta, '¿Sigue ahí?')]);
    expect(await anna.page.locator('#composer').inputValue()).toBe('Hi passaran');
    for (const { page } of [anna, berta]) expect(await page.evaluate('window.isSamePage')).toBe(true);
    await Promise.all([reply(anna, 'Hi passaran demà'), reply(berta, 'Aquí sigo')]);
    await web.lastAnswer('Hi passaran demà');
    await telegram.receives(/(Aquí sigo)/);

    // The third one is still there, over a connection that was made again.
    await discord.say('Anybody there?');
    await openCase(anna, codes.discord);
    await receives(anna, 'Anybody there?');
    // She sends before it is known whether the case is hers: it goes out as soon as it is.
    const pressed = Promise.withResolvers<void>();
    const hold = (route: Route) => pressed.promise.then(() => route.continue());
    await anna.page.route('**/commands', hold, { times: 1 });
    await take(anna);
    await anna.page.locator('#composer').fill('Here I am');
    await anna.page.keyboard.press('Control+Enter');
    pressed.resolve();
    await anna.page.locator('.said.staff', { hasText: 'Here I am' }).waitFor();
    await discord.receives(/(Here I am)/);

    await shows(anna, ['citizen: person now', 'citizen: Anybody there?', 'staff: Here I am']);
    await shows(berta, [
      'citizen: help ahora',
      'citizen: ask padro.alta es 3',
      'citizen: move ahora',
      `citizen: ${transferCode}`,
      'citizen: person ahora',
      'staff: Buenos días',
      'staff: Dígame',
      'citizen: Falta un papel',
      'citizen: ¿Sigue ahí?',
      'staff: Aquí sigo',
    ]);
    await openCase(anna, codes.web);
    await shows(anna, [
      'citizen: person ara',
      'staff: Bon dia',
      'staff: Digueu-me',
      'citizen: El fanal no va',
      'citizen: Ja fa tres setmanes',
      'staff: Hi passaran demà',
    ]);

    // The citizens have read the same, each once and in this order.
    const received = (lines: readonly string[], words: readonly string[]) =>
      lines.filter((line) => words.some((each) => line.includes(each)));
    const ours = ['Bon dia', 'Digueu-me', 'Hi passaran demà'];
    expect(received(await web.transcript(), ours)).toEqual(ours);
    const spanish = ['Buenos días', 'Dígame', 'Aquí sigo'];
    // Where no other way shows who speaks, their lines begin with it.
    expect(received(telegram.said(), spanish)).toEqual(spanish.map((line) => `<b>speaker.team es:</b>\n\n${line}`));
    expect(received(discord.said(), ['Here I am', ...ours, ...spanish])).toEqual(['**speaker.team en:**\n\nHere I am']);
    expect(before.said()).toHaveLength(saidBefore);
    expect([...anna.errors, ...berta.errors]).toEqual([]);
  });
});
