import { expect, test } from '@jest/globals';
import { announcementWith } from '../announcements/announcement.ts';
import { accessibilityFaults } from './support/axe.ts';
import { openPage } from './support/chatPage.ts';
import { describeInBrowser } from './support/inBrowser.ts';

const inAll = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });
const far = { from: '2026-12-05', until: '2036-12-06' };
const cut = announcementWith('cut', {
  ...far,
  title: inAll('Water cut'),
  accounts: ['web'],
  neighbourhood: 'Sud',
});
const fair = announcementWith('fair', { ...far, kind: 'event', title: inAll('Fair'), location: 'Plaça de la Vila' });
const published = (announcement: typeof cut) => ({ announcement, publishedAt: 1_764_000_000_000, correctedAt: null });
const announcements = () => [published(fair), published(cut)];

describeInBrowser('what the city announces', { announcements }, (bed) => {
  test('stands in a calm line above the chat until somebody puts it away, in their language', async () => {
    const { browser, site } = bed();
    const chat = await openPage(browser, `${site.url}/?lang=ca`, { viewport: { width: 390, height: 844 } });
    const { page, panel } = chat;
    const line = panel.getByRole('link', { name: /Water cut/ });
    await chat.open();
    await line.waitFor();
    expect(await line.textContent()).toBe('Water cut ca (pestanya nova)');
    expect(await line.getAttribute('href')).toMatch(/\/agenda\/cut\?lang=ca$/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await accessibilityFaults(page)).toEqual([]);
    await panel.getByRole('button', { name: "Amaga l'avís" }).press('Enter');
    await line.waitFor({ state: 'hidden' });
    await page.reload();
    if (await chat.launcher.isVisible()) await chat.launcher.click();
    // Answered, also where the browser had the answer already.
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /xat.json/.test(name)),
    );
    await panel.locator('.bot').first().waitFor();
    expect(await line.isVisible()).toBe(false);
    expect(chat.errors).toEqual([]);
  });

  test('is a page without JavaScript, with no fault in light, dark and on a phone', async () => {
    const { browser, site } = bed();
    for (const options of [{}, { colorScheme: 'dark' as const }, { viewport: { width: 320, height: 640 } }]) {
      const { page } = await openPage(browser, `${site.url}/agenda?lang=ca`, options);
      await page.getByRole('heading', { name: 'Water cut ca' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    }
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.url}/agenda?lang=ca`);
    await page.getByRole('link', { name: 'Sud' }).press('Enter');
    await page.getByRole('link', { name: 'Water cut ca' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Water cut ca' }).waitFor();
  });
});
