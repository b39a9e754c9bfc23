import { expect, test } from '@jest/globals';
import { createTranscript } from '../../../src/core/journal/transcript.ts';
import { accountWith } from '../../support/account.ts';
import { testDay } from '../../support/clock.ts';
import { openBench } from '../../support/engine.ts';

test('a transcript is read from a cursor, oldest first, and shows no content that was erased', async () => {
  const { say, deps, keys } = openBench(accountWith({}));
  const read = createTranscript(deps.journal, deps.sealer, { after: () => null });
  const { conversation } = await say('c1', 'moltes gràcies');
  await say('c1', 'blah');
  await say('c1', 'blah again');
  await say('c2', 'hola');

  const all = await read(conversation, 0, 10);
  expect(all.map(({ revision, at }) => [revision, at])).toEqual([
    [1, testDay],
    [2, testDay],
    [3, testDay],
  ]);
  expect(all[0]?.content).toMatchObject({
    inbound: { content: { text: 'moltes gràcies' } },
    outbound: [{ text: 'introduction ca' }, { text: 'smalltalk.thanks ca' }],
  });
  // Where the platform delivers is nobody's business who reads what was said.
  expect(all[0]?.content).not.toHaveProperty('address');
  expect((await read(conversation, 1, 1)).map(({ revision }) => revision)).toEqual([2]);
  expect(await read(conversation, 3, 10)).toEqual([]);

  await say('c1', { kind: 'choice', value: 'erase:yes', text: 'Yes' });
  expect((await read(conversation, 0, 10)).map(({ content }) => content === null)).toEqual([true, true, true, false]);
  expect((await read(conversation, 0, 10)).map(({ lost }) => lost)).toEqual([false, false, false, false]);

  keys.lose(conversation);
  expect((await read(conversation, 0, 10)).map(({ lost }) => lost)).toEqual([false, false, false, true]);
});
