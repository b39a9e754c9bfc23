import { expect, test } from '@jest/globals';
import { outboxTopic } from '../../src/core/ports/pubsub.ts';
import { accountWith, pushCapabilities } from '../support/account.ts';
import { makeTownBot } from './support/townBot.ts';

test('what a process leaves when it ends is due at once, and the others are called to it', async () => {
  const { folder, content, open } = await makeTownBot({});
  const bot = await open();
  const account = accountWith({ capabilities: pushCapabilities });
  const sending = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  bot.accounts.open.put({
    account,
    send: async () => {
      sending.resolve();
      await mayEnd.promise;
      return { platformId: null };
    },
    inboxChannel: null,
    place: null,
  });
  bot.delivery.start();
  await bot.conversations.engine.receive({
    ...{ account, platformConversation: 'ana', surface: 'private', person: null, address: 'ana' },
    inbound: { id: '1', content: { kind: 'text', text: 'moltes gràcies' }, localeHint: null },
  });
  await sending.promise;
  const calls: Promise<number | null>[] = [];
  bot.processes.pubsub.subscribe(outboxTopic, () => calls.push(bot.stores.outbox.nextDue()));
  const closed = bot.close();
  mayEnd.resolve();
  await closed;
  // The answer behind the introduction waits for anybody who comes next: since its commit, and not until a lease ends.
  expect(await Promise.all(calls)).toEqual([expect.any(Number)]);
  expect(await calls[0]).toBeLessThanOrEqual(Date.now());
  folder.remove();
  await content.remove('.');
});
