import { describe, expect, test } from '@jest/globals';
import { createWaitingLine } from '../../../src/core/engine/waitingLine.ts';
import { typingTopic } from '../../../src/core/ports/pubsub.ts';
import { systemTimer } from '../../../src/core/util/sleep.ts';
import { accountWith } from '../../support/account.ts';
import { createBench } from '../../support/engine.ts';

describe('when more write than can be read', () => {
  /** An engine that reads one message at a time, when the test says so. */
  function openSlow(longest: number) {
    const reading: { readonly text: string; readonly go: () => void }[] = [];
    const bench = createBench(accountWith({}), (deps) => ({
      ...deps,
      line: createWaitingLine({ atOnce: 1, longest, signMs: 4_000 }, systemTimer),
      reader: {
        async read(knowledge, text, whole) {
          const { promise, resolve } = Promise.withResolvers<void>();
          reading.push({ text, go: resolve });
          await promise;
          return deps.reader.read(knowledge, text, whole);
        },
      },
    }));
    const goOn = async () => {
      while (reading.length === 0) await new Promise(setImmediate);
      const next = reading.shift();
      next?.go();
      return next?.text;
    };
    return { ...bench, goOn };
  }

  test('each waits its turn, who writes much lets others pass, and who waits sees somebody typing', async () => {
    const { say, goOn, pubsub } = openSlow(10);
    const said = [say('c1', 'un'), say('c1', 'dos'), say('c1', 'tres'), say('c2', 'quatre'), say('c3', 'cinc')];
    const order = [await goOn(), await goOn(), await goOn(), await goOn(), await goOn()];
    const receipts = await Promise.all(said);
    expect(order).toEqual(['un', 'quatre', 'cinc', 'dos', 'tres']);
    expect(receipts.map(({ revision }) => revision)).toEqual([1, 2, 3, 1, 1]);
    const typed = new Set(pubsub.published.filter((topic) => topic.startsWith('typing')));
    for (const { conversation } of receipts.slice(3)) expect(typed).toContain(typingTopic(conversation));
  });

  test('what is too much is not taken, leaves nothing, and is answered when it is sent again', async () => {
    const { say, goOn, store } = openSlow(1);
    const said = [say('c1', 'un'), say('c2', 'dos')];
    await expect(say('c3', 'tres')).rejects.toMatchObject({ code: 'store.busy' });
    await goOn();
    await goOn();
    await Promise.all(said);
    expect(store.commits()).toHaveLength(2);
    const again = say('c3', 'tres');
    await goOn();
    expect(await again).toMatchObject({ revision: 1, duplicate: false });
  });
});
