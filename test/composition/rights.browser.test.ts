import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { unpackZip } from '../../src/content/sheets/zip.ts';
import { checkProof } from '../../src/transparency/receipts/checkProof.ts';
import { errorsOf, findBrowser, launchBrowser } from '../support/browser.ts';
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
const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';

(path === null ? describe.skip : describe)('the rights of people, in a browser', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  let app: App;
  let dialogs: ContentFolder;
  let browser: Browser;
  let staff: Page;

  beforeAll(async () => {
    await builtPages();
    dialogs = await createContentFolder();
    await dialogs.write('retention.yaml', readFileSync(join(root, 'dialogs/retention.yaml')));
    const env = {
      ...{ DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, PORT: '0' },
      ...{ CONSOLE_SECOND_FACTOR: 'off', MEANING: 'off' },
    };
    app = await startApp(readConfig(env, root), env, everyRole, createLog());
    browser = await launchBrowser(path ?? '');
    await hire(app, 'Cap', ['administrator']);
    staff = (await signInPage(browser, app.url, 'Cap')).page;
    await staff.waitForURL('**/console');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    await dialogs.remove('.');
    rmSync(data, { recursive: true });
  });

  /** Somebody writes and is given a case; resolves to its code and the link to what is kept of them. */
  async function citizen(name: string): Promise<{ readonly code: string; readonly link: string }> {
    const conversation = await openConversation(app.url);
    await conversation.post(`em dic ${name}`, 'm1');
    await conversation.post('person ara', 'm2');
    const said = (await conversation.activities()).map(({ text }) => text).join('\n');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0] ?? '';
    const row = await app.bot.stores.cases.byCode('default', code);
    if (row === null) throw new Error('no case was opened');
    return { code, link: app.bot.conversations.dataLinks.dataLink(row.conversation, Date.now()) };
  }

  /** Without a fault of accessibility and not too wide, in light, in dark and on a phone. */
  async function isFine(page: Page, what: string): Promise<void> {
    for (const look of ['light', 'dark', 'phone'] as const) {
      await page.setViewportSize(look === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 860 });
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
      expect([what, look, ...(await accessibilityFaults(page))]).toEqual([what, look]);
      expect([what, look, await page.evaluate(isTooWide)]).toEqual([what, look, false]);
    }
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  async function goTo(address: string): Promise<void> {
    await staff.goto(`${app.url}${address}`);
  }
  const button = (name: string) => staff.getByRole('button', { name, exact: true });
  const card = (text: string) => staff.locator('.requests > li', { hasText: text });

  test('a person corrects and restricts what is kept, staff see it, and open it only for a reason', async () => {
    const { code, link } = await citizen('Noa');
    const page = await (await browser.newContext({ locale: 'ca-ES' })).newPage();
    const errors = errorsOf(page);
    await page.goto(link);
    await page.getByText('em dic Noa').waitFor();
    await isFine(page, 'what is kept');
    await page.getByLabel('Què és el correcte?').fill('Em dic Nora');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Ho hem afegit' }).waitFor();
    await page.locator('.kept li', { hasText: 'Em dic Nora' }).waitFor();
    await isFine(page, 'a correction');
    await page.getByRole('button', { name: "Limita'n l'ús" }).click();
    await page.getByRole('button', { name: "Torna a permetre'n l'ús" }).waitFor();
    await page.getByLabel('Per què us hi oposeu?').fill('No vull que ho feu servir');
    await page.getByRole('button', { name: "M'hi oposo" }).click();
    await page.getByText("qui s'encarrega de les dades ha de decidir").waitFor();
    await isFine(page, 'an objection');
    expect(errors).toEqual([]);
    await page.context().close();

    await goTo(`/console/cas/${code}`);
    await staff.getByRole('status').filter({ hasText: 'només es conservi' }).waitFor();
    await isFine(staff, 'a case that is only kept');
    await button("Obre'l per un motiu").click();
    await staff.locator('dialog textarea').fill('Per respondre la queixa');
    await staff.locator('dialog button[type=submit]').click();
    await staff.locator('.said.note', { hasText: 'Em dic Nora' }).waitFor();
    await isFine(staff, 'a case that was opened for a reason');
  });

  test('the desk opens a request, shows and saves what is kept, and answers in time with a proof', async () => {
    const { code } = await citizen('Pau');
    await goTo('/console/drets');
    await card('Oposició').waitFor();
    await isFine(staff, 'the rights desk');
    await button('Nova petició').click();
    await staff.getByLabel("Codi d'un cas").fill(code);
    await staff.getByLabel("Com s'ha identificat").fill('DNI, a la OIAC, registre E-12');
    await isFine(staff, 'a new request');
    await staff.keyboard.press('Tab');
    await button('Obre la petició').click();
    await card(code).getByText('DNI, a la OIAC').waitFor();
    await card(code).getByRole('button', { name: 'Mostra què guardem' }).click();
    await card(code).locator('.kept', { hasText: 'em dic Pau' }).waitFor();
    await isFine(staff, 'what is kept of a person');

    await card(code).getByRole('button', { name: 'Respon' }).click();
    await staff.locator('dialog').getByText('Abans deseu').waitFor();
    await isFine(staff, 'an answer that needs something first');
    await staff.keyboard.press('Escape');
    const download = staff.waitForEvent('download');
    await card(code).getByRole('button', { name: 'Desa-ho (ZIP)' }).click();
    const saved = unpackZip(readFileSync(await (await download).path()), { bytes: 1_000_000, files: 10 });
    expect([...saved.keys()]).toEqual(['dades.html', 'dades.json']);
    await card(code).getByText('Desat el').waitFor();

    await card(code).getByRole('button', { name: 'Respon' }).click();
    await staff.getByLabel("Què s'ha dit a la persona").fill('Lliurat en mà a la OIAC');
    await staff.locator('dialog button[type=submit]').click();
    await card(code).getByText('Dins del termini.').waitFor();
    await isFine(staff, 'a request that was answered');
    // The public log follows within moments.
    const { publicLog, rights } = app.bot;
    const [reported] = (await rights.desk.list()).filter(({ request }) => request.case === code);
    const request = reported?.request.id ?? '';
    const answered = await rights.desk.answeredBy(request);
    if (publicLog === null || answered === null) throw new Error('there is no answer, or no log');
    await until(async () => (await publicLog.proofOf(answered, { request }, null)) !== null);
    const proof = staff.waitForEvent('download');
    await card(code).getByRole('button', { name: 'Desa la prova' }).click();
    const text = readFileSync(await (await proof).path(), 'utf8');
    const { entry, disclosed } = checkProof(text, await publicLog.publicKeys());
    expect([entry.type, entry.onTime, disclosed.right]).toEqual(['right.answered', true, 'access']);
  });

  test('a legal hold and the retention are explained, and counted', async () => {
    const { code } = await citizen('Mar');
    await goTo(`/console/cas/${code}`);
    await staff.locator('.said.citizen', { hasText: 'em dic Mar' }).waitFor();
    await staff.keyboard.press('Control+k');
    await staff.locator('dialog input').fill('Conserva per');
    await staff.locator('dialog [role=option]', { hasText: 'Conserva per llei' }).click();
    await staff.getByLabel('Quin procediment?').fill('Diligències prèvies 12/2026');
    await isFine(staff, 'a legal hold');
    await staff.locator('dialog button[type=submit]').click();
    await staff.getByText('ha ordenat conservar-ho').waitFor();

    await goTo('/console/conservacio');
    await staff.getByRole('heading', { name: 'Quant de temps es conserva' }).waitFor();
    await staff.getByLabel('Fins quan').selectOption('365');
    await button('Compta-ho').click();
    await staff.getByText('per un procediment legal').waitFor();
    await isFine(staff, 'the retention');
  });
});
