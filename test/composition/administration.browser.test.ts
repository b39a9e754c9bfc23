import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { definition, openAccount } from '../adapters/teams/support/townBot.ts';
import { type FakeBotApi, startBotApi } from '../adapters/telegram/support/fakeBotApi.ts';
import { privateChat, says } from '../adapters/telegram/support/people.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtpServer.ts';
import { until } from '../support/until.ts';
import { accessibilityFaults } from '../web/support/axe.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { hire, signInPage } from './support/staffPages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();
/** A phone in the dark. */
const phone = { width: 390, height: 844 };
const token = '42:a-token-that-nobody-may-see';
const table = [
  'Nom;Correu;Rols;Departaments;Llengües',
  'Berta Roca;berta.roca@example.cat;Supervisor, edició;oiac;català, anglès',
  'Marc Serra;marc@example.cat;agent;;ca',
  'Zoe;zoe;rei;;',
].join('\r\n');

(path === null ? describe.skip : describe)('administrators run the service without a shell', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  let app: App;
  let dialogs: ContentFolder;
  let smtp: SmtpServer;
  let telegram: FakeBotApi;
  let browser: Browser;
  let page: Page;
  let second: Page;
  const errors: (readonly string[])[] = [];

  beforeAll(async () => {
    await builtPages();
    dialogs = await createContentFolder();
    smtp = await startSmtpServer();
    telegram = await startBotApi();
    telegram.bot(token);
    const env = {
      ...{ DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, PORT: '0' },
      ...{ CONSOLE_SECOND_FACTOR: 'off', MEANING: 'off', TELEGRAM_TOKEN: token },
      ...{ SMTP_URL: smtp.url, MAIL_FROM: 'Prat <bot@example.cat>' },
    };
    const config = readConfig(env, root);
    await openAccount(config, {
      ...{ ...definition, id: 'prat-telegram', channel: 'telegram', name: 'El Prat per Telegram' },
      secrets: { token: 'env:TELEGRAM_TOKEN' },
      settings: { receive: 'polling', apiRoot: telegram.url },
    });
    app = await startApp(config, env, everyRole, createLog());
    browser = await launchBrowser(path ?? '');
    for (const name of ['Adela', 'Bernat']) await hire(app, name, ['administrator']);
    await hire(app, 'Marc', ['agent']);
    [page, second] = [await comesIn('Adela'), await comesIn('Bernat')];
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    await Promise.all([smtp.close(), telegram.close(), dialogs.remove('.')]);
    rmSync(data, { recursive: true });
  });

  async function comesIn(name: string): Promise<Page> {
    const staff = await signInPage(browser, app.url, name);
    await staff.page.waitForURL('**/console');
    errors.push(staff.errors);
    return staff.page;
  }

  /** Nothing is wrong with the page as it is, in the dark, and on a phone, where nothing is cut off. */
  async function looksWell(): Promise<void> {
    expect(await accessibilityFaults(page)).toEqual([]);
    const size = page.viewportSize();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize(phone);
    expect(await accessibilityFaults(page)).toEqual([]);
    const widths = '[document.documentElement, document.querySelector("main"), document.querySelector("dialog")]';
    expect(
      await page.evaluate(`${widths}.every((each) => each === null || each.scrollWidth <= each.clientWidth)`),
    ).toBe(true);
    await page.emulateMedia({ colorScheme: 'light' });
    if (size !== null) await page.setViewportSize(size);
  }

  const button = (name: string | RegExp, on = page) =>
    on.getByRole('button', { name, exact: typeof name === 'string' });
  const inDialog = (name: string | RegExp, on = page) => on.getByRole('dialog').getByRole('button', { name });
  const goTo = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();

  test('people come from a table, line by line as it was said, and somebody who lost the phone is helped', async () => {
    await goTo('Personal');
    await page.locator('.cards li').first().waitFor();
    await button('Importa persones').click();
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'persones.csv', mimeType: 'text/csv', buffer: Buffer.from(table) },
    });
    const said = page.getByRole('dialog').locator('tbody tr');
    await said.first().waitFor();
    expect((await said.allInnerTexts()).map((line) => line.split('\t').at(-1))).toEqual([
      'Es convida: Supervisor, Editor',
      'Canvia: nom',
      "No s'importa: «zoe» no val a la columna correu; «rei» no val a la columna rols",
    ]);
    await looksWell();
    await inDialog('Importa 2').click();
    await inDialog('Tanca').last().click();
    const berta = page.locator('.cards li', { hasText: 'Berta Roca' });
    await berta.getByText('Invitació pendent').waitFor();
    await page.locator('.cards li', { hasText: 'Marc Serra' }).waitFor();
    expect(smtp.emails.map(({ to }) => to)).toEqual([['berta.roca@example.cat']]);
    await looksWell();

    // By keyboard alone.
    await button('Accés: Berta Roca').focus();
    await page.keyboard.press('Enter');
    await inDialog('Cancel·la la invitació').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Voleu cancel·lar la invitació de Berta Roca?').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Fet.', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await berta.getByText('No pot entrar').waitFor();

    await comesIn('Marc');
    await page.reload();
    await page.locator('.cards li', { hasText: 'Marc Serra' }).getByText('Última entrada').waitFor();
    await button('Accés: Marc Serra').click();
    await looksWell();
    await inDialog('Ha perdut el mòbil').click();
    await inDialog('Ha perdut el mòbil').click();
    await page.getByText('Hem enviat un correu a marc@example.cat').waitFor();
    await page.keyboard.press('Escape');
    expect(smtp.emails.at(-1)).toMatchObject({ to: ['marc@example.cat'], text: expect.stringContaining('Adela') });
  });

  test('an account is asked for step by step, approved by somebody else, and answers', async () => {
    await goTo('Canals');
    await page.locator('.contents li').first().waitFor();
    await looksWell();
    await page.getByRole('link', { name: 'Demana un compte' }).click();
    // Typed as people do: the focus stays where it is.
    await page.getByLabel('Nom amb què').pressSequentially('Biblioteca');
    await page.getByLabel('Àmbit').fill('Biblioteca municipal');
    await page.getByLabel('Departament responsable').selectOption({ index: 1 });
    expect(await page.getByLabel('Identificador').inputValue()).toBe('biblioteca');
    await looksWell();
    await page.keyboard.press('Enter');
    await page.getByLabel('Persona responsable').fill('Olga Amat');
    await page.getByLabel("Qui l'administra").fill('Pau Riu\nRut Pla');
    await page.getByLabel('Descripció pública').fill('Biblioteca municipal.');
    await looksWell();
    for (const step of ['Què respon', 'Connexió', 'Per què']) {
      await button('Continua').click();
      await page.getByRole('heading', { name: new RegExp(step) }).waitFor();
    }
    for (const field of ['Objectius', "A qui s'adreça", 'Què publicarà', 'Qui signa'])
      await page.getByLabel(field).fill('Olga Amat, per a la biblioteca');
    await button('Envia la petició').click();
    // The profile does not say the hours.
    await page.getByRole('alert').filter({ hasText: 'Descripció pública' }).waitFor();
    await looksWell();
    await page.getByLabel('Descripció pública').fill('De dl. a dv. de 9 a 14 h.');
    for (let step = 0; step < 3; step += 1) await button('Continua').click();
    await button('Envia la petició').click();
    await page.getByText("l'ha d'aprovar una altra persona.").waitFor();
    expect(await button('Aprova').count()).toBe(0);

    await second.goto(page.url());
    for (const step of ['Aprova', 'Obre']) {
      await button(step, second).click();
      await inDialog(step, second).click();
      await second.getByRole('dialog').waitFor({ state: 'detached' });
    }
    // Who opened it sees it connect without a reload.
    await second.getByText('Connectat', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('Connectat', { exact: true }).waitFor();
    await button("Comprova'l ara").click();
    await page.getByText('La plataforma el coneix com a «Biblioteca»').waitFor();
    await looksWell();

    await goTo('Codi per a webs');
    await page.getByLabel('Compte', { exact: true }).selectOption({ label: 'Biblioteca' });
    expect(await page.getByLabel('Codi', { exact: true }).inputValue()).toContain(
      'data-site-key="finestreta.biblioteca"',
    );
    await button("Mostra'l aquí").click();
    await page.locator('finestreta-chat').getByRole('button', { name: 'Pregunteu-nos' }).waitFor();
    await looksWell();
    await button("Treu-lo d'aquí").click();
    await page.locator('finestreta-chat').waitFor({ state: 'detached' });
  });

  test('a message that could not be delivered is seen, read on record, and sent again', async () => {
    const bot = telegram.bot(token);
    const refused = { kind: 'status', status: 403, description: 'Forbidden: bot was blocked by the user' } as const;
    const refusal = bot.problem(/^sendMessage$/, { ...refused, parameters: {} });
    await bot.bring(says(privateChat(7), 'ask padro.alta ca 3'));
    await refusal;
    await until(async () => {
      await page.goto(`${app.url}/console/canals`);
      await page.locator('section[aria-busy=false]').waitFor();
      return (await page.getByRole('link', { name: 'No lliurats: 1' }).count()) > 0;
    });
    await looksWell();
    await page.getByRole('link', { name: 'No lliurats: 1' }).click();
    await page.getByText('La plataforma ha rebutjat el missatge.').waitFor();
    expect(await page.locator('.said-text').count()).toBe(0);
    await button('Mostra què diu').click();
    await page.locator('.said-text').waitFor();
    await looksWell();
    await button("Torna'l a enviar").click();
    await page.getByText("Tots els missatges s'han lliurat.").waitFor();
    await until(async () => bot.calls.some(({ payload }) => payload.chat_id === 7));
    await goTo('Qui ha llegit què');
    await page.locator('tr', { hasText: 'Un missatge no lliurat' }).getByText('Adela').waitFor();
  });

  test('the crisis switch, the connections and the departments', async () => {
    await goTo('Canals');
    await button('Activa el mode de crisi').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('On s').selectOption({ label: 'Biblioteca' });
    await dialog.getByLabel('Motiu').fill('Talls d’aigua');
    expect(await inDialog('Activa').isDisabled()).toBe(true);
    await dialog.getByLabel('Entenc').check();
    await looksWell();
    await inDialog('Activa').click();
    await page.getByText('tots els comptes envien la gent a Biblioteca').waitFor();
    await page.getByText('Congelat per la crisi').first().waitFor();
    await looksWell();
    await button('Acaba la crisi').click();
    await dialog.getByLabel('Motiu').fill('Ja hi ha aigua');
    await inDialog('Acaba la crisi').click();
    await button('Activa el mode de crisi').waitFor();

    await goTo('Connexions');
    const before = smtp.emails.length;
    await button("Envia'm un correu de prova").click();
    await page.getByText('ha acceptat un missatge per a adela@example.cat').waitFor();
    expect(smtp.emails.slice(before).map(({ to }) => to)).toEqual([['adela@example.cat']]);
    await looksWell();
    await goTo('Departaments');
    await page.locator('.fact').first().waitFor();
    await looksWell();
    expect(errors.flat()).toEqual([]);
  });
});
