import { describe, expect, test } from '@jest/globals';
import type { AdapterFixture, Fault } from './fixture.ts';
import { ana, type Scene } from './scene.ts';
import { expectSeen } from './seen.ts';

const status = (code: number, retryAfter: number | null = null): Fault => ({
  kind: 'status',
  status: code,
  retryAfter,
});

/** What the platform does to a message on its way out. */
export function faultsContract(_: AdapterFixture, scene: () => Scene): void {
  /** Lets the first message of an answer meet a fault, and then sends all that waits. */
  async function meet(fault: Fault) {
    const { house, fake } = scene();
    const { receipt } = await house.onStaffMessage(() => fake.say(ana, "Com m'empadrono a la vila"));
    const [{ outbound: said } = { outbound: [] }] = await house.turns(receipt.conversation);
    expect(said.length).toBeGreaterThan(1);
    const met = fake.fail('desk', fault);
    const began = house.clock.now();
    const due = house.deliverDue();
    await met;
    if (fault.kind === 'silence') house.runOutOfTime();
    return { due: await due, began, said, conversation: receipt.conversation };
  }

  describe('the platform', () => {
    test.each([
      ['400', status(400)],
      ['403 (blocked)', status(403)],
      ['404 (no such chat)', status(404)],
      ['413 (too large)', status(413)],
    ])('refuses for good with %s: the message is set aside and the next one goes on', async (_name, fault) => {
      const { said } = await meet(fault);
      const { house, fake } = scene();
      expect(house.store.tasks().map((task) => [task.status, task.attempts])).toEqual([
        ['dead-letter', 1],
        ...said.slice(1).map(() => ['done', 0]),
      ]);
      expect(house.store.tasks()[0]?.note).toBe('platform.refused');
      expectSeen(fake.shown(ana), said.slice(1));
    });

    test('asks to wait with 429: the message waits just so long', async () => {
      const { due, began, said } = await meet(status(429, 7));
      const { house, fake } = scene();
      expect(due).toBe(began + 7_000);
      expect(fake.shown(ana)).toEqual([]);
      await house.deliver();
      expect(house.clock.now()).toBe(began + 7_000);
      expectSeen(fake.shown(ana), said);
    });

    test.each<[string, Fault]>([
      ['answers 409', status(409)],
      ['answers 500', status(500)],
      ['answers 503', status(503)],
      ['breaks the connection off', { kind: 'cut' }],
    ])('%s: the message waits a little and is tried again', async (_name, fault) => {
      const { due, began, said } = await meet(fault);
      const { house, fake } = scene();
      expect(due).toBeGreaterThan(began);
      expect(house.store.tasks()[0]).toMatchObject({ status: 'waiting', attempts: 1, note: 'platform.unreachable' });
      await house.deliver();
      expectSeen(fake.shown(ana), said);
    });

    test('never answers: the attempt is broken off in time, and the message is tried again', async () => {
      const { said } = await meet({ kind: 'silence' });
      const { house, fake } = scene();
      expect(house.store.tasks()[0]).toMatchObject({ status: 'waiting', attempts: 1 });
      await house.deliver();
      expectSeen(fake.shown(ana).slice(-said.length), said);
    });

    test('no longer takes the account’s secret (401): its messages wait, no attempt is counted, and it says so', async () => {
      const { said } = await meet(status(401));
      const { house, fake } = scene();
      expect(house.store.tasks().map((task) => [task.status, task.attempts])).toEqual(said.map(() => ['waiting', 0]));
      expect(house.failing.map(({ account }) => account)).toEqual(['desk']);
      await house.reopen('desk');
      await house.deliver();
      expectSeen(fake.shown(ana), said);
    });
  });
}
