import { expect, test } from '@jest/globals';
import { accessibilityFaults } from '../support/axe.ts';
import { until } from '../support/until.ts';
import { describeInWholeBrowser } from './support/inConsole.ts';

describeInWholeBrowser('alerts', 10, (bed) => {
  test('notifications of the desktop are asked for by a button only', async () => {
    const desk = await bed().as('anna', '/console');
    expect(await desk.page.evaluate('Notification.permission')).not.toBe('granted');
    await desk.page.context().grantPermissions(['notifications']);
    const bell = desk.page.getByRole('button', { name: "Avisos a l'escriptori" });
    await desk.page.reload();
    await desk.page.locator('.bell').click();
    expect(await bell.getAttribute('aria-pressed')).toBe('false');
    await bell.click();
    await until(async () => (await bell.getAttribute('aria-pressed')) === 'true');
  });

  test('a browser is notified while the console is closed, until its person turns that off or leaves', async () => {
    const desk = await bed().as('anna', '/console/avisos', { permissions: ['notifications'] });
    const { page, button } = desk;
    await page.addInitScript(subscribeAlone);
    await page.reload();
    const add = button("Avisa'm en aquest aparell");
    await add.click();
    await page.locator('.toast', { hasText: 'Fet: us avisarem en aquest aparell' }).waitFor();
    const here = page.getByRole('listitem').filter({ hasText: '(aquest aparell)' });
    expect(await here.textContent()).toMatch(/^Chrome, Linux, des del /);
    expect(await add.count()).toBe(0);
    expect(await accessibilityFaults(page, ['dark', 'forced'])).toEqual([]);
    // Another browser of theirs knows it as one of the devices, and not as itself.
    const other = await bed().as('anna', '/console/avisos');
    await other.page.getByRole('button', { name: 'Treu Chrome, Linux' }).waitFor();
    expect(await other.page.getByText('(aquest aparell)').count()).toBe(0);

    await button('Treu Chrome, Linux').click();
    await add.click();
    await here.waitFor();
    expect(await page.evaluate('globalThis.ended')).toBe(1);
    expect([...desk.errors, ...other.errors]).toEqual([]);
    await button('Surt').click();
    await page.waitForURL((address) => !address.pathname.startsWith('/console/avisos'));
    await other.page.reload();
    await other.page.getByText("Encara no n'hi ha cap.").waitFor();
  });

  test('news are heard where one wants it, and only there', async () => {
    const desk = await bed().as('anna', '/console');
    const { fake } = bed();
    await desk.page.addInitScript(countTones);
    await desk.page.reload();
    const sound = 'So quan hi ha novetats';
    const tones = () => desk.page.evaluate('globalThis.tones');
    const isOn = () => desk.button(sound).getAttribute('aria-pressed');
    await desk.page.locator('.bell').click();
    expect(await isOn()).toBe('false');
    await desk.button(sound).click();
    expect([await isOn(), await tones()]).toEqual(['true', 2]);
    const streams = () => fake.asked.filter((address) => address.includes('/stream')).length;
    const before = streams();
    await desk.page.reload();
    await desk.row('C004-TEST').waitFor();
    await until(() => streams() > before);
    fake.citizenWrites('C004-TEST', 'Hola?');
    await until(async () => (await tones()) === 2);
  });
});

/** A browser whose push service is not asked: subscriptions are new each time, and those that end are counted. */
const subscribeAlone = `{
  globalThis.ended = 0;
  let subscription = null;
  let count = 0;
  PushManager.prototype.getSubscription = async () => subscription;
  PushManager.prototype.subscribe = async function () {
    const { active } = await navigator.serviceWorker.getRegistration('/console');
    if (active === null) throw new DOMException('Subscription failed - no active Service Worker', 'AbortError');
    count += 1;
    return (subscription = {
      endpoint: 'https://push.example/' + count,
      getKey: () => new Uint8Array([4, 1]).buffer,
      unsubscribe: async () => {
        subscription = null;
        globalThis.ended += 1;
      },
    });
  };
}`;

/** Counts what is heard in the page from now on. */
const countTones = `{
  globalThis.tones = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    globalThis.tones += 1;
    return start.apply(this, when);
  };
}`;
