import { expect, test } from '@jest/globals';
import { createCaseProjection } from '../../../src/core/cases/caseProjection.ts';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import { readHere } from '../../../src/core/engine/understand.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import type { RetentionPolicy, RetentionTime } from '../../../src/core/model/rights/retention.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { queryWith } from '../../../src/core/ports/caseIndex.ts';
import { createFileStore } from '../../../src/journal/fileStore.ts';
import { createRetentionDesk } from '../../../src/rights/retention/keepRetention.ts';
import { accountWith } from '../../support/account.ts';
import { agentWith, directoryOf } from '../../support/agent.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { noVectors } from '../../support/danger.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { roomyLine } from '../../support/roomyLine.ts';
import { sideEffectsOver } from '../../support/sideEffectsOver.ts';
import { staffOver } from '../../support/staff.ts';
import { townKnowledge } from '../../support/town.ts';
import { describeStore, type StoreBed } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

const day = 86_400_000;
const account = accountWith({});
const rule = (id: string, amount: number) =>
  ({
    ...{ id, cites: ['own'], say: { ca: 'x', es: 'x', en: 'x' } },
    binding: 'own',
    keep: { unit: 'calendar-days', amount },
  }) as const;

const policy: RetentionPolicy = {
  conversation: rule('conversation', 100),
  cases: [
    { ...rule('spam', 10), kinds: null, outcomes: ['spam'] },
    { ...rule('case', 300), kinds: null, outcomes: null },
  ],
};

/** People who write, staff, and the retention, all over one store. */
function openTown({ store }: StoreBed) {
  const { journal, outbox, cases: index } = store;
  const clock = createClock(testDay);
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const pubsub = createPubSub();
  const log = createLog();
  const sideEffects = sideEffectsOver({ journal, sealer, keys, clock: clock.now });
  const directory = directoryOf([agentWith('cap', { roles: ['supervisor'] })]);
  const quota = { conversation: 1_000, day: 10_000 };
  const files = createFileStore({ files: store.files, keys, quota, floor: 0, clock: clock.now });
  const runSideEffect = createSideEffects({
    keys,
    removeErasedFiles: files.removeErased,
    channelTransfers: sideEffects.channelTransfers,
    caseProjection: createCaseProjection({ index, journal, sealer, pubsub, channelOf: () => 'test' }),
    notifier: null,
    inboxSync: null,
  });
  const engine = createEngine({
    ...sideEffects,
    ...{ runSideEffect, staff: staffOver({ journal, directory, accounts: [account], index }) },
    ...{ journal, outbox, sealer, program: '1.0.0', reader: readHere, line: roomyLine(), vectors: noVectors },
    translate: echoPhrases,
    ...{ knowledge: { current: () => townKnowledge }, pubsub, recentCommits: { put() {} } },
    ...{ clock: clock.now, log, observe() {} },
  });
  const retention = createRetentionDesk({
    ...{
      tenant: 'default',
      journal,
      keys,
      log,
      erase: engine.erase,
      clock: clock.now,
      timeZone: () => 'Europe/Madrid',
    },
    records: createRecordLog({ journal, sealer, clock: clock.now, newId: () => `id ${clock.now()} ${Math.random()}` }),
    policy: () => policy,
    endOf: ({ amount }: RetentionTime, from) => from + amount * day,
    timer: (_, ring) => {
      ring();
      return () => {};
    },
  });
  let said = 0;
  return {
    ...{ clock, engine, files, retention, keys },
    async say(person: string, text: string): Promise<string> {
      const inbound = { id: `m${said++}`, content: { kind: 'text' as const, text }, localeHint: null };
      const receipt = await engine.receive({
        ...{ account, platformConversation: person, surface: 'private', person: null, inbound },
        address: { chat: person },
      });
      return receipt.conversation;
    },
    async command(conversation: string, command: StaffCommand): Promise<string> {
      const { rows } = await index.find(queryWith('default', { conversation }));
      const code = rows[0]?.case.code ?? '';
      const envelope = {
        id: `c${said++}`,
        tenant: 'default',
        conversation,
        case: code,
        by: 'cap',
        command,
        seen: null,
      };
      await engine.handleCommand(envelope);
      return code;
    },
    /** What of a conversation can still be read, and what of its cases is shown and found. */
    async left(conversation: string) {
      const commits = await journal.read(conversation, 0, 100);
      const opened = await Promise.all(commits.map((commit) => sealer.open(commit)));
      const { rows } = await index.find(queryWith('default', { conversation }));
      return {
        texts: opened.flatMap((content) =>
          content?.inbound?.content.kind === 'text' ? content.inbound.content.text : [],
        ),
        shown: rows.map(({ text }) => text),
        tokens: rows.flatMap(({ tokens }) => tokens),
      };
    },
  };
}

/** What every store must do with what has passed its time. */
export function retentionContract(makeFixture: MakeFixture): void {
  describeStore('the retention', makeFixture, (bed) => {
    const { signal } = new AbortController();

    test('erases what has passed its time, with its files and words, and counts it; the rest stays', async () => {
      const town = openTown(bed);
      const ended = await town.say('ana', 'hola');
      await town.files.keep(ended, 'f1', new Uint8Array([1, 2, 3]));
      const spam = await town.say('bot', 'passeu-me amb algú');
      await town.command(spam, { kind: 'close', reason: 'spam' });
      const held = await town.say('pau', 'passeu-me amb algú');
      await town.command(held, { kind: 'hold', reason: 'Diligències prèvies 12/2026' });
      await town.command(held, { kind: 'close', reason: 'resolved' });
      const open = await town.say('eva', 'passeu-me amb algú');
      town.clock.advance(50 * day);
      const recent = await town.say('noa', 'hola');
      town.clock.advance(51 * day);

      const preview = await town.retention.preview(town.clock.now(), signal);
      expect((await town.left(ended)).texts).toEqual(['hola']);
      const report = await town.retention.run(signal);
      expect(report).toEqual(preview);
      expect(report).toMatchObject({
        conversations: 5,
        erased: [{ rule: 'conversation', stretches: 2, cases: 1 }],
        kept: { open: 1, held: 0, restricted: 0 },
        failed: 0,
      });
      expect(await town.left(ended)).toEqual({ texts: [], shown: [], tokens: [] });
      expect(await bed.store.files.list(ended)).toEqual([]);
      expect(await town.left(spam)).toEqual({ texts: [], shown: [''], tokens: [] });
      expect((await town.left(held)).texts).toEqual(['passeu-me amb algú']);
      expect((await town.left(open)).texts).toEqual(['passeu-me amb algú']);
      expect((await town.left(recent)).texts).toEqual(['hola']);
      const { rows } = await bed.store.cases.find(queryWith('default', { tokens: ['passeu'] }));
      expect(rows.map((row) => row.conversation).sort()).toEqual([held, open].sort());

      const again = await town.retention.run(signal);
      expect(again?.erased).toEqual([]);
      expect((await town.retention.runs()).map(({ erased }) => erased.length)).toEqual([0, 1]);
    });

    test('goes on once a hold is lifted, and refuses to erase before', async () => {
      const town = openTown(bed);
      const conversation = await town.say('pau', 'passeu-me amb algú');
      await town.command(conversation, { kind: 'hold', reason: 'Diligències prèvies 12/2026' });
      await town.command(conversation, { kind: 'close', reason: 'resolved' });
      town.clock.advance(400 * day);
      const request = { id: 'x', tenant: 'default', conversation, by: 'cap', cause: 'staff', rule: null } as const;
      await expect(
        town.engine.erase({ ...request, reason: 'Ho demana', before: null, ifNewest: null }),
      ).rejects.toMatchObject({ code: 'case.held' });
      expect((await town.retention.run(signal))?.kept.held).toBe(1);
      await town.command(conversation, { kind: 'lift-hold', reason: 'Arxivades les diligències' });
      // A command is something said of it, too.
      town.clock.advance(101 * day);
      expect((await town.retention.run(signal))?.erased).toEqual([{ rule: 'conversation', stretches: 1, cases: 1 }]);
      expect(await town.left(conversation)).toEqual({ texts: [], shown: [''], tokens: [] });
    });

    test('takes visits of one person apart: the older one goes, with its words, and the younger stays whole', async () => {
      const town = openTown(bed);
      const conversation = await town.say('ana', 'passeu-me amb algú');
      await town.command(conversation, { kind: 'close', reason: 'resolved' });
      town.clock.advance(250 * day);
      await town.say('ana', 'passeu-me amb algú');
      expect(town.keys.living(conversation)).toHaveLength(2);
      town.clock.advance(51 * day);
      expect((await town.retention.run(signal))?.erased).toEqual([{ rule: 'case', stretches: 1, cases: 1 }]);
      const left = await town.left(conversation);
      expect(left.texts).toEqual(['passeu-me amb algú']);
      // Of the older case nothing is found, of the younger one all.
      expect(left.shown.toSorted()).toEqual(['', 'passeu-me amb algú']);
      expect(left.tokens.filter((token) => token === 'passeu')).toHaveLength(1);
      expect((await town.retention.run(signal))?.erased).toEqual([]);
    });
  });
}
