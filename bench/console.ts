import type { Page } from 'playwright-core';
import { buildPages } from '../scripts/buildPages.mjs';
import { findBrowser, launchBrowser } from '../test/support/browser.ts';
import { startFakeConsole } from '../test/web/console/support/fakeConsole.ts';
import { until } from '../test/web/support/until.ts';
import { percentile, printTable } from './support/table.ts';

/**
 * `npm run bench:console`: latency from an interaction to the next paint, in the console with a full inbox: real keys and
 * clicks in Chromium, the page as served, an in-memory server. Target: 95 of 100 under 100 ms.
 */
await buildPages({ force: false });
const cases = Number(process.env.BENCH_CASES ?? 10_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 60);

/** Records for each key and click the time until the next frame was painted. */
const measure = `
  window.measured = [];
  for (const type of ['keydown', 'click']) {
    addEventListener(type, (event) => {
      const begun = event.timeStamp;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.measured.push(performance.now() - begun);
        port2.postMessage(null);
      });
    }, true);
  }
`;

const path = findBrowser();
if (path === null)
  throw new Error('This benchmark needs Chromium: install the package chromium, or set CHROMIUM_PATH.');
const fake = await startFakeConsole(new URL('../dist/web', import.meta.url).pathname, cases);
const browser = await launchBrowser(path);
try {
  const context = await browser.newContext({ locale: 'ca-ES', viewport: { width: 1360, height: 860 } });
  await context.addCookies([{ name: 'agent', value: 'anna', url: fake.url }]);
  await context.addInitScript(measure);
  const page = await context.newPage();
  await page.goto(`${fake.url}/console`);
  await page.locator('.queues button', { hasText: 'Tots' }).click();
  await page.locator('.row').first().waitFor();
  await until(async () => {
    await page.evaluate('document.querySelector(".scroll").scrollTop = 1e9');
    return (await page.locator(`.row[href$="C${cases}-TEST"]`).count()) === 1;
  });
  await page.evaluate('document.querySelector(".scroll").scrollTop = 0');

  const rows = [
    await row('to the next row (J)', page, () => page.keyboard.press('j')),
    await row('open a case (Enter)', page, async () => {
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.locator('.casehead').waitFor();
    }),
    await row('another queue (click)', page, async (round) => {
      await page.locator('.queues button', { hasText: round % 2 === 0 ? 'Sense ningú' : 'Tots' }).click();
    }),
    await row('a letter of a reply', page, async () => {
      await page.locator('#composer').press('a');
    }),
    await row('J while cases change', page, async (round) => {
      fake.citizenWrites(`C${String((round % 300) + 1).padStart(3, '0')}-TEST`, `Missatge ${round}`);
      await page.locator('.row[tabindex="0"]').focus();
      await page.keyboard.press('j');
    }),
  ];
  const drawn = await page.locator('.row').count();
  rows.push(
    await row('the board, and back (click)', page, async (round) => {
      const name = round % 2 === 0 ? 'Tauler' : 'Tots';
      await page.locator('.queues :is(a, button)', { hasText: name }).click();
    }),
  );
  printTable(`${cases} cases in the list, ${drawn} of them drawn; ${rounds} times each, ms`, rows);
} finally {
  await browser.close();
  await fake.stop();
}

async function row(
  name: string,
  page: Page,
  handleCommand: (round: number) => Promise<void>,
): Promise<Readonly<Record<string, string>>> {
  await page.evaluate('window.measured = []');
  for (let round = 0; round < rounds; round += 1) await handleCommand(round);
  await until(async () => Number(await page.evaluate('window.measured.length')) >= rounds);
  const measured = ((await page.evaluate('window.measured')) as number[]).sort((a, b) => a - b);
  const at = (share: number) => percentile(measured, share).toFixed(0);
  return { 'interaction to paint': name, p50: at(0.5), p95: at(0.95), max: (measured.at(-1) ?? 0).toFixed(0) };
}
