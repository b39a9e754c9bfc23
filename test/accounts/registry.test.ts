import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createActivity } from '../../src/accounts/accountActivity.ts';
import type { StepPayload } from '../../src/accounts/formatters.ts';
import { warnOfInactivity } from '../../src/accounts/inactivity.ts';
import { accountsTopic, createRegistry, type Registry } from '../../src/accounts/registry.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { Keys, Sealer } from '../../src/core/ports/sealer.ts';
import { dayOf } from '../../src/core/util/dates.ts';
import { createSealer } from '../../src/journal/sealer.ts';
import { openInstallation } from '../cli/installation.ts';
import { makeFolder } from '../store/folder.ts';
import { agentWith } from '../support/agent.ts';
import { createClock, type ManualClock, testDay } from '../support/clock.ts';
import { oneAccountEach } from '../support/fourEyes.ts';
import { createLog } from '../support/log.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../support/memorySealer.ts';
import { anyAdministrator } from '../support/operators.ts';
import { pause } from '../support/pause.ts';
import { createPubSub } from '../support/pubsub.ts';
import { createTimers } from '../support/timers.ts';
import { definitionOf, wordsBy } from './support/definitions.ts';

interface World {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly keys: Keys;
  close(): Promise<void>;
}

const worlds: readonly (readonly [string, () => World])[] = [
  [
    'memory',
    () => {
      const keys = createMemoryKeys();
      return { ...createMemoryJournal(), sealer: createMemorySealer(keys), keys, close: async () => {} };
    },
  ],
  [
    'SQLite',
    () => {
      const folder = makeFolder();
      const { store, keyring, close } = openInstallation(folder.path, null);
      const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
      return {
        ...{ journal: store.journal, sealer, keys: keyring },
        async close() {
          await close();
          folder.remove();
        },
      };
    },
  ],
];

const year = 365 * 24 * 3_600_000;

describe.each(worlds)('the registry over %s', (_, open) => {
  let world: World;
  let clock: ManualClock;
  let pubsub: ReturnType<typeof createPubSub>;
  beforeEach(() => {
    world = open();
    clock = createClock(testDay);
    pubsub = createPubSub();
  });
  afterEach(() => world.close());

  /** The registry of one process. */
  function start(tenant = 'default'): Registry {
    const log = createRecordLog({ ...world, clock: clock.now, newId: randomUUID });
    return createRegistry({ tenant, log, staff: anyAdministrator, fourEyes: oneAccountEach, pubsub, clock: clock.now });
  }

  async function openAccount(registry: Registry, id: string, changes: Parameters<typeof definitionOf>[1] = {}) {
    await registry.take(id, { type: 'request', definition: definitionOf(id, changes) }, wordsBy('Anna'));
    await registry.take(id, { type: 'approve' }, wordsBy('Berta'));
    await registry.take(id, { type: 'open' }, wordsBy('Carla'));
  }

  const commits = async () => (await world.journal.scan(null, 1_000)).commits;

  test('has the web chat from the beginning, and every account with its life', async () => {
    const registry = start();
    await registry.refresh();
    expect(registry.all().map(({ id, state }) => [id, state])).toEqual([['web', 'open']]);
    await openAccount(registry, 'library');
    clock.advance(1_000);
    await registry.take('library', { type: 'freeze' }, { ...wordsBy('Dora'), reason: 'obres' });
    expect(registry.find('library')).toMatchObject({ state: 'frozen', since: testDay + 1_000, openedAt: testDay });
    expect(registry.find('nowhere')).toBeNull();
    const life = await registry.history('library');
    expect(life.map(({ state, payload, at }) => [state, payload?.by, payload?.reason, at])).toEqual([
      ['requested', 'Anna', null, testDay],
      ['approved', 'Berta', null, testDay],
      ['open', 'Carla', null, testDay],
      ['frozen', 'Dora', 'obres', testDay + 1_000],
    ]);
    expect(pubsub.published).toContain(accountsTopic);
  });

  test('people stand in what is sealed only, and can be erased while the account goes on', async () => {
    const registry = start();
    const payload: StepPayload = {
      by: 'agent-1',
      reason: null,
      people: { owner: 'Olga Responsable', administrators: ['Aina Admin', 'Adam Admin'] },
      form: { objectives: 'Objectiu', audience: 'Públic', content: 'Contingut', signedBy: 'Sara Signa' },
    };
    await registry.take('library', { type: 'request', definition: definitionOf('library', {}) }, payload);
    await registry.take('library', { type: 'refuse' }, { ...wordsBy('agent-2'), reason: 'Ja ho porta en Pau' });
    const inClear = JSON.stringify((await commits()).map(({ sealed, ...clear }) => clear));
    expect(inClear).toContain('account.refused');
    for (const name of ['Anna', 'Olga', 'Aina', 'Adam', 'Sara', 'Berta', 'Pau', 'Objectiu']) {
      expect(inClear).not.toContain(name);
    }
    expect((await registry.history('library'))[0]?.payload).toEqual(payload);

    const record = (await commits()).find(({ events }) => events.some(({ type }) => type === 'account.refused'));
    await world.keys.destroy(record?.conversation ?? '', null);
    expect((await registry.history('library')).map((step) => step.payload)).toEqual([null, null]);
    const other = start();
    await other.refresh();
    expect(other.find('library')?.state).toBe('refused');
    await other.take('library', { type: 'request', definition: definitionOf('library', {}) }, wordsBy('Anna'));
    expect(other.find('library')?.state).toBe('requested');
  });

  test('lets nobody act who is no administrator, and nobody approve what they asked for', async () => {
    const people = new Map([
      ['anna', agentWith('anna', { roles: ['administrator'] })],
      ['sara', agentWith('sara', { roles: ['supervisor', 'agent'] })],
      ['left', agentWith('left', { roles: ['administrator'], active: false })],
    ]);
    const log = createRecordLog({ ...world, clock: clock.now, newId: randomUUID });
    const staff = { find: async (_: string, id: string) => people.get(id) ?? null };
    const registry = createRegistry({
      tenant: 'default',
      log,
      staff,
      fourEyes: oneAccountEach,
      pubsub,
      clock: clock.now,
    });
    const request = { type: 'request', definition: definitionOf('library', {}) } as const;
    for (const by of ['sara', 'left', 'Anna Autora', '']) {
      await expect(registry.take('library', request, wordsBy(by))).rejects.toMatchObject({ code: 'auth.refused' });
      await expect(registry.beginCrisis('web', null, by, null)).rejects.toMatchObject({ code: 'auth.refused' });
      await expect(registry.endCrisis(by, null)).rejects.toMatchObject({ code: 'auth.refused' });
    }
    expect(await commits()).toEqual([]);
    await registry.take('library', request, wordsBy('anna'));
    const approval = registry.take('library', { type: 'approve' }, wordsBy('anna'));
    await expect(approval).rejects.toMatchObject({ code: 'account.own-request' });
    const events = (await commits()).flatMap((commit) => commit.events);
    expect(events.filter(({ type }) => type !== 'accounts.noted')).toEqual([
      { type: 'account.requested', account: 'library', by: 'anna' },
    ]);
  });

  test('every process sees what another one did', async () => {
    const [one, two] = [start(), start()];
    await two.refresh();
    await openAccount(one, 'library');
    await two.refresh();
    expect(two.find('library')?.state).toBe('open');
    await two.take('library', { type: 'close' }, wordsBy('Anna'));
    await one.refresh();
    expect(one.find('library')?.state).toBe('closed');
    await one.beginCrisis('web', 'Talls', 'Anna', null);
    await two.refresh();
    expect(two.crisis()).toEqual({ towards: 'web', message: 'Talls', since: testDay });
    await two.endCrisis('Anna', null);
    await one.refresh();
    expect(one.crisis()).toBeNull();
  });

  test('two who decide at once: one step is taken, the other is told how things are', async () => {
    const [one, two] = [start(), start()];
    await one.take('library', { type: 'request', definition: definitionOf('library', {}) }, wordsBy('Anna'));
    await two.refresh();
    const outcomes = await Promise.allSettled([
      one.take('library', { type: 'approve' }, wordsBy('Berta')),
      two.take('library', { type: 'refuse' }, { ...wordsBy('Carla'), reason: 'No' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'account.step' } });
    expect(await one.history('library')).toHaveLength(2);
  });

  test('a step that is recorded late is found, and one that never came is not waited for', async () => {
    const late = Promise.withResolvers<void>();
    const { journal } = world;
    const slow = createRegistry({
      tenant: 'default',
      staff: anyAdministrator,
      fourEyes: oneAccountEach,
      log: createRecordLog({
        ...world,
        journal: {
          ...journal,
          // The register is told at once, the step itself hangs.
          append: async (commit) => {
            if (commit.account === 'library') await late.promise;
            return journal.append(commit);
          },
        },
        clock: clock.now,
        newId: randomUUID,
      }),
      pubsub,
      clock: clock.now,
    });
    const other = start();
    await other.refresh();
    const taking = slow.take('library', { type: 'request', definition: definitionOf('library', {}) }, wordsBy('Anna'));
    while ((await commits()).length === 0) await pause();
    await other.refresh();
    expect(other.find('library')).toBeNull();
    late.resolve();
    await taking;
    await other.refresh();
    expect(other.find('library')?.state).toBe('requested');
  });

  test('there is one main account, and nobody is sent to an account that does not answer', async () => {
    const registry = start();
    await openAccount(registry, 'town', { main: true });
    const second = { type: 'request' as const, definition: definitionOf('pool', { main: true }) };
    await expect(registry.take('pool', second, wordsBy('Anna'))).rejects.toThrow('town is already the main one');
    await openAccount(registry, 'pool');
    await registry.take('pool', { type: 'freeze' }, wordsBy('Anna'));
    await expect(registry.beginCrisis('pool', null, 'Anna', null)).rejects.toMatchObject({ code: 'account.step' });
    await expect(registry.beginCrisis('nowhere', null, 'Anna', null)).rejects.toMatchObject({
      code: 'account.unknown',
    });
    await registry.beginCrisis('town', null, 'Anna', null);
    for (const type of ['freeze', 'close'] as const) {
      await expect(registry.take('town', { type }, wordsBy('Anna'))).rejects.toThrow('end the crisis first');
    }
    await registry.endCrisis('Anna', null);
    await registry.take('town', { type: 'close' }, wordsBy('Anna'));
    await registry.take('pool', { type: 'change', definition: definitionOf('pool', { main: true }) }, wordsBy('Anna'));
    expect(registry.find('pool')).toMatchObject({ state: 'frozen', definition: { main: true } });
  });

  test('tenants know nothing of each other', async () => {
    await openAccount(start('one'), 'library');
    const other = start('two');
    await other.refresh();
    expect(other.find('library')).toBeNull();
    expect(other.all().map(({ id }) => id)).toEqual(['web']);
  });

  test('the days on which people use accounts are noted once a day, by all processes together', async () => {
    const registry = start();
    await openAccount(registry, 'library');
    const before = (await commits()).length;
    const timers = createTimers(clock);
    const deps = { registry, clock: clock.now, timer: timers.timer, log: createLog() };
    const activity = createActivity(deps);
    for (const account of ['library', 'web', 'library', 'terminal', 'library']) activity.note(account);
    await activity.stop();
    await registry.refresh();
    expect([registry.lastActive('library'), registry.lastActive('web'), registry.lastActive('terminal')]).toEqual([
      '2026-11-24',
      '2026-11-24',
      null,
    ]);
    const again = createActivity(deps);
    again.note('library');
    await again.stop();
    expect(await commits()).toHaveLength(before + 1);
    clock.advance(24 * 3_600_000);
    again.note('library');
    await again.stop();
    await registry.refresh();
    expect(registry.lastActive('library')).toBe('2026-11-25');
  });

  test('the log warns of inactive accounts once a day, however many processes look', async () => {
    const registry = start();
    await openAccount(registry, 'library');
    await openAccount(registry, 'pool');
    clock.advance(year);
    await registry.noteActive(['pool'], dayOf(clock.now()));
    const log = createLog();
    const timers = createTimers(clock);
    const ending = new AbortController();
    const watching = [start(), registry].map((each) =>
      warnOfInactivity({ registry: each, clock: clock.now, timer: timers.timer, end: ending.signal, log }),
    );
    const until = async (count: number) => {
      while (log.lines.length < count) await pause();
    };
    await until(1);
    const hours = async (count: number) => {
      for (let hour = 0; hour < count; hour++) {
        clock.advance(3_600_000);
        timers.ring();
        await start().refresh();
        await pause();
      }
    };
    await hours(24);
    await until(2);
    ending.abort();
    await Promise.all(watching);
    expect(log.lines.map(({ fields }) => fields)).toEqual([
      { account: 'library', since: '2026-11-24' },
      { account: 'library', since: '2026-11-24' },
    ]);
  });
});
