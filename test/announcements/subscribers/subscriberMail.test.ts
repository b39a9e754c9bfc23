import { expect, test } from '@jest/globals';
import { createSubscriberMail } from '../../../src/announcements/subscribers/subscriberMail.ts';
import { createSubscriptionLinks } from '../../../src/core/cases/rights/subscriptionLinks.ts';
import { askByMail } from '../../../src/core/model/announcements/decideSubscription.ts';
import { PlatformUnreachable } from '../../../src/core/model/errors.ts';
import { createLocalLimit } from '../../../src/store/local/limit.ts';
import { makeCommit } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';

test('a question that a mail server was away for is no further one, and is asked once it is back', async () => {
  const { journal } = createMemoryJournal();
  const choice = { alerts: ['works'], neighbourhood: null, pace: 'at-once', locale: 'ca' } as const;
  const { state } = askByMail(null, choice, { now: 0, revision: 1 });
  const commit = makeCommit('anna', 1, { state });
  await journal.append(commit);
  let isAway = true;
  const sent: string[] = [];
  const write = createSubscriberMail({
    async post({ id }) {
      if (isAway) throw new PlatformUnreachable('away');
      sent.push(id);
    },
    journal,
    sealer: { open: async () => ({ address: { email: 'anna@exemple.cat' }, inbound: null, outbound: [], salts: [] }) },
    links: createSubscriptionLinks({ mac: (text) => Buffer.from(text.padEnd(20)), url: '' }),
    subscriberWriter: { ask: () => ({ subject: '', text: '' }), mail: () => ({ subject: '', text: '' }) },
    stillGoes: async () => null,
    engine: () => {
      throw new Error('nothing was told');
    },
    alerts: () => [],
    limit: createLocalLimit(2, 60),
    log: createLog(),
  });
  for (let attempt = 0; attempt < 4; attempt++)
    await expect(write({ type: 'ask-subscriber' }, commit)).rejects.toThrow('away');
  isAway = false;
  for (let time = 0; time < 3; time++) await write({ type: 'ask-subscriber' }, commit);
  // The limit still holds for what is sent.
  expect(sent).toHaveLength(2);
});
