import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';

const looks = [
  ['a laptop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 740 }],
] as const;

describeInConsole('what is still being read', 40, (bed) => {
  const topOf = async ({ page }: ConsolePage, what: string) =>
    (await page.locator(what).first().boundingBox())?.y ?? Number.NaN;
  /** The server answers what is asked at an address only once this is called. */
  const slowly = async ({ page }: ConsolePage, address: RegExp) => {
    const answered = Promise.withResolvers<void>();
    await page.route(address, (route) => answered.promise.then(() => route.continue()));
    return answered.resolve;
  };

  test.each(looks)('a case is drawn in outline, and nothing moves when it arrives, on %s', async (_, viewport) => {
    const desk = await bed().as('anna', '/console', { viewport });
    const { page } = desk;
    await desk.row('C008-TEST').waitFor();
    const answer = await slowly(desk, /cases\/C008-TEST(\/turns.*)?$/);
    await desk.row('C008-TEST').click();
    const article = page.locator('.selected-case');
    await page.locator('.skeleton').waitFor();
    expect(await article.getAttribute('aria-busy')).toBe('true');
    // What the list knows is there at once.
    const text = 'Fa tres setmanes que el fanal de davant de casa no fa llum.';
    await page.locator('#case-title', { hasText: 'C008-TEST' }).waitFor();
    expect(await page.locator('.gist strong').textContent()).toBe(text);
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    const places = () => Promise.all(['.gist strong', '.turnsbox', '.composer'].map((what) => topOf(desk, what)));
    const before = await places();
    answer();
    await page.locator('.turns .said').first().waitFor();
    await desk.field.waitFor();
    expect(await article.getAttribute('aria-busy')).toBe('false');
    expect(await page.locator('.skeleton').count()).toBe(0);
    const moved = (await places()).map((place, index) => Math.abs(place - (before[index] ?? 0)));
    // Less than a pixel is nothing that anybody sees.
    expect(moved.map((each) => each < 1)).toEqual([true, true, true]);
  });

  test('a list is drawn in rows of its height, which breathe unless motion is not wanted', async () => {
    const desk = await bed().as('anna', '/console', { reducedMotion: 'no-preference' });
    const { page } = desk;
    await desk.row('C004-TEST').waitFor();
    const answer = await slowly(desk, /api\/cases\?/);
    await desk.queue('Tots').click();
    const rows = page.locator('.inbox .skeletonrow');
    await rows.first().waitFor();
    const [first, second] = [await rows.nth(0).boundingBox(), await rows.nth(1).boundingBox()];
    const animation = () =>
      page.locator('.inbox .skeleton').evaluate((element) => getComputedStyle(element).animationName);
    expect(await animation()).toBe('breathe');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await animation()).toBe('none');
    expect(await page.locator('.inbox').getAttribute('aria-busy')).toBe('true');
    await page.locator('.inbox').getByRole('status').getByText("S'està carregant…").waitFor();
    answer();
    await desk.row('C001-TEST').waitFor();
    expect(await rows.count()).toBe(0);
    const shown = await desk.rows.evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().y).sort((a, b) => a - b),
    );
    expect(shown.slice(0, 2)).toEqual([first?.y, second?.y]);
  });

  test('the pages of people and numbers say that they are being read', async () => {
    const desk = await bed().as('adela', '/console/personal');
    const { page } = desk;
    await page.locator('.cards li').first().waitFor();
    await slowly(desk, /api\/(staff|board\?.*|content)$/);
    for (const path of ['/console/personal', '/console/tauler']) {
      await page.goto(bed().fake.url + path);
      await page.locator('main .skeletonrow').first().waitFor();
      await until(async () => (await page.locator('main > [aria-busy=true]').count()) === 1);
      expect([path, await accessibilityFaults(page, ['dark'])]).toEqual([path, []]);
    }
  });
});
