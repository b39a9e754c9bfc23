import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Site, startSite } from '../../web/support/site.ts';
import { createVisitor } from './support/visitor.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite({});
});
afterAll(() => site.stop());

test('a mail provider ends the subscriptions of many from one address, and who guesses links is stopped', async () => {
  const visitor = createVisitor(site.url);
  const answers = { signed: new Set<number>(), guessed: [] as number[] };
  for (let number = 0; number < 25; number++) {
    const link = await site.subscriptionLink('end', `anna${number}@exemple.cat`);
    answers.signed.add((await visitor.post(link, { 'List-Unsubscribe': 'One-Click' })).status);
    const guess = link.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    answers.guessed.push((await visitor.post(guess, {})).status);
  }
  // Nobody is told there.
  expect([...answers.signed]).toEqual([404]);
  expect([answers.guessed[0], answers.guessed.at(-1)]).toEqual([404, 429]);
});
