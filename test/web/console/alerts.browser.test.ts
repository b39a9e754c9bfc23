import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { describeInWholeBrowser } from './support/inConsole.ts';

describeInWholeBrowser('notifications of the desktop', 10, (bed) => {
  test('are asked for by a button only', async () => {
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
});
