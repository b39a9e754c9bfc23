import type { Page } from 'playwright-core';

/** Presses a command of the case that is open in the console: its button, or what it is called in the menu. */
export async function pressCommand(page: Page, name: string): Promise<void> {
  const bar = page.locator('.casecommands');
  const own = bar.getByRole('button', { name, exact: true });
  await bar.waitFor();
  if (await own.isVisible()) return own.click();
  await bar.getByRole('button', { name: 'Més' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
