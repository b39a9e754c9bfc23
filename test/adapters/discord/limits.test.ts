import { afterEach, describe, expect, test } from '@jest/globals';
import { type Desk, openDesk } from './support/desk.ts';

let desk: Desk;

afterEach(() => desk.close());

const messages = 'POST /channels/:id/messages';

/** Lets Ana ask, and the bot have five things more to say. */
async function sendFive() {
  const { receipt } = await desk.answers(() => desk.discord.people.write(desk.alone, 'moltes gràcies'));
  const before = desk.said(desk.alone.chat).length;
  const texts = ['one', 'two', 'three', 'four', 'five'];
  for (const text of texts) await desk.house.announce(receipt.conversation, { text, files: [] });
  const seen = () =>
    desk
      .said(desk.alone.chat)
      .slice(before)
      .map(({ content }) => content);
  return { texts, seen };
}

describe('rate limits', () => {
  test('that Discord announces are kept to: all goes out in order, nothing is refused', async () => {
    desk = await openDesk({ before: ({ limits }) => limits.set(messages, 2, 0.3) });
    const { texts, seen } = await sendFive();
    await desk.house.deliver();
    expect(seen()).toEqual(texts);
    expect(desk.discord.limits.refused).toBe(0);
  });

  test('that would hold a message up for long give it back to the outbox, which knows when to try', async () => {
    desk = await openDesk({});
    const { discord, house } = desk;
    const { seen } = await sendFive();
    discord.limits.set(messages, 1, 8);
    discord.limits.reset();
    const began = house.clock.now();
    const due = await house.deliverDue();
    expect(seen()).toEqual(['one']);
    // What Discord said, less what passed since: real time runs, the service's own stands still.
    expect(due).toBeGreaterThan(began);
    expect(due).toBeLessThanOrEqual(began + 8_000);
    expect(discord.limits.refused).toBe(0);
  });

  test('of showing that it writes never hold a message up', async () => {
    desk = await openDesk({ before: ({ limits }) => limits.set('POST /channels/:id/typing', 1, 3_600) });
    const { alone, answers, said, discord } = desk;
    await answers(() => discord.people.write(alone, 'moltes gràcies'));
    const once = said(alone.chat).length;
    await answers(() => discord.people.write(alone, 'moltes gràcies'));
    expect(said(alone.chat).length).toBeGreaterThan(once);
    expect(alone.chat.typings).toBe(1);
  });

  test('of all requests together are told apart from those of one chat', async () => {
    desk = await openDesk({});
    const { discord, house } = desk;
    const { seen } = await sendFive();
    discord.limits.stopAll(8);
    const began = house.clock.now();
    expect(await house.deliverDue()).toBeGreaterThan(began);
    expect(seen()).toEqual([]);
    // Nobody asked again while all was stopped.
    expect(discord.limits.refused).toBe(1);
  });
});
