import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { type ConsolePage, describeInConsole } from './support/inConsole.ts';

const looks = [
  ['a laptop', { viewport: { width: 1280, height: 800 } }],
  ['a phone', { viewport: { width: 390, height: 740 } }],
  // The outline has no room here.
  ['a small phone', { viewport: { width: 320, height: 360 } }],
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

  test.each(looks)('a case is drawn in outline, and nothing moves when it arrives, on %s', async (_, options) => {
    const desk = await bed().as('anna', '/console', options);
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
    // What is drawn is not read: nobody could scroll it by keyboard.
    expect(
      await page.locator('.turns').evaluate((turns) => {
        turns.scrollTop = 100;
        return turns.scrollTop;
      }),
    ).toBe(0);
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

  test('who answers people loads no page of others, and the first visit loads them', async () => {
    const desk = await bed().as('anna', '/console');
    await desk.row('C004-TEST').waitFor();
    const loaded = ({ page }: ConsolePage) =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').flatMap(({ name }) => /console-(\w+Area)-/.exec(name)?.[1] ?? []),
      );
    expect(await loaded(desk)).toEqual([]);
    const admin = await bed().as('adela', '/console');
    await admin.queue('Tots').waitFor();
    expect(await loaded(admin)).toEqual([]);
    await admin.page.locator('.queues a[href$="/personal"]').click();
    await admin.page.locator('.cards li').first().waitFor();
    expect(await loaded(admin)).toEqual(['adminArea']);
    expect([...desk.errors, ...admin.errors]).toEqual([]);
  });

  test('a page that does not arrive says what to do, and is loaded again once the server answers', async () => {
    const desk = await bed().as('adela', '/console');
    const { page } = desk;
    await desk.queue('Tots').waitFor();
    const pages = /\/(console-adminArea-.*|console\/personal)$/;
    await page.route(pages, (route) => route.abort());
    await page.locator('.queues a[href$="/personal"]').click();
    await page.getByRole('alert').getByText('Torneu-ho a provar').waitFor();
    expect(await accessibilityFaults(page, ['dark'])).toEqual([]);
    // Without a connection the console stays: the cases that are there can still be read.
    await desk.button('Torna-ho a provar').click();
    await desk.notified.getByText('No hi ha connexió').waitFor();
    await desk.queue('Tots').click();
    await desk.row('C004-TEST').waitFor();
    await page.locator('.queues a[href$="/personal"]').click();
    await page.unroute(pages);
    await desk.button('Torna-ho a provar').click();
    await page.locator('.cards li').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('a dialog whose page does not arrive says so', async () => {
    const desk = await bed().as('adela', '/console');
    const { page } = desk;
    await desk.queue('Tots').waitFor();
    await page.route(/\/console-contentArea-/, (route) => route.abort());
    await page.keyboard.press('Control+k');
    await page.locator('dialog input').fill('Servei nou');
    await page.keyboard.press('Enter');
    await desk.notified.getByText('Torneu-ho a provar').waitFor();
    expect(await page.locator('dialog').count()).toBe(0);
  });
});
