import { describe, expect, test } from '@jest/globals';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { casesTopic, outboxTopic } from '../../../src/core/ports/pubsub.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { agentWith } from '../../support/agent.ts';
import { envelopeOf, openStaffBench } from '../cases/bench.ts';
import { boss, hour, ona, pau } from '../cases/desk.ts';

const people = [ona, pau, boss];
const reply = { kind: 'reply', text: 'Bon dia, us responc jo', files: [] } as const;
const same = <T>(deps: T) => deps;

test('what is written on the page of a case has the time of its commit, by which it is found again', async () => {
  // Each look at the clock is a millisecond later.
  let later = 0;
  const bench = openStaffBench(accountWith({}), people, (deps) => ({ ...deps, clock: () => deps.clock() + later++ }));
  const { conversation, code } = await bench.openCase('c1');
  await bench.engine.fromCasePage({
    tenant: 'default',
    conversation,
    case: code,
    act: { kind: 'write' },
    id: 'w1',
    inbound: { id: 'w1', content: { kind: 'text', text: 'encara no funciona' }, localeHint: null },
  });
  const { at, state } = bench.newest();
  expect(state).toMatchObject({ cases: [{ code, citizenAt: at }] });
});

describe('a command of staff', () => {
  test('becomes one commit that goes where the conversation is, and its texts are sealed', async () => {
    const bench = openStaffBench(accountWith({ capabilities: pushCapabilities }), people, same);
    const opened = await bench.openCase('c1');
    const { revision } = bench.newest();
    const receipt = await bench.engine.handleCommand(envelopeOf(opened, 'ona', reply, { id: 'd1', seen: revision }));
    expect(receipt).toEqual({ revision: revision + 1, duplicate: false });
    const commit = bench.newest();
    expect(commit).toMatchObject({
      ...{ tenant: 'default', account: 'front-desk', conversation: opened.conversation, revision: revision + 1 },
      state: { takeover: { by: 'ona', case: opened.code } },
      outbox: [
        { ordinal: 0, kind: 'send', message: 0 },
        { ordinal: 1, kind: 'send', message: 1 },
        { ordinal: 2, kind: 'side-effects', sideEffects: [{ type: 'index-cases' }] },
      ],
    });
    const content = await bench.deps.sealer.open(commit);
    expect(content).toMatchObject({ address: { chat: 'c1' }, inbound: null, command: reply });
    expect(content?.outbound.at(-1)?.text).toBe(reply.text);
    const { sealed: _, ...clear } = commit;
    expect(JSON.stringify(clear)).not.toContain('responc');
    expect(bench.pubsub.published.slice(-3)).toEqual([opened.conversation, outboxTopic, casesTopic]);
  });

  test('is read by open streams at once, and by the index before the person who did it hears of it', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const opened = await bench.openCase('c1');
    const { revision } = await bench.engine.handleCommand(envelopeOf(opened, 'ona', reply, { id: 'd1' }));
    const [row] = bench.index.rows();
    expect(row).toMatchObject({ revision, handledBy: 'ona', case: { assignee: 'ona' } });
    expect(row?.tokens).toContain('responc');
  });

  test('said again changes nothing, also when it would be refused by now', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const opened = await bench.openCase('c1');
    const close = envelopeOf(opened, 'ona', { kind: 'close', reason: 'resolved' }, { id: 'd1' });
    const { revision } = await bench.engine.handleCommand(close);
    await bench.say('c1', 'hola');
    const count = bench.store.commits().length;
    expect(await bench.engine.handleCommand(close)).toEqual({ revision, duplicate: true });
    expect(bench.store.commits()).toHaveLength(count);
  });

  test('that changes nothing is not recorded', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const opened = await bench.openCase('c1');
    const { revision } = bench.newest();
    const command = { kind: 'set-priority', priority: 'normal' } as const;
    expect(await bench.engine.handleCommand(envelopeOf(opened, 'ona', command, { id: 'd1' }))).toEqual({
      revision,
      duplicate: true,
    });
  });

  test.each([
    ['by nobody who is listed', 'auth.refused', { by: 'stranger' }],
    ['in no conversation', 'case.unknown', { conversation: 'c-none' }],
    ['in the conversation of another council', 'case.unknown', { tenant: 'other', by: 'olga' }],
    ['in no case', 'case.unknown', { case: 'ZZZZ-9999' }],
  ])('%s is refused and leaves nothing', async (_, code, wrong) => {
    const bench = openStaffBench(accountWith({}), [...people, agentWith('olga', { tenant: 'other' })], same);
    const opened = await bench.openCase('c1');
    const count = bench.store.commits().length;
    await expect(
      bench.engine.handleCommand({ ...envelopeOf(opened, 'ona', reply, { id: 'd1' }), ...wrong }),
    ).rejects.toMatchObject({
      code,
    });
    expect(bench.store.commits()).toHaveLength(count);
  });

  test('cannot be done in a record of the city', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    await bench.openCase('c1');
    await bench.deps.channelTransfers.offer({ ...bench.newest() }, null);
    const { conversation } = bench.newest();
    const handleCommand = { ...envelopeOf({ conversation, code: 'x' }, 'ona', reply, { id: 'd1' }) };
    await expect(bench.engine.handleCommand(handleCommand)).rejects.toMatchObject({ code: 'case.unknown' });
  });

  test('that says something is refused while the account is not open here; a note is not', async () => {
    const bench = openStaffBench(accountWith({}), people, (deps) => ({
      ...deps,
      staff: { ...deps.staff, accountOf: () => null },
    }));
    const opened = await bench.openCase('c1');
    const count = bench.store.commits().length;
    await expect(bench.engine.handleCommand(envelopeOf(opened, 'ona', reply, { id: 'd1' }))).rejects.toMatchObject({
      code: 'account.off',
    });
    expect(bench.store.commits()).toHaveLength(count);
    const note = { kind: 'note', text: 'later', mentions: [] } as const;
    await bench.engine.handleCommand(envelopeOf(opened, 'ona', note, { id: 'd2' }));
    expect(bench.store.commits()).toHaveLength(count + 1);
  });

  test('cannot be kept from being done by a citizen who sends a message of the same id', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const opened = await bench.openCase('c1');
    await bench.say('c1', 'hola', 'd1');
    expect(await bench.engine.handleCommand(envelopeOf(opened, 'ona', reply, { id: 'd1' }))).toMatchObject({
      duplicate: false,
    });
  });
});

describe('merging', () => {
  const merge = (from: { conversation: string; code: string }, into: string, id: string) =>
    envelopeOf(from, 'ona', { kind: 'merge', into }, { id });

  test('cases of two people is refused, and nothing is recorded or said', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const older = await bench.openCase('c1');
    bench.clock.advance(hour);
    const newer = await bench.openCase('c2');
    const count = bench.store.commits().length;
    await expect(bench.engine.handleCommand(merge(newer, older.code, 'd1'))).rejects.toMatchObject({
      code: 'case.other-person',
    });
    expect(bench.store.commits()).toHaveLength(count);
  });

  test.each([
    ['that the person left for this channel', (newer: string, older: string) => [newer, older]],
    ['to which the person went on from here', (newer: string, older: string) => [older, newer]],
  ])('into a case of a conversation %s is possible', async (_, ends) => {
    const bench = openStaffBench(accountWith({}), people, same);
    const older = await bench.openCase('c1');
    bench.clock.advance(hour);
    const newer = await bench.openCase('c2');
    const [conversation = '', from = ''] = ends(newer.conversation, older.conversation);
    const [last] = bench.store
      .commits()
      .filter((commit) => commit.conversation === conversation)
      .slice(-1);
    if (last === undefined) throw new Error('the conversation is empty');
    const revision = last.revision + 1;
    const events = [{ type: 'conversation.transferred', from, account: 'front-desk' }] as const;
    await bench.store.journal.append({ ...last, revision, inboundKey: 'continued', events });
    expect(await bench.engine.handleCommand(merge(newer, older.code, 'd1'))).toMatchObject({ duplicate: false });
    expect(bench.newest().events.map(({ type }) => type)).toContain('case.merged');
  });
});

describe('what was not seen', () => {
  test('holds a reply up until it was read', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const opened = await bench.openCase('c1');
    const seen = bench.newest().revision;
    const note = { kind: 'note', text: 'he is my neighbour', mentions: [] } as const;
    const { revision } = await bench.engine.handleCommand(envelopeOf(opened, 'pau', note, { id: 'd1' }));
    await expect(
      bench.engine.handleCommand(envelopeOf(opened, 'ona', reply, { id: 'd2', seen })),
    ).rejects.toMatchObject({
      code: 'case.moved',
    });
    expect(
      await bench.engine.handleCommand(envelopeOf(opened, 'ona', reply, { id: 'd2', seen: revision })),
    ).toMatchObject({
      duplicate: false,
    });
  });
});

describe('two who take at the same instant', () => {
  test('one wins, the other is told, whichever process they ask', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const engines = [bench.engine, createEngine(bench.deps)];
    const opened = await bench.openCase('c1');
    const outcomes = await Promise.allSettled(
      ['ona', 'pau'].map((by, at) =>
        engines[at]?.handleCommand(envelopeOf(opened, by, { kind: 'take' }, { id: `take ${by}` })),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'case.taken' } });
    const taken = bench.store.commits().flatMap(({ events }) => events.filter(({ type }) => type === 'case.taken'));
    expect(taken).toHaveLength(1);
  });
});

describe('two replies at the same instant', () => {
  test('that had both seen all there was: one is sent, the other agent learns of it', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const opened = await bench.openCase('c1');
    const seen = bench.newest().revision;
    const outcomes = await Promise.allSettled(
      ['ona', 'pau'].map((by) =>
        bench.engine.handleCommand(envelopeOf(opened, by, reply, { id: `reply ${by}`, seen })),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

describe('what time does', () => {
  test('is recorded once, however many processes look, and says nothing to the citizen', async () => {
    const bench = openStaffBench(accountWith({}), people, same);
    const { conversation } = await bench.openCase('c1');
    const count = bench.store.commits().length;
    await bench.engine.tick('default', conversation);
    expect(bench.store.commits()).toHaveLength(count);
    bench.clock.advance(2_000 * hour);
    const engines = [bench.engine, createEngine(bench.deps), createEngine(bench.deps)];
    await Promise.all(engines.map((engine) => engine.tick('default', conversation)));
    expect(bench.store.commits()).toHaveLength(count + 1);
    expect(bench.newest().events.map(({ type }) => type)).toContain('case.breached');
    expect((await bench.deps.sealer.open(bench.newest()))?.outbound).toEqual([]);
    expect(bench.index.rows()[0]?.case.first?.breached).toBe(true);
    // The address is carried on, so that anybody who replies after it still reaches the citizen.
    await bench.engine.handleCommand(
      envelopeOf({ conversation, code: bench.index.rows()[0]?.case.code ?? '' }, 'ona', reply, { id: 'd1' }),
    );
    expect((await bench.deps.sealer.open(bench.newest()))?.address).toEqual({ chat: 'c1' });
  });
});
