import { expect, test } from '@jest/globals';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('a console that nobody touches', 10, (bed) => {
  test('says so with what it asks by itself, until somebody touches it again', async () => {
    const desk = await bed().as('anna', '/console');
    const { page } = desk;
    const { fake } = bed();
    const asked: { path: string; untouched: boolean }[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      const untouched = request.headers()['x-finestreta-untouched'] !== undefined;
      if (/\/turns$/.test(pathname)) asked.push({ path: pathname, untouched });
    });
    await desk.open('C003-TEST');
    await page.locator('.said.citizen').first().waitFor();
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every(({ untouched }) => !untouched)).toBe(true);

    // Only the date is set: the page's timers go on as they are.
    await page.evaluate('{ const now = Date.now; Date.now = () => now() + 61_000; }');
    asked.length = 0;
    fake.citizenWrites('C003-TEST', 'Encara hi és!');
    await page.locator('.said.citizen', { hasText: 'Encara hi és!' }).waitFor();
    expect(asked.map(({ untouched }) => untouched)).toContain(true);
    expect(asked.map(({ untouched }) => untouched)).not.toContain(false);

    asked.length = 0;
    await page.keyboard.press('Shift');
    fake.citizenWrites('C003-TEST', 'Gràcies.');
    await page.locator('.said.citizen', { hasText: 'Gràcies.' }).waitFor();
    expect(asked.map(({ untouched }) => untouched)).not.toContain(true);
    expect(asked.length).toBeGreaterThan(0);
  });
});
