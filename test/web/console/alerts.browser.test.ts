import { expect, test } from '@jest/globals';
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

/** Counts what is heard in the page from now on. */
const countTones = `{
  globalThis.tones = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    globalThis.tones += 1;
    return start.apply(this, when);
  };
}`;
