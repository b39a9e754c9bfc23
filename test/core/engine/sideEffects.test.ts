import { expect, test } from '@jest/globals';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import { makeCommit } from '../../contract/store/fixture.ts';

test('erasing destroys keys first, and then removes the files that they opened', async () => {
  const done: string[] = [];
  const note = (what: string) => async (conversation: string | { conversation: string }) => {
    done.push(`${what} ${typeof conversation === 'string' ? conversation : conversation.conversation}`);
  };
  const runSideEffect = createSideEffects({
    keys: {
      destroy: async (conversation) => {
        done.push(`keys ${conversation}`);
        return ['k1'];
      },
    },
    noteErased: async (keyIds) => void done.push(`noted ${keyIds}`),
    removeErasedFiles: note('files'),
    channelTransfers: { offer: note('code') },
    caseProjection: {
      show: note('rows'),
      forget: async ({ conversation }) => {
        done.push(`rows ${conversation}`);
        return [];
      },
    },
    notifier: null,
    inboxSync: null,
  });
  await runSideEffect({ type: 'erase-content' }, makeCommit('ana', 3, {}));
  expect(done).toEqual(['keys ana', 'noted k1', 'files ana', 'rows ana']);
});
