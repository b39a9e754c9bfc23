import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { frequentTasks, handsOn, openBefore } from './support/frequentTasks.ts';
import { describeInConsole } from './support/inConsole.ts';

describeInConsole('of the ten tasks that staff do most', 40, (bed) => {
  test.each(frequentTasks)('$name takes $presses presses', async ({ presses, isAnswered, does, commands }) => {
    const desk = await bed().as('anna', '/console');
    const { fake } = bed();
    if (isAnswered) fake.colleague('anna', openBefore, { kind: 'reply', text: 'Ja hi som.', files: [] });
    await desk.row(openBefore).click();
    await desk.page.locator('.said').first().waitFor();
    const hands = handsOn(desk);
    await does(desk, hands);
    await until(() => fake.posted.length >= commands.length);
    expect(fake.posted.map(({ command }) => command.kind)).toEqual(commands);
    expect(hands.presses()).toBe(presses);
    expect(desk.errors).toEqual([]);
  });

  test('each takes two presses on average', () => {
    const all = frequentTasks.reduce((sum, { presses }) => sum + presses, 0);
    expect(all / frequentTasks.length).toBeLessThanOrEqual(2);
    expect(frequentTasks).toHaveLength(10);
  });
});
