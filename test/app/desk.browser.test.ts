import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { everyRole } from '../../src/roles.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { createLog } from '../support/log.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { openPage } from '../web/support/chatPage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const password = 'tramuntana de gener 1907';
const path = findBrowser();
const emailOf = (name: string) => `${name.toLowerCase()}@example.cat`;

(path === null ? describe.skip : describe)(
  'two of staff and a citizen, each in a browser, over the running service',
  () => {
    const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
    const log = createLog();
    let app: App;
    let dialogs: ContentFolder;
    let browser: Browser;

    beforeAll(async () => {
      await builtPages();
      // Little to learn, so that it starts in a moment.
      dialogs = await createContentFolder();
      const env = { DATA_DIR: data, DIALOGS_DIR: dialogs.path, PORT: '0', CONSOLE_SECOND_FACTOR: 'off' };
      app = await startApp(readConfig(env, root), env, everyRole, log);
      browser = await launchBrowser(path ?? '');
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await app.close();
      await dialogs.remove('.');
      rmSync(data, { recursive: true });
    });

    /** Lists somebody of staff, with a password. */
    async function hire(name: string): Promise<void> {
      const { invitations } = app.bot.people;
      const email = emailOf(name);
      const newcomer = {
        tenant: 'default',
        name,
        email,
        roles: ['supervisor'],
        departments: [],
        locales: ['ca'],
      } as const;
      const { link } = await invitations.invite(newcomer, null);
      await invitations.accept(link.token, password, null);
    }

    /** Signs in by the form, as people do. */
    async function deskOf(name: string): Promise<{ readonly page: Page; readonly errors: readonly string[] }> {
      const context = await browser.newContext({ locale: 'ca-ES', reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.setDefaultTimeout(40_000);
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(`${app.url}/console`);
      await page.locator('input[name=email]').fill(emailOf(name));
      await page.locator('input[name=password]').fill(password);
      await page.locator('main form button[type=submit]').click();
      await page.waitForURL('**/console');
      await page.locator('.queues button', { hasText: 'Tots' }).click();
      return { page, errors };
    }

    test('a matter goes from the bot to a person and back, whatever breaks on the way', async () => {
      const citizen = await openPage(browser, `${app.url}/?lang=ca`);
      await hire('Anna');
      await hire('Berta');
      const [anna, berta] = [await deskOf('Anna'), await deskOf('Berta')];

      await citizen.open();
      await citizen.ask('person ara');
      await citizen.panel.locator('.bot', { hasText: /[0-9A-Z]{4}-[0-9A-Z]{4}/ }).waitFor();
      for (const { page } of [anna, berta]) {
        await page.locator('.row').first().click();
        await page.locator('.said.citizen', { hasText: 'person ara' }).waitFor();
      }
      await anna.page.getByText('Berta també és aquí.').waitFor();

      // Both take it at the same instant: one has it, the other is told.
      const take = ({ page }: typeof anna) => page.getByRole('button', { name: "Agafa'l", exact: true }).click();
      await Promise.all([take(anna), take(berta)]);
      const told = ({ page }: typeof anna) => page.locator('.warning', { hasText: 'Ja ho porta un company' }).waitFor();
      const isTold = await Promise.race([told(anna).then(() => anna), told(berta).then(() => berta)]);
      const [winner, loser] = isTold === anna ? [berta, anna] : [anna, berta];
      const winnerName = winner === anna ? 'Anna' : 'Berta';
      for (const { page } of [winner, loser]) {
        await page.locator('.facts', { hasText: new RegExp(`Ara respon\\s*${winnerName}`) }).waitFor();
      }

      const reply = async (text: string) => {
        await winner.page.locator('#composer').fill(text);
        await winner.page.keyboard.press('Control+Enter');
        await winner.page.locator('.said.staff', { hasText: text }).waitFor();
        await citizen.lastAnswer(text);
      };
      await reply('Bon dia, en què us puc ajudar?');
      await loser.page.locator('.said.staff', { hasText: 'Bon dia, en què us puc ajudar?' }).waitFor();

      const says = async (text: string, seenBy: readonly (typeof anna)[]) => {
        await citizen.ask(text);
        for (const { page } of seenBy) await page.locator('.said.citizen', { hasText: text }).waitFor();
      };
      await says('El fanal del carrer Major no va', [winner, loser]);

      // The winner's line breaks; the citizen goes on, and the colleague sees it.
      await winner.page.context().setOffline(true);
      await winner.page.locator('#composer').fill('Això no surt encara');
      await winner.page.keyboard.press('Control+Enter');
      await winner.page.locator('.toast', { hasText: 'No hi ha connexió' }).waitFor();
      await says('Ja fa tres setmanes', [loser]);
      await winner.page.context().setOffline(false);
      await winner.page.locator('.said.citizen', { hasText: 'Ja fa tres setmanes' }).waitFor();
      expect(await winner.page.locator('#composer').inputValue()).toBe('Això no surt encara');
      await reply('Hi passaran demà al matí.');

      // A note stays among staff.
      await winner.page.getByRole('button', { name: 'Nota interna', exact: true }).click();
      await winner.page.locator('#composer').fill('Avisada la brigada');
      await winner.page.keyboard.press('Control+Enter');
      await loser.page.locator('.said.note', { hasText: 'Avisada la brigada' }).waitFor();

      await winner.page.getByRole('button', { name: "Torna'l a l'assistent" }).click();
      await loser.page.locator('.facts', { hasText: /Ara respon\s*Assistent/ }).waitFor();
      await citizen.ask('ask padro.alta ca 3');
      await citizen.lastAnswer('Resposta.');
      const words = (await citizen.transcript()).join('\n');
      expect(words).not.toContain('Avisada la brigada');
      expect(words.match(/Bon dia, en què us puc ajudar\?/g)).toHaveLength(1);
      expect([...anna.errors, ...berta.errors, ...citizen.errors]).toEqual([]);
    });
  },
);
