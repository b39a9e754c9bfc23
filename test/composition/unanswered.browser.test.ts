import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import type { QuestionClusters } from '../../src/content/unanswered/views.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { openConversation } from '../support/directLine.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { until } from '../support/until.ts';
import { accessibilityFaults } from '../web/support/axe.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { hire, signInPage } from './support/staffPages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();
const question = 'piscina municipal';
/** A phone in the dark. */
const phone = { width: 390, height: 844 };

(path === null ? describe.skip : describe)(
  'an editor follows what people ask in vain, over the running service',
  () => {
    const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
    let app: App;
    let dialogs: ContentFolder;
    let browser: Browser;
    let page: Page;
    let errors: readonly string[];

    beforeAll(async () => {
      await builtPages();
      dialogs = await createContentFolder();
      const env = {
        ...{ DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, PORT: '0' },
        ...{ CONSOLE_SECOND_FACTOR: 'off', MEANING: 'off' },
      };
      app = await startApp(readConfig(env, root), env, everyRole, createLog());
      browser = await launchBrowser(path ?? '');
      await hire(app, 'Eva', ['editor']);
      ({ page, errors } = await signInPage(browser, app.url, 'Eva'));
      await page.waitForURL('**/console/contingut');
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await app.close();
      await dialogs.remove('.');
      rmSync(data, { recursive: true });
    });

    /** Somebody asks, in a conversation of their own. */
    async function ask(text: string, locale: 'ca' | 'es'): Promise<(choice: string) => Promise<void>> {
      const { id, token } = await openConversation(app.url);
      const send = async (body: object) => {
        const response = await fetch(`${app.url}/v3/directline/conversations/${id}/activities`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ type: 'message', locale, from: { id: 'me' }, ...body }),
        });
        expect(response.status).toBe(200);
      };
      await send({ text });
      return (choice) => send({ text: '', value: { choice } });
    }

    /** Shows a list until it holds what is looked for: the journal is read behind the messages. */
    async function shows(list: RegExp, text: RegExp): Promise<void> {
      await until(async () => {
        await page.getByRole('button', { name: list }).click();
        await page.locator('section[aria-busy=false]').waitFor();
        return (await page.locator('.cluster', { hasText: text }).count()) > 0;
      });
    }

    /** Nothing is wrong with the page as it is, in the dark, and on a phone, where nothing is cut off. */
    async function looksWell(): Promise<void> {
      expect(await accessibilityFaults(page)).toEqual([]);
      const size = page.viewportSize();
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize(phone);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.emulateMedia({ colorScheme: 'light' });
      if (size !== null) await page.setViewportSize(size);
    }

    test('a question that three people asked is added, published, asked again, and gone once they erase it', async () => {
      const people = [await ask(question, 'ca'), await ask(question, 'ca'), await ask(`${question}?`, 'es')];
      await page.getByRole('link', { name: 'Sense resposta' }).click();

      await shows(/^Pendents/, /Vegades: 3 · Persones: 3 · Català 2, Castellà 1/);
      await looksWell();

      // By keyboard alone.
      await page.getByRole('button', { name: 'Afegeix a un servei…' }).focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Afegeix a un servei…' });
      await dialog.waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await dialog.getByLabel('Servei').selectOption({ label: 'residus.mobles ca' });
      await dialog.getByLabel("La redacció que s'hi afegeix").fill('piscina municipal, la 12345678Z');
      await page.keyboard.press('Enter');
      await dialog.getByRole('alert').filter({ hasText: 'dada personal' }).waitFor();
      await dialog.getByLabel("La redacció que s'hi afegeix").fill('piscina municipal');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.locator('.cluster', { hasText: "A l'esborrany" }).waitFor();
      await page.locator('.cluster h2:focus').waitFor();

      // Undone, and added again.
      await page.getByRole('button', { name: 'Desfés', exact: true }).click();
      await page.getByRole('button', { name: 'Afegeix a un servei…' }).click();
      await dialog.getByLabel('Servei').selectOption({ label: 'residus.mobles ca' });
      await dialog.getByRole('button', { name: 'Afegeix', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });

      await page.getByRole('link', { name: 'Publica' }).click();
      await page.locator('#publish-note').fill('La piscina.');
      await page.getByRole('button', { name: 'Publica-ho ara' }).click();
      await page.locator('.toast', { hasText: 'Publicat' }).waitFor();
      await ask(question, 'ca');
      await ask(question, 'es');
      await page.getByRole('link', { name: 'Sense resposta' }).click();
      await shows(/^En seguiment/, /Resolta amb la versió 2\. Preguntada des d'aleshores: 2, totes contestades\./);
      await looksWell();

      for (const choose of people) {
        await choose('command:erase');
        await choose('erase:yes');
      }
      await page.getByRole('button', { name: /^Pendents/ }).click();
      await page.getByText('No hi ha cap pregunta pendent.').waitFor();
      expect(errors).toEqual([]);
    });

    test('figures are read without a script, and downloaded; the list says what each service was asked for', async () => {
      await page.goto(`${app.url}/console/contingut`);
      await page
        .locator('.contents li', { hasText: 'residus.mobles ca' })
        .locator('.asked', { hasText: 'Preguntes en 30 dies: 2' })
        .waitFor();
      await page.getByLabel('Ordre').selectOption({ label: 'Més preguntats' });
      await page.locator('.contents li:first-child', { hasText: 'residus.mobles ca' }).waitFor();
      await looksWell();

      const context = await browser.newContext({
        javaScriptEnabled: false,
        locale: 'ca-ES',
        storageState: await page.context().storageState(),
      });
      const plain = await context.newPage();
      await plain.goto(`${app.url}/console/xifres?dies=90`);
      await plain.getByText(/^Preguntes: 5\. Contestades a l'acte: 2\./).waitFor();
      await plain.getByRole('row', { name: 'residus.mobles ca 2 2 0 0 0 0' }).waitFor();
      await plain.getByRole('img', { name: 'Català: 4, i com a màxim 4 en un dia' }).waitFor();
      const csv = await plain.request.get(`${app.url}/console/xifres.csv?dies=90`);
      expect(csv.headers()['content-disposition']).toMatch(/^attachment; filename="xifres-/);
      expect(await csv.text()).toMatch(
        /^day,entry,aspect,language,asked,given.*\r\n[\s\S]*,residus\.mobles,,ca,2,2,0,0,0,0,0,0\r\n/,
      );
      const topics = await plain.request.get(`${app.url}/console/xifres-temes.csv?dies=90`);
      expect(await topics.text()).toMatch(/,residus,ca,2,2,0,0,0,0,0,0\r\n/);
      await plain.getByRole('img', { name: 'residus. Català: 2, i com a màxim 2 en una setmana' }).waitFor();
      await plain.getByText('residus: les mateixes xifres en una taula').click();
      await plain.getByRole('region', { name: 'residus: les mateixes xifres en una taula' }).waitFor();
      await context.close();

      await page.goto(`${app.url}/console/xifres`);
      await looksWell();
      const unknown = await fetch(`${app.url}/console/xifres.csv`, { redirect: 'manual' });
      expect(unknown.status).toBe(303);
      expect(errors).toEqual([]);
    });

    test('what people refuse is offered beside the wordings of the nearest service, and added with one press', async () => {
      const refused = 'ask padro.alta ca ask residus.mobles ca';
      const choose = await ask(refused, 'ca');
      await choose('none');
      await page.goto(`${app.url}/console/contingut/sense-resposta`);
      await shows(/^Pendents/, /Cap de les opcions: 1/);
      // It names two services: which of them is nearer, what was learnt decides.
      const listed = await page.request.get(`${app.url}/console/api/content/unanswered`);
      const { clusters }: Pick<QuestionClusters, 'clusters'> = await listed.json();
      await page.goto(`${app.url}/console/contingut/text/${clusters[0]?.nearest[0]?.document}`);
      await page.getByRole('region', { name: "Preguntes sense resposta que s'hi acosten" }).waitFor();
      await looksWell();
      await page.getByRole('button', { name: `Afegeix «${refused}»` }).click();
      await page.locator('.chips', { hasText: refused }).waitFor();
      await page.locator('.saving.saved').waitFor();
      await page.locator('.realquestions').waitFor({ state: 'detached' });
      expect(errors).toEqual([]);
    });
  },
);
