import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('a console that is left', 40, (bed) => {
  const commands = () => bed().fake.posted.map(({ command }) => command);

  test('who leaves with more than a browser sends then is asked first, and told what was not done', async () => {
    const desk = await bed().as('anna', '/console', { undoSeconds: 20 });
    const { page } = desk;
    // What waits goes on waiting, however long the test takes.
    await page.evaluate(
      'window.setTimeout = ((set) => (what, after, ...given) => (after === 20_000 ? 0 : set(what, after, ...given)))(window.setTimeout)',
    );
    const long = '€'.repeat(4_000);
    const codes = ['C004-TEST', 'C008-TEST', 'C016-TEST', 'C020-TEST', 'C024-TEST', 'C028-TEST'];
    for (const code of codes) {
      await desk.row(code).press('Enter');
      await page.locator('#case-title', { hasText: code }).waitFor();
      await desk.field.fill(long);
      await page.keyboard.press('Control+Enter');
      await until(async () => (await desk.field.inputValue()) === '');
    }
    expect(await page.locator('.held').count()).toBeGreaterThan(0);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      // The first time they stay.
      void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    await page.close({ runBeforeUnload: true });
    await until(() => asked.length === 1);
    expect(commands()).toEqual([]);
    await page.reload();
    await page.locator('.toast.bad', { hasText: 'en 1 casos no s' }).waitFor();
    expect(asked).toEqual(['beforeunload', 'beforeunload']);
    await until(() => commands().length === codes.length - 1);
    // What was not sent is a draft.
    await page.locator('#case-title', { hasText: codes.at(-1) ?? '' }).waitFor();
    await until(async () => (await desk.field.inputValue()) === long);
  });
});
