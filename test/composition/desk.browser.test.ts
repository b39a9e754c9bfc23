import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { openPage } from '../web/support/chatPage.ts';
import { hire, openStaffPage, receives, reply, type StaffPage, take } from './support/staffPages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();

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
      const env = {
        ...{ DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, PORT: '0' },
        ...{ CONSOLE_SECOND_FACTOR: 'off', MEANING: 'off', CONTENT_LINKS: 'off' },
      };
      app = await startApp(readConfig(env, root), env, everyRole, log);
      browser = await launchBrowser(path ?? '');
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await app.close();
      await dialogs.remove('.');
      rmSync(data, { recursive: true });
    });

    test('a matter goes from the bot to a person and back, whatever breaks on the way', async () => {
      const citizen = await openPage(browser, `${app.url}/?lang=ca`);
      await hire(app, 'Anna');
      await hire(app, 'Berta');
      const anna = await openStaffPage(browser, app.url, 'Anna');
      const berta = await openStaffPage(browser, app.url, 'Berta');

      await citizen.open();
      await citizen.ask('person ara');
      await citizen.panel.locator('.bot', { hasText: /[0-9A-Z]{4}-[0-9A-Z]{4}/ }).waitFor();
      for (const each of [anna, berta]) {
        await each.page.locator('.row').first().click();
        await receives(each, 'person ara');
      }
      await anna.page.getByText('Berta també és aquí.').waitFor();

      // Both take it at the same instant: one has it, the other is told.
      await Promise.all([take(anna), take(berta)]);
      const notified = ({ page }: StaffPage) => page.locator('.warning', { hasText: 'Ja el porta algú' }).waitFor();
      const isNotified = await Promise.race([notified(anna).then(() => anna), notified(berta).then(() => berta)]);
      const [winner, loser] = isNotified === anna ? [berta, anna] : [anna, berta];
      for (const { page } of [winner, loser]) {
        await page.locator('.facts', { hasText: new RegExp(`Ara respon\\s*${winner.name}`) }).waitFor();
      }

      const answer = async (text: string) => {
        await reply(winner, text);
        await citizen.lastAnswer(text);
      };
      await answer('Bon dia, en què us puc ajudar?');
      await loser.page.locator('.said.staff', { hasText: 'Bon dia, en què us puc ajudar?' }).waitFor();

      const says = async (text: string, seenBy: readonly StaffPage[]) => {
        await citizen.ask(text);
        for (const each of seenBy) await receives(each, text);
      };
      await says('El fanal del carrer Major no va', [winner, loser]);

      // The winner's line breaks; the citizen goes on, and the colleague sees it.
      await winner.page.context().setOffline(true);
      await winner.page.locator('#composer').fill('Això no surt encara');
      await winner.page.keyboard.press('Control+Enter');
      await winner.page.locator('.toast', { hasText: 'No hi ha connexió' }).waitFor();
      await says('Ja fa tres setmanes', [loser]);
      await winner.page.context().setOffline(false);
      await receives(winner, 'Ja fa tres setmanes');
      expect(await winner.page.locator('#composer').inputValue()).toBe('Això no surt encara');
      await answer('Hi passaran demà al matí.');

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
