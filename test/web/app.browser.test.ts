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
import { freePort } from '../support/freePort.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { accessibilityFaults } from './support/axe.ts';
import { builtPages } from './support/builtPages.ts';
import { openPage } from './support/chatPage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const path = findBrowser();

(path === null ? describe.skip : describe)('the whole service, as it is shipped', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  let app: App | null = null;
  let browser: Browser | null = null;

  const start = async (port: string) => {
    const env = { DATA_DIR: data, LEARNT_DIR: learntDir, MEANING: 'off', PORT: port };
    app = await startApp(readConfig(env, root), env, everyRole, createLog());
    return app;
  };

  const running = () => {
    if (app === null || browser === null) throw new Error('the service has not started');
    return { app, browser };
  };

  beforeAll(async () => {
    await builtPages();
    // The restart below is on the same port, which nobody else must be given meanwhile.
    await start(String(await freePort()));
    browser = await launchBrowser(path ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    rmSync(data, { recursive: true });
  });

  test('offers anybody who asks about violence at home a quick exit to the page that the council has chosen', async () => {
    const chat = await openPage(running().browser, `${running().app.url}/?lang=ca`);
    await chat.page.route('https://www.meteo.cat/**', (route) => route.fulfill({ body: 'sunny' }));
    await chat.open();
    await chat.ask('violència masclista on truco');
    await chat.lastAnswer('no esteu sola');
    expect(await chat.panel.locator('a[href="tel:112"]').count()).toBeGreaterThan(0);
    await chat.panel.getByRole('button', { name: 'Surt ràpid' }).click();
    await chat.page.waitForURL('https://www.meteo.cat/');
    await chat.page.context().close();
  });

  test.each([
    ['ca', "com m'empadrono al Prat?", 'Font:'],
    ['es', '¿cómo me empadrono en El Prat?', 'Fuente:'],
    ['en', 'how do I register as a resident in El Prat?', 'Source:'],
  ])('answers a neighbour in %s, with its source', async (lang, question, source) => {
    const chat = await openPage(running().browser, `${running().app.url}/?lang=${lang}`, { reducedMotion: 'reduce' });
    await chat.open();
    await chat.ask(question);
    await chat.lastAnswer(source);
    expect(await chat.panel.locator('.bot').last().locator('a[href^="https://"]').count()).toBeGreaterThan(0);
    expect(await accessibilityFaults(chat.page)).toEqual([]);
    await chat.page.context().close();
  });

  test('lets nobody see or do anything below /console who is not signed in, not even at addresses that there are not', async () => {
    const { url } = running().app;
    for (const path of ['/console/api/me', '/console/api/no-such-thing', '/CONSOLE/API/cases']) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answer = await fetch(url + path, { method });
        expect([path, method, answer.status]).toEqual([path, method, 401]);
        expect(await answer.json()).toMatchObject({ error: { code: 'auth.missing' } });
      }
    }
    for (const path of ['/console', '/console/personal', '/console/no-such-page']) {
      const answer = await fetch(url + path, { redirect: 'manual' });
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 303, '/console/entra']);
    }
  });

  test('goes on with a conversation after a restart', async () => {
    const chat = await openPage(running().browser, `${running().app.url}/?lang=ca`);
    await chat.open();
    await chat.ask("com m'empadrono al Prat?");
    await chat.lastAnswer('Font:');
    const said = await chat.transcript();
    const { port } = new URL(running().app.url);
    await running().app.close();
    await start(port);
    await chat.ask("com m'empadrono al Prat?");
    await chat.shows([...said, "> com m'empadrono al Prat?", said.at(-1) ?? '']);
    await chat.page.context().close();
  }, 120_000);
});
