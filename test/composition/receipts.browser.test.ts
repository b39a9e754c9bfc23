import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Download, Page } from 'playwright-core';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import { checkProof } from '../../src/transparency/receipts/checkProof.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { openConversation } from '../support/directLine.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { until } from '../support/until.ts';
import { accessibilityFaults } from '../web/support/axe.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { openPage } from '../web/support/chatPage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();
const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
const question = 'ask padro.alta ca 3';

(path === null ? describe.skip : describe)('receipts of answers, in a browser', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  let app: App;
  let dialogs: ContentFolder;
  let browser: Browser;

  beforeAll(async () => {
    await builtPages();
    dialogs = await createContentFolder();
    await dialogs.edit('phrases.yaml', 'ca: receiptLink ca', 'ca: "[Deseu-lo]({{url}})"');
    const env = { DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, MEANING: 'off', PORT: '0' };
    app = await startApp(readConfig(env, root), env, everyRole, createLog());
    browser = await launchBrowser(path ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await app.close();
    await dialogs.remove('.');
    rmSync(data, { recursive: true });
  });

  /** A receipt that was saved, for when the service is gone. */
  let receipt = '';
  const textOf = async (download: Download) => readFileSync(await download.path(), 'utf8');

  /** Without a fault of accessibility and not too wide, in light, in dark and on a phone. */
  async function isFine(page: Page, what: string): Promise<void> {
    for (const look of ['light', 'dark', 'phone'] as const) {
      await page.setViewportSize(look === 'phone' ? { width: 390, height: 844 } : { width: 1280, height: 860 });
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' });
      expect([what, look, ...(await accessibilityFaults(page))]).toEqual([what, look]);
      expect([what, look, await page.evaluate(isTooWide)]).toEqual([what, look, false]);
    }
  }

  /** What the page says of a file. */
  async function check(page: Page, text: string): Promise<string | null> {
    const buffer = Buffer.from(text);
    const proof = { name: 'c.tlog-proof', mimeType: 'text/plain', buffer };
    await page.getByLabel('Fitxer de la prova').setInputFiles(proof);
    const verdict = page.locator('#proof-verdict');
    await verdict.and(page.locator(`[data-size="${buffer.length}"]`)).waitFor();
    return verdict.textContent();
  }

  /** All questions so far are in the public log. */
  async function entered(conversation: string): Promise<void> {
    const { publicLog, stores } = app.bot;
    const commits = await stores.journal.read(conversation, 0, 50);
    const asked = commits.find(({ events }) => events.some(({ type }) => type === 'question.answered'));
    if (publicLog === null || asked === undefined) throw new Error('there is no answer, or no log');
    await until(async () => (await publicLog.proofOf(asked, 'question', null)) !== null);
  }

  test('the widget leads to the receipt, which a browser checks with the network off', async () => {
    const chat = await openPage(browser, app.url);
    await chat.open();
    await chat.ask(question);
    await chat.panel.getByRole('button', { name: 'Desa el comprovant' }).click();
    const link = chat.panel.getByRole('link', { name: /^Deseu-lo/ });
    await link.waitFor();
    expect(await accessibilityFaults(chat.page)).toEqual([]);
    const address = (await link.getAttribute('href')) ?? '';
    await entered(address.split('#')[1]?.split('.')[0] ?? '');

    const page = await (await browser.newContext({ locale: 'ca-ES' })).newPage();
    // Without a key there is nothing to show, nor a button for it.
    for (const empty of ['/comprovants', '/dades']) {
      await page.goto(`${app.url}${empty}`);
      expect([empty, await page.locator('#follow').isVisible()]).toEqual([empty, false]);
    }
    await page.goto(address);
    await page.getByRole('heading', { name: question }).waitFor();
    expect(page.url()).not.toContain('#');
    await isFine(page, 'the receipts');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Desa el comprovant' }).first().click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('comprovant.tlog-proof');
    const keys = (await app.bot.publicLog?.publicKeys()) ?? [];
    const text = await textOf(file);
    receipt = text;
    const { entry, disclosed, texts } = checkProof(text, keys);
    expect(entry).toMatchObject({ type: 'question.answered', service: 'padro.alta', aspect: null });
    expect(Math.abs(Date.now() - Number(disclosed.receivedAt))).toBeLessThan(600_000);
    expect(texts[0]).toMatchObject({ kind: 'text', text: question });
    expect(JSON.stringify(texts.slice(1))).toContain('Resposta.');

    await page.goto(`${app.url}/transparencia/comprova?lang=ca`);
    await page.getByLabel('Fitxer de la prova').waitFor();
    await page.context().setOffline(true);
    expect(await check(page, text)).toBe('La prova és certa.');
    expect(await page.locator('#proof-written').textContent()).toContain(question);
    expect(await page.locator('#proof-written').textContent()).toContain('Resposta.');
    await isFine(page, 'a receipt that was checked');
    const lie = text.replace(/^extra (\S+)$/m, (_, extra: string) => {
      const reported = Buffer.from(extra, 'base64').toString().replace('Resposta.', 'Una altra cosa.');
      return `extra ${Buffer.from(reported).toString('base64')}`;
    });
    expect(await check(page, lie)).toBe('La prova no és certa.');
    expect(await page.locator('#proof-steps').textContent()).toContain('no són els que es van escriure');
    expect(await page.locator('#proof-written').textContent()).toBe('');
    await page.context().setOffline(false);
    await page.goto(`${app.url}/xat?lang=ca`);
    await page.getByLabel('La vostra pregunta').fill(question);
    await page.getByRole('button', { name: 'Envia' }).press('Enter');
    await page.getByRole('button', { name: 'Desa el comprovant' }).waitFor();
    await isFine(page, 'the page without JavaScript');
    expect(chat.errors).toEqual([]);
    await page.context().close();
    await chat.page.context().close();
  });

  test('the page without JavaScript saves it at once, and says so where it cannot', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ca-ES' });
    const page = await context.newPage();
    await page.goto(`${app.url}/xat?lang=ca`);
    await page.getByLabel('La vostra pregunta').fill(question);
    await page.getByRole('button', { name: 'Envia' }).press('Enter');
    const button = page.getByRole('button', { name: 'Desa el comprovant' });
    await button.waitFor();
    await until(async () => {
      const answer = await context.request.post(`${app.url}/xat/comprovant`, {
        form: {
          form: await page.locator('input[name=form]').first().inputValue(),
          revision: await page.locator('input[name=revision]').first().inputValue(),
          lang: 'ca',
        },
        headers: { Origin: app.url },
      });
      if (answer.status() === 404) expect(await answer.text()).toContain('encara no és al registre públic');
      return answer.status() === 200;
    });
    const saved = page.waitForEvent('download');
    await button.press('Enter');
    const keys = (await app.bot.publicLog?.publicKeys()) ?? [];
    expect(checkProof(await textOf(await saved), keys).texts[0]).toMatchObject({ text: question });
    await context.close();
  });

  test('saying so is enough in every channel; a wrong key opens nothing, and an erased answer has none', async () => {
    const conversation = await openConversation(app.url);
    await conversation.post(question, 'm1');
    await conversation.post('receipt ara', 'm2');
    const said = (await conversation.answersTo('m2')).map(({ text }) => text).join('\n');
    const key = /\/comprovants#([^)]+)\)/.exec(said)?.[1] ?? '';
    const id = key.split('.')[0] ?? '';
    await entered(id);
    const post = (to: string, fields: Readonly<Record<string, string>>) =>
      fetch(`${app.url}/comprovants${to}?lang=ca`, { method: 'POST', body: new URLSearchParams(fields) });
    const proven = await post('/desa', { key, revision: '2' });
    expect([proven.status, (await proven.text()).startsWith('c2sp.org/tlog-proof@v1\n')]).toEqual([200, true]);
    const wrong = await post('', { key: key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) });
    expect([wrong.status, (await wrong.text()).includes(question)]).toEqual([404, false]);
    // What was said of it proves no answer.
    expect((await post('/desa', { key, revision: '3' })).status).toBe(404);
    await conversation.post('erase ara', 'm3');
    const [ask] = (await conversation.answersTo('m3')).slice(-1);
    expect(ask?.suggestedActions?.actions.length).toBe(2);
    await app.bot.rights.personalData.erase(id, { by: null, reason: null, id: 'test' });
    expect((await post('/desa', { key, revision: '2' })).status).toBe(404);
    expect(await (await post('', { key })).text()).not.toContain(question);
  });

  test('the page that is open checks a receipt also when there is no service any more', async () => {
    const page = await (await browser.newContext({ locale: 'ca-ES' })).newPage();
    await page.goto(`${app.url}/transparencia/comprova?lang=ca`);
    await page.getByLabel('Fitxer de la prova').waitFor();
    await app.close();
    await expect(fetch(app.url)).rejects.toThrow();
    expect(await check(page, receipt)).toBe('La prova és certa.');
    expect(await page.locator('#proof-written').textContent()).toContain(question);
    expect(
      await check(
        page,
        receipt.replace(/\nindex (\d+)\n/, (_, index) => `\nindex ${Number(index) + 1}\n`),
      ),
    ).toBe('La prova no és certa.');
    await page.context().close();
  });
});
