import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type ChatPage, openPage } from '../../web/support/chatPage.ts';
import { readTutorial, type Tutorial } from './readTutorial.ts';
import { createTutorialClone, type TutorialClone } from './tutorialClone.ts';

const looks = { locale: 'en-GB', viewport: { width: 1180, height: 720 }, reducedMotion: 'reduce' } as const;
/** Milliseconds for one step, on a machine that does other things. */
const timeout = 60_000;

/** What the reader has before them. */
interface Reader {
  readonly tutorial: Tutorial;
  readonly clone: TutorialClone;
  readonly browser: Browser;
  /** Takes the next picture of the tutorial. */
  picture(page: Page): Promise<void>;
}

/**
 * Does what `docs/tutorial.md` says, step by step and with its own words, in a copy of the project and in a browser. Throws at
 * the first step that does not do what it says, or when the tutorial says something that nothing here follows.
 *
 * @param pictures folder into which the pictures are written, by their names
 * @returns the paths below `docs` of the pictures that the tutorial shows
 */
export async function followTutorial(browser: Browser, pictures: string): Promise<readonly string[]> {
  const tutorial = readTutorial();
  const taken: string[] = [];
  const clone = await createTutorialClone(tutorial.next('command'), tutorial.next('command'));
  const picture = async (page: Page) => {
    const path = tutorial.next('picture');
    await page.screenshot({ path: join(pictures, path.replace(/^.*\//, '')), caret: 'hide' });
    taken.push(path);
  };
  try {
    await follow({ tutorial, clone, browser, picture });
  } finally {
    await clone.remove();
  }
  const rest = tutorial.rest();
  if (rest.length > 0) throw new Error(`The tutorial goes on with what nothing follows: ${JSON.stringify(rest)}`);
  return taken;
}

async function follow(reader: Reader): Promise<void> {
  const { tutorial, clone, browser, picture } = reader;
  const here = (text: string) => text.replace('localhost:8080', `localhost:${clone.port}`);
  // Everything is installed already: npm only looks whether it could be.
  clone.run(`${tutorial.next('command')} --dry-run --offline`);
  await clone.start(tutorial.next('command'), here(tutorial.next('see')));

  const chat = await openPage(browser, here(tutorial.next('address')), looks);
  await chat.page.getByText(tutorial.next('press'), { exact: true }).click();
  await ask(chat, tutorial);
  await sees(chat, tutorial);
  await picture(chat.page);

  clone.write(join('dialogs/faq', tutorial.next('path')), tutorial.next('file'));
  const checked = clone.run(tutorial.next('command'));
  if (!checked.includes(tutorial.next('see'))) throw new Error(`The content has problems:\n${checked}`);
  await clone.prints(tutorial.next('see'));
  await ask(chat, tutorial);
  await sees(chat, tutorial);
  await picture(chat.page);

  const staff = await signIn(reader, here(tutorial.next('address')));
  await ask(chat, tutorial);
  await sees(chat, tutorial);
  await press(staff, tutorial.next('press'));
  await staff.locator('.row').first().click();
  await press(staff, tutorial.next('press'));
  const send = tutorial.next('press');
  const reply = tutorial.next('say');
  await staff.locator('#composer').fill(reply);
  await press(staff, send);
  await staff.locator('.said.staff', { hasText: reply }).waitFor();
  // Passing notes would hide a part of the picture.
  await staff.locator('.toast').first().waitFor({ state: 'detached' });
  await picture(staff);
  await sees(chat, tutorial);
  await chat.panel.locator('.entry').last().scrollIntoViewIfNeeded();
  await picture(chat.page);

  await press(staff, tutorial.next('press'));
  await press(staff, tutorial.next('press'));
  await sees(chat, tutorial);
  await ask(chat, tutorial);
  await sees(chat, tutorial);
}

/** Signs in by the link. A service that runs on no terminal shows none; the command that makes another one does. */
async function signIn({ tutorial, clone, browser }: Reader, address: string): Promise<Page> {
  const labels = [1, 2, 3].map(() => tutorial.next('press'));
  const submit = tutorial.next('press');
  const printed = clone.run(tutorial.next('command'));
  const link = printed.split(/\s+/).find((word) => word.startsWith(address));
  if (link === undefined) throw new Error(`No link that begins with ${address} is in:\n${printed}`);
  const page = await (await browser.newContext(looks)).newPage();
  page.setDefaultTimeout(timeout);
  await page.goto(link);
  for (const [index, value] of ['Anna Puig', 'anna@example.cat', 'tramuntana de gener 1907'].entries()) {
    await page.getByLabel(labels[index] ?? '', { exact: true }).fill(value);
  }
  await press(page, submit);
  await page.waitForURL('**/console');
  return page;
}

/** Presses what has the label, also in a menu; a queue has its number after it. */
async function press(page: Page, label: string): Promise<void> {
  const name = new RegExp(`^${label}(\\s*\\d+)?$`);
  await page.getByRole('button', { name }).or(page.getByRole('menuitem', { name })).click();
}

/** Sends what the tutorial says next, and resolves once it stands in the chat: what is seen after it answers it. */
async function ask(chat: ChatPage, tutorial: Tutorial): Promise<void> {
  const said = chat.panel.locator('.entry.user');
  const before = await said.count();
  await chat.ask(tutorial.next('say'));
  await said.nth(before).waitFor();
}

/** Resolves once the chat says, after what was asked last, what the tutorial says next. */
async function sees({ panel }: ChatPage, tutorial: Tutorial): Promise<void> {
  await since(panel)
    .filter({ hasText: tutorial.next('see') })
    .first()
    .waitFor({ timeout });
}

/** What the bot and people of staff said since the citizen's last message. */
const since = (panel: Locator) => panel.locator('.entry.user:not(:has(~ .entry.user)) ~ .entry.bot');
