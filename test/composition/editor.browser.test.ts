import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { until } from '../support/until.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { openPage } from '../web/support/chatPage.ts';
import { type FakeChats, openFakeChats } from './support/fakeChats.ts';
import { hire, signInPage } from './support/staffPages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();

/** A service as its editor would write it: the test's own words, no facts of any city. */
const wordings = {
  ca: [
    "com apunto la nena al casal d'estiu",
    "casal d'estiu inscripcions",
    'quan són les colònies urbanes',
    'casal de juliol per als petits',
    'hi ha casal aquest estiu?',
    'vull plaça al casal',
    'on apunto el meu fill al casal',
    'activitats de vacances per a infants',
  ],
  es: [
    'cómo apunto a la niña al casal de verano',
    'casal de verano inscripciones',
    'cuándo son las colonias urbanas',
    'casal de julio para los pequeños',
    'hay casal este verano?',
    'quiero plaza en el casal',
    'dónde apunto a mi hijo al casal',
    'actividades de vacaciones para niños',
  ],
  en: [
    'how do I sign my daughter up for summer camp',
    'summer camp registration',
    'when are the urban camps',
    'july camp for small children',
    'is there a summer camp this year?',
    'I want a place at the camp',
    'where do I register my son for camp',
    'holiday activities for kids',
  ],
} as const;
const answers = {
  ca: "Per apuntar-se al **casal d'estiu** cal fer la inscripció de prova.",
  es: 'Para apuntarse al **casal de verano** hay que hacer la inscripción de prueba.',
  en: 'To join the **summer camp**, fill in the test registration.',
};
const titles = { ca: "Casal d'estiu", es: 'Casal de verano', en: 'Summer camp' };
const locales = ['ca', 'es', 'en'] as const;

/** Counts what a person does with mouse and keyboard: presses, fields that are filled, and texts that are pasted. */
function countedHands(page: Page) {
  let actions = 0;
  return {
    press: async (name: string | RegExp, role: 'button' | 'link' = 'button') => {
      actions += 1;
      await page.getByRole(role, { name, exact: true }).first().click();
    },
    fill: async (field: string, text: string) => {
      actions += 1;
      await page.locator(field).fill(text);
    },
    choose: async (field: string, value: string) => {
      actions += 1;
      await page.locator(field).selectOption(value);
    },
    actions: () => actions,
  };
}

(path === null ? describe.skip : describe)('an editor who never saw it, over the running service', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  let app: App;
  let chats: FakeChats;
  let dialogs: ContentFolder;
  let browser: Browser;

  beforeAll(async () => {
    await builtPages();
    dialogs = await createContentFolder();
    chats = await openFakeChats();
    const env = {
      DATA_DIR: data,
      DIALOGS_DIR: dialogs.path,
      LEARNT_DIR: learntDir,
      PORT: '0',
      CONSOLE_SECOND_FACTOR: 'off',
      MEANING: 'off',
      ...chats.secrets,
    };
    await chats.openAccounts(readConfig(env, root));
    app = await startApp(readConfig(env, root), env, everyRole, createLog());
    browser = await launchBrowser(path ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    await chats.close();
    await dialogs.remove('.');
    rmSync(data, { recursive: true });
  });

  test('adds a service in three languages, tries it, publishes it, sees it answered on web and Telegram, and undoes it', async () => {
    await hire(app, 'Eva', ['editor']);
    const { page, errors } = await signInPage(browser, app.url, 'Eva');
    await page.waitForURL('**/console/contingut');
    const hands = countedHands(page);

    await hands.press('Servei nou');
    await hands.fill('dialog input', titles.ca);
    await hands.choose('dialog select', 'padro');
    await hands.press('Comença a escriure');
    await page.locator('.entryform').waitFor();
    for (const locale of locales) {
      if (locale !== 'ca') await hands.fill(`#field-title-${locale}`, titles[locale]);
      await hands.fill(`#field-questions-${locale}`, wordings[locale].join('\n'));
      await hands.fill(`#field-answer-${locale}`, answers[locale]);
    }
    await hands.fill('#field-source-name', 'Pàgina de prova');
    await hands.fill('#field-source-url', 'https://casal.example');
    await hands.press('Avui');
    await page.locator('.problem').first().waitFor({ state: 'detached' });
    await page.locator('.saving.saved', { hasText: 'Esborrany desat' }).waitFor();

    await hands.press('Prova-ho');
    await hands.fill('#trial-field', "com m'apunto al casal d'estiu?");
    await hands.press('Envia');
    await page.locator('.trial .bubble.bot', { hasText: 'inscripció de prova' }).waitFor();
    await page.locator('.why summary').click();
    await page.locator('.why dd', { hasText: 'padro.casal-estiu' }).waitFor();
    const early = await openPage(browser, `${app.url}/?lang=ca`);
    await early.open();
    await early.ask("com m'apunto al casal d'estiu?");
    await early.panel.locator('.entry.user ~ .bot').first().waitFor();
    expect((await early.transcript()).join('\n')).not.toContain('inscripció de prova');

    await hands.press('Publica', 'link');
    await hands.fill('#publish-note', "Casal d'estiu");
    await hands.press('Publica-ho ara');
    await page.locator('.toast', { hasText: 'Publicat' }).waitFor();

    const asked = {
      ca: ["com m'apunto al casal d'estiu?", 'inscripció de prova'],
      es: ['cómo me apunto al casal de verano?', 'inscripción de prueba'],
      en: ['how do I sign up for the summer camp?', 'test registration'],
    } as const;
    for (const locale of locales) {
      const citizen = await openPage(browser, `${app.url}/?lang=${locale}`);
      await citizen.open();
      await citizen.ask(asked[locale][0]);
      await citizen.panel.locator('.bot', { hasText: asked[locale][1] }).waitFor();
      expect(citizen.errors).toEqual([]);
    }
    const onTelegram = chats.onTelegram(11, 'ca');
    await onTelegram.say(asked.ca[0]);
    await onTelegram.receives(/(inscripció de prova)/);

    await hands.press('Historial', 'link');
    await hands.press('Desfés la publicació 2');
    await hands.fill('.revertform input', 'Era una prova');
    await hands.press('Desfés-la');
    await page.locator('.releases > li', { hasText: 'desfà la publicació 2' }).waitFor();
    const late = await openPage(browser, `${app.url}/?lang=ca`);
    await late.open();
    await late.ask("com m'apunto al casal d'estiu?");
    await late.panel.locator('.entry.user ~ .bot').first().waitFor();
    expect((await late.transcript()).join('\n')).not.toContain('inscripció de prova');
    const lateOnTelegram = chats.onTelegram(12, 'ca');
    await lateOnTelegram.say(asked.ca[0]);
    // The introduction, and what came of the question.
    await until(() => lateOnTelegram.said().length >= 2);
    expect(lateOnTelegram.said().join('\n')).not.toContain('inscripció de prova');
    expect(errors).toEqual([]);
    // Presses, fields and pasted texts, from the list to the release that is undone.
    expect(hands.actions()).toBeLessThanOrEqual(25);
  });
});
