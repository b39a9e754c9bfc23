import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { errorsOf } from '../../support/browser.ts';
import { until } from './until.ts';

/** The widget on a page, as a person uses it. */
export interface ChatPage {
  readonly page: Page;
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly field: Locator;
  readonly choices: Locator;
  /** What a screen reader is told, in order. */
  readonly notified: Locator;
  /** Resolves when the last message of the bot holds the text. */
  lastAnswer(text: string): Promise<void>;
  open(): Promise<void>;
  ask(text: string): Promise<void>;
  /** The first paragraph of all messages: `> what the person wrote (state)` and `what the bot said`. */
  transcript(): Promise<readonly string[]>;
  /** Resolves when the transcript is this one. */
  shows(lines: readonly string[]): Promise<void>;
  /** Uncaught errors and errors on the console. */
  readonly errors: string[];
}

/** Opens a page in a browser of its own, so to speak: nothing is shared with other pages. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<ChatPage> {
  const context = await browser.newContext({ locale: 'ca-ES', ...options });
  return chatPage(await context.newPage(), url);
}

export async function chatPage(page: Page, url: string): Promise<ChatPage> {
  const errors = errorsOf(page);
  // The widget rests up to 30 s between attempts, which a busy machine may see.
  page.setDefaultTimeout(40_000);
  await page.goto(url);
  const launcher = page.locator('finestreta-chat .launcher');
  const panel = page.locator('finestreta-chat dialog');
  const field = panel.locator('textarea');

  const transcript = () =>
    panel.locator('.entry').evaluateAll((entries) =>
      entries.map((entry) => {
        const text = entry.querySelector('.bubble > p')?.textContent ?? '';
        const state = ['sending', 'failed'].find((name) => entry.classList.contains(name));
        return entry.classList.contains('user') ? `> ${text}${state ? ` (${state})` : ''}` : text;
      }),
    );

  return {
    page,
    launcher,
    panel,
    field,
    choices: panel.locator('.choices button'),
    notified: panel.locator('[aria-live=polite] p'),
    errors,
    transcript,
    async open() {
      await launcher.click();
      await panel.locator('.bot').first().waitFor();
    },
    async ask(text) {
      await field.fill(text);
      await field.press('Enter');
    },
    async lastAnswer(text) {
      await panel.locator('.entry:last-child.bot', { hasText: text }).waitFor();
    },
    async shows(lines) {
      let seen: readonly string[] = [];
      await until(async () => {
        seen = await transcript();
        return JSON.stringify(seen) === JSON.stringify(lines);
      }).catch((cause) => {
        throw new Error(`The page shows ${JSON.stringify(seen)}, not ${JSON.stringify(lines)}`, { cause });
      });
    },
  };
}
