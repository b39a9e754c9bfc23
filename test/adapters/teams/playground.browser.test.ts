import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, launchBrowser } from '../../support/browser.ts';
import { openPlayground, type Playground } from './support/playground.ts';
import { createTownBot, type TownBot } from './support/townBot.ts';

const executable = findBrowser();
/** Several services are meant by it, and it is Catalan, not the language that the person has set. */
const vague = 'certificat';
const meant = "Certificat o volant d'empadronament";

(executable === null ? describe.skip : describe)('in the Agents Playground, as in Teams,', () => {
  let town: TownBot;
  let playground: Playground;
  let browser: Browser;
  let page: Page;

  const keep = async (name: string) => {
    const folder = process.env.SCREENSHOTS_DIR;
    if (folder) await page.screenshot({ path: `${folder}/teams-${name}.png` });
  };
  const write = async (text: string) => {
    await page.locator('[contenteditable=true][role=textbox]').click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    town = await createTownBot();
    await town.start();
    playground = await openPlayground(`${town.url}/api/messages`, 0);
    browser = await launchBrowser(executable ?? '');
    page = await browser.newPage({ viewport: { width: 1_400, height: 1_000 }, locale: 'ca-ES' });
    await page.goto(playground.url);
  });

  afterAll(async () => {
    await browser?.close();
    await playground?.close();
    await town?.remove();
  });

  test('a newcomer is welcomed once, though two events tell of the installation', async () => {
    await page.getByRole('button', { name: 'Talk to a person', exact: true }).waitFor();
    await keep('1-welcome');
    expect(await page.getByText('not a person', { exact: false }).count()).toBe(1);
  });

  test('a question is clarified by buttons and answered', async () => {
    await write(vague);
    await page.getByRole('button', { name: meant }).waitFor();
    await keep('2-clarify');
    await page.getByRole('button', { name: meant }).click();
    await page.getByText(`✓ ${meant}`).waitFor();
    await page.getByText('El document que acredita el vostre empadronament').first().waitFor();
    await keep('3-answer');
    expect(await page.getByRole('button', { name: "Cap d'aquestes" }).count()).toBe(0);
  });

  test('what staff answer days later comes by itself, from another process than the one that was asked', async () => {
    await town.stop();
    await town.announce('Bon dia! El vostre certificat **ja és a punt**.');
    await town.start();
    await page.getByText('Bon dia! El vostre certificat ja és a punt.', { exact: true }).waitFor();
    await keep('4-proactive');
  });

  test('in a group it answers anybody who mentions it, and the mention is no part of the question', async () => {
    await page.getByText('Group Chat', { exact: true }).click();
    await page.locator('[contenteditable=true][role=textbox]').click();
    await page.keyboard.type('@');
    await page.getByRole('menuitem', { name: 'Test Bot' }).click();
    await page.keyboard.type(vague);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: meant }).waitFor();
    await keep('5-group');
  });
});
