import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const path = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync)!;
const pw = process.argv[2];
const b = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
for (const [name, opt] of [
  ['light', { viewport: { width: 1280, height: 900 } }],
  ['dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 844 } }],
] as any) {
  const c = await b.newContext({ locale: 'ca-ES', reducedMotion: 'reduce', ...opt });
  const p = await c.newPage();
  p.on('pageerror', (e) => console.log('ERR', e));
  p.on('console', (m) => m.type() === 'error' && console.log('console', m.text()));
  await p.goto('http://localhost:8765/console');
  await p.fill('input[name=email]', 'editor@demo.example');
  await p.fill('input[name=password]', pw);
  await p.click('main form:not(.passkey) button[type=submit]');
  await p.waitForURL('**/console/**');
  await p.goto('http://localhost:8765/console/contingut/sense-resposta');
  await p.waitForSelector('.cluster');
  await p.waitForTimeout(600);
  await p.screenshot({ path: `/tmp/inbox/u-${name}.png` });
  if (name === 'light') {
    await p.getByRole('button', { name: 'Afegeix a un servei…' }).first().click();
    await p.waitForTimeout(800);
    await p.screenshot({ path: `/tmp/inbox/d-${name}.png` });
    await p.keyboard.press('Escape');
  }
  await p.goto('http://localhost:8765/console/xifres');
  await p.screenshot({ path: `/tmp/inbox/f-${name}.png`, fullPage: true });
  await p.goto('http://localhost:8765/console/contingut');
  await p.waitForSelector('.asked');
  await p.waitForTimeout(300);
  await p.screenshot({ path: `/tmp/inbox/l-${name}.png` });
  await c.close();
}
await b.close();
