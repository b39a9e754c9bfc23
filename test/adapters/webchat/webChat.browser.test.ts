import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findBrowser, launchBrowser } from '../../support/browser.ts';
import { startServer, type TestServer } from './support/testServer.ts';

const executable = findBrowser();
const bundle = new URL('../../peers/node_modules/botframework-webchat/dist/webchat.js', import.meta.url);

let browser: Browser;
let site: Server;
let siteOrigin: string;
let server: TestServer;

beforeAll(async () => {
  if (executable === null) return;
  browser = await launchBrowser(executable);
  site = createServer((request, response) => {
    if (request.url === '/webchat.js') response.end(readFileSync(bundle));
    else response.setHeader('Content-Type', 'text/html').end(page(server.domain));
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  siteOrigin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  server = await startServer({ settings: { origins: [siteOrigin] } });
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await server?.close();
});

/** What docs/direct-line.md tells others to write. */
function page(domain: string): string {
  return `<!doctype html><meta charset="utf-8"><div id="chat"></div><script src="/webchat.js"></script><script type="module">
    const domain = '${domain}';
    const headers = { Authorization: 'Bearer finestreta' };
    const { token } = await (await fetch(domain + '/tokens/generate', { method: 'POST', headers })).json();
    const directLine = WebChat.createDirectLine({ domain, token });
    WebChat.renderWebChat({ directLine, locale: 'ca-ES' }, document.getElementById('chat'));
  </script>`;
}

(executable === null ? test.skip : test)(
  'Web Chat on a page of another origin holds a conversation',
  async () => {
    const tab = await browser.newPage();
    const faults: string[] = [];
    tab.on('pageerror', (error) => faults.push(error.message));
    await tab.goto(siteOrigin);

    const bubbles = tab.locator('.webchat__bubble__content');
    await bubbles.getByText('Bon dia').waitFor();
    await tab.getByRole('toolbar').getByRole('button', { name: 'Padró' }).click();
    await bubbles.getByText('you chose: entry:padro.alta').waitFor();
    const box = tab.locator('.webchat__send-box-text-box__input');
    await box.fill('on és l’ajuntament?');
    await box.press('Enter');
    await bubbles.getByText('anything else?').waitFor();
    server.dropSockets();
    await box.fill('i ara?');
    await box.press('Enter');
    await bubbles.getByText('you said: i ara?').waitFor();
    await bubbles.getByText('anything else?').nth(1).waitFor();

    expect(await bubbles.allInnerTexts()).toEqual([
      expect.stringContaining('Bon dia'),
      'Padró',
      'you chose: entry:padro.alta',
      'on és l’ajuntament?',
      'you said: on és l’ajuntament?',
      'anything else?',
      'i ara?',
      'you said: i ara?',
      'anything else?',
    ]);
    // Nothing is still being sent, and nothing failed to be.
    expect(await tab.getByText(/està enviant|ha fallat/).count()).toBe(0);
    expect(faults).toEqual([]);
  },
  60_000,
);
