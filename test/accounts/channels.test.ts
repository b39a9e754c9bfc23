import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ChannelDeps } from '../../adapters/adapter.ts';
import { nothingSealed } from '../../src/accounts/secrets.ts';
import { type Channels, type ChannelsDeps, createChannels } from '../../src/composition/channels.ts';
import { createOpenAccounts, type OpenAccounts } from '../../src/composition/openAccounts.ts';
import { createPlatforms } from '../../src/composition/platforms.ts';
import type { AccountRecord, Crisis } from '../../src/core/model/accountRecord.ts';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { Send } from '../../src/core/ports/adapter.ts';
import { createClock, type ManualClock, testDay } from '../support/clock.ts';
import { createLog } from '../support/log.ts';
import { pause } from '../support/pause.ts';
import { createTimers, type ManualTimers } from '../support/timers.ts';
import { definitionOf, recordOf } from './support/definitions.ts';
import { createToyPlatform, type ToyPlatform } from './support/toyPlatform.ts';

let toy: ToyPlatform;
let clock: ManualClock;
let timers: ManualTimers;
let log: ReturnType<typeof createLog>;
let records: AccountRecord[];
let crisis: Crisis | null;
let env: Record<string, string>;
let openAccounts: OpenAccounts;
let channels: Channels;

beforeEach(() => {
  toy = createToyPlatform('toy');
  clock = createClock(testDay);
  timers = createTimers(clock);
  log = createLog();
  records = [];
  crisis = null;
  env = { TOKEN: 'good' };
  openAccounts = createOpenAccounts();
  channels = start({});
});

function start(changes: Partial<ChannelsDeps>): Channels {
  return createChannels({
    registry: { all: () => records, crisis: () => crisis },
    loadPlatform: createPlatforms([toy.platform]),
    // The toy asks nothing of the house.
    depsFor: () => ({}) as ChannelDeps,
    surroundings: { tenant: 'default', defaults: { name: 'Bot', locale: 'ca', pace: { burst: 9, perMinute: 9 } } },
    knownLinks: () => null,
    elsewhere: () => null,
    sealed: nothingSealed,
    env,
    openAccounts,
    clock: clock.now,
    timer: timers.timer,
    jitter: () => 1,
    log,
    ...changes,
  });
}

/** An account of the toy that is open, unless it is said otherwise. */
function toyAccount(
  id: string,
  changes: Partial<AccountRecord> = {},
  definition: Parameters<typeof definitionOf>[1] = {},
) {
  return recordOf(id, { definition: definitionOf(id, { secrets: { token: 'env:TOKEN' }, ...definition }), ...changes });
}

/** Takes the records over, and resolves when each account was tried. */
async function takeOver(...next: AccountRecord[]): Promise<void> {
  records = next;
  channels.reconcileAccounts();
  await Promise.all(next.map(({ id }) => channels.tried(id)));
  await pause();
}

/** Those of some accounts through which messages can be sent. */
const routed = (...ids: string[]) => ids.filter((id) => openAccounts.route('default', id) !== null);
const states = () => Object.fromEntries(channels.health().map(({ account, health }) => [account, health.state]));

describe('accounts of the registry', () => {
  test('are opened, and closed when they are closed there; nothing else is opened', async () => {
    const others = (['requested', 'refused', 'approved', 'closed'] as const).map((state) =>
      toyAccount(state, { state }),
    );
    await takeOver(toyAccount('pool'), toyAccount('library', { state: 'frozen' }), ...others);
    expect([...toy.open.keys()]).toEqual(['pool', 'library']);
    expect(routed('pool', 'town', 'library', 'bad')).toEqual(['pool', 'library']);
    await takeOver(toyAccount('pool', { state: 'closed' }), toyAccount('library'));
    expect([...toy.open.keys()]).toEqual(['library']);
    expect(routed('pool', 'town', 'library', 'bad')).toEqual(['library']);
    expect(states()).toEqual({ library: 'open' });
    expect(toy.made()).toBe(1);
  });

  test('that nobody has load nothing', async () => {
    let asked = 0;
    channels = start({
      loadPlatform: async () => {
        asked += 1;
        return toy.platform;
      },
    });
    await takeOver(toyAccount('pool', { state: 'approved' }));
    await channels.close();
    expect(asked).toBe(0);
  });

  test('of channels that are none of this process are left alone, and known as they are now', async () => {
    channels = start({ elsewhere: (channel) => (channel === 'toy' ? toy.platform.capabilities : null) });
    await takeOver(toyAccount('pool'), toyAccount('library', { state: 'closed' }));
    expect(toy.made()).toBe(0);
    expect(channels.health()).toEqual([]);
    expect(channels.account('pool')).toBeNull();
    expect(openAccounts.find('default', 'pool')).toMatchObject({
      id: 'pool',
      name: 'Name of pool',
      status: { kind: 'open' },
    });
    expect([openAccounts.find('default', 'library'), openAccounts.find('default', 'nobody')]).toEqual([null, null]);
    await takeOver(toyAccount('pool', {}, { name: 'Piscina' }));
    expect(openAccounts.find('default', 'pool')).toMatchObject({
      name: 'Piscina',
      capabilities: toy.platform.capabilities,
    });
  });

  test('that are open here are known as they are', async () => {
    await takeOver(toyAccount('pool'));
    expect(openAccounts.find('default', 'pool')).toBe(channels.account('pool'));
  });

  test('say where people find them, and point to the main one', async () => {
    await takeOver(toyAccount('pool'), toyAccount('town', {}, { main: true }));
    expect(toy.account('pool').links).toEqual({
      profile: 'https://toy.example/pool',
      start: 'https://toy.example/pool?{code}',
      elsewhere: { name: 'Name of town', url: 'https://toy.example/town' },
      others: [],
    });
    expect(openAccounts.route('default', 'pool')?.account).toBe(toy.account('pool'));
  });

  test('are as they are now, without being opened again', async () => {
    await takeOver(toyAccount('pool'), toyAccount('town'));
    await takeOver(
      toyAccount('pool', {}, { topics: ['esports'], languages: ['es'], name: 'Piscina' }),
      toyAccount('town'),
    );
    expect(toy.account('pool')).toMatchObject({ topics: ['esports'], locale: 'es', name: 'Piscina' });
    crisis = { towards: 'town', message: 'Talls', since: 1 };
    await takeOver(...records);
    expect(toy.account('pool').status).toEqual({
      kind: 'frozen',
      towards: { name: 'Name of town', url: 'https://toy.example/town' },
      message: 'Talls',
    });
    expect(channels.health().map(({ account, frozen }) => [account, frozen])).toEqual([
      ['pool', true],
      ['town', false],
    ]);
    crisis = null;
    await takeOver(...records);
    expect(openAccounts.route('default', 'pool')?.account.status).toEqual({ kind: 'open' });
    expect(toy.log).toEqual(['+pool', '+town']);
  });

  test('are opened again with other secrets or settings, once they are closed', async () => {
    env.OTHER = 'good';
    await takeOver(toyAccount('pool'));
    await takeOver(toyAccount('pool', {}, { secrets: { token: 'env:OTHER' } }));
    await takeOver(toyAccount('pool', {}, { secrets: { token: 'env:OTHER' }, settings: { colour: 'red' } }));
    expect(toy.log).toEqual(['+pool', '-pool', '+pool', '-pool', '+pool']);
    expect(states()).toEqual({ pool: 'open' });
  });
});

describe('an account that fails is shown as failing, and all others go on', () => {
  test.each([
    ['a secret that is not there', { secrets: { token: 'env:NOWHERE' } }, 'account.secret', 'env:NOWHERE'],
    ['a secret that no line names', { secrets: {} }, 'config.invalid', 'token: env:NAME'],
    ['a wrong token', { secrets: { token: 'env:WRONG' } }, 'platform.refused', 'not good'],
    ['settings that are none', { settings: { wrong: 1 } }, 'config.invalid', '`wrong` is wrong'],
    ['a channel that nobody has', { channel: 'pigeon' }, 'config.invalid', 'pigeon'],
    ['a folder that is no such channel', { channel: 'terminal' }, 'config.invalid', 'terminal'],
  ])('%s', async (_, definition, code, hint) => {
    env.WRONG = 's3cret-and-wrong';
    await takeOver(toyAccount('bad', {}, definition), toyAccount('pool'));
    expect(states()).toEqual({ bad: 'failing', pool: 'open' });
    const [bad] = channels.health();
    expect(bad?.health).toMatchObject({ code, since: testDay, message: expect.stringContaining(hint) });
    expect(routed('pool', 'town', 'library', 'bad')).toEqual(['pool']);
    expect(JSON.stringify([channels.health(), log.lines])).not.toContain('s3cret');
  });

  test('it is opened as soon as it can be, and is in the log once', async () => {
    await takeOver(toyAccount('bad', {}, { secrets: { token: 'env:LATER' } }));
    for (let round = 0; round < 3; round++) {
      clock.advance(600_000);
      timers.ring();
      await pause();
    }
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    env.LATER = 'good';
    clock.advance(600_000);
    timers.ring();
    while (states().bad !== 'open') await pause();
    expect(routed('pool', 'town', 'library', 'bad')).toEqual(['bad']);
  });

  test('one that stops working sends no more until it works again', async () => {
    await takeOver(toyAccount('pool'), toyAccount('town'));
    toy.fail('pool', new PlatformUnreachable('The gateway closed.'));
    while (states().pool !== 'failing') await pause();
    expect(routed('pool', 'town', 'library', 'bad')).toEqual(['town']);
    clock.advance(1_000);
    timers.ring();
    while (states().pool !== 'open') await pause();
    expect(routed('pool', 'town', 'library', 'bad')).toEqual(['pool', 'town']);
    expect(toy.log).toEqual(['+pool', '+town', '-pool', '+pool']);
  });

  test('one whose token turns out to be revoked when a message is sent fails as well', async () => {
    await takeOver(toyAccount('pool'));
    toy.revoked = true;
    const sending = openAccounts.route('default', 'pool')?.send({} as Parameters<Send>[0]);
    await expect(sending).rejects.toMatchObject({ code: 'account.off' });
    while (states().pool !== 'failing') await pause();
    expect(routed('pool', 'town', 'library', 'bad')).toEqual([]);
  });

  test('a slow platform holds nobody up', async () => {
    const slow = Promise.withResolvers<void>();
    toy.hold = slow.promise;
    records = [toyAccount('pool')];
    channels.reconcileAccounts();
    await pause();
    expect(states()).toEqual({ pool: 'opening' });
    // Closed before it was ever open: nothing stays behind.
    records = [];
    channels.reconcileAccounts();
    slow.resolve();
    await channels.close();
    expect([...toy.open.keys()]).toEqual([]);
    expect(routed('pool', 'town', 'library', 'bad')).toEqual([]);
  });
});

test('closing does not wait for ever for a platform that hangs', async () => {
  toy.hold = new Promise(() => {});
  records = [toyAccount('pool')];
  channels.reconcileAccounts();
  await pause();
  const closing = channels.close();
  while (timers.next() === null) await pause();
  clock.advance(5_000);
  timers.ring();
  await closing;
});

test('closing closes channels before accounts, and takes nothing over any more', async () => {
  await takeOver(toyAccount('pool'), toyAccount('town'));
  await channels.close();
  expect(toy.log).toEqual(['+pool', '+town', 'close', '-pool', '-town']);
  records = [toyAccount('library')];
  channels.reconcileAccounts();
  await pause();
  expect(toy.open.size).toBe(0);
});
