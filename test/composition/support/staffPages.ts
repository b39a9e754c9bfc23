import type { Browser, Page } from 'playwright-core';
import type { App } from '../../../src/composition/app.ts';
import type { StaffRole } from '../../../src/core/model/agent.ts';

const password = 'tramuntana de gener 1907';
const emailOf = (name: string) => `${name.toLowerCase()}@example.cat`;

/** The console in a browser of somebody of staff. */
export interface StaffPage {
  readonly name: string;
  readonly page: Page;
  /** Uncaught errors. */
  readonly errors: readonly string[];
}

/** Lists a supervisor, or somebody with other roles, with a password. */
export async function hire(
  { bot }: App,
  name: string,
  roles: readonly StaffRole[] = ['supervisor'],
  departments: readonly string[] = [],
): Promise<void> {
  const { invitations } = bot.staff.people;
  const newcomer = {
    tenant: 'default',
    name,
    email: emailOf(name),
    roles,
    departments,
    locales: ['ca'],
  } as const;
  const { link } = await invitations.invite(newcomer, null);
  await invitations.accept(link.token, password, null);
}

/** Signs in by the form, as people do, and shows all cases. */
export async function openStaffPage(browser: Browser, url: string, name: string): Promise<StaffPage> {
  const staff = await signInPage(browser, url, name);
  await staff.page.waitForURL('**/console');
  await staff.page.locator('.queues button', { hasText: 'Tots' }).click();
  return staff;
}

/** Signs in by the form, as people do. */
export async function signInPage(
  browser: Browser,
  url: string,
  name: string,
  { undoSeconds }: { readonly undoSeconds: 0 | 20 } = { undoSeconds: 0 },
): Promise<StaffPage> {
  const context = await browser.newContext({ locale: 'ca-ES', reducedMotion: 'reduce' });
  // With 0 replies and transfers leave at once.
  await context.addInitScript(`localStorage.setItem('finestreta.console.undo', '${undoSeconds}')`);
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${url}/console`);
  await page.locator('input[name=email]').fill(emailOf(name));
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form:not(.passkey) button[type=submit]').click();
  return { name, page, errors };
}

/** Takes the case that is open. */
export function take({ page }: StaffPage): Promise<void> {
  return page.getByRole('button', { name: "Agafa'l", exact: true }).click();
}

/** Answers in the case that is open, and resolves when it is seen there. */
export async function reply({ page }: StaffPage, text: string): Promise<void> {
  await page.locator('#composer').fill(text);
  await page.keyboard.press('Control+Enter');
  await page.locator('.said.staff', { hasText: text }).waitFor();
}

/** Resolves when the citizen's words are seen in the case that is open. */
export function receives({ page }: StaffPage, text: string): Promise<void> {
  return page.locator('.said.citizen', { hasText: text }).waitFor();
}
