import { beforeAll, expect, test } from '@jest/globals';
import { confirmedEmail, emailDigestOf } from '../../../src/core/cases/rights/confirmedEmail.ts';
import { confirmationOf } from '../../../src/core/engine/decideTurn.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import { queryWith } from '../../../src/core/ports/caseIndex.ts';
import type { Flows } from '../../../src/core/ports/knowledge.ts';
import { envelopeOf, openStaffBench } from '../../core/cases/bench.ts';
import { ona } from '../../core/cases/desk.ts';
import { accountWith } from '../../support/account.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { describeStore, type StoreBed } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

const account = accountWith({ id: 'front-desk', channel: 'test', mails: true });
/** What begins the flow that asks where to answer, and the way to that question. */
const complaint = 'la cua és massa llarga';
const endless = new AbortController().signal;

let flows: Flows;

interface Opened {
  readonly conversation: string;
  readonly code: string;
}

/** Citizens who open cases and give addresses, and one of staff, over one store. */
function openTown({ store }: StoreBed) {
  const bench = openStaffBench(
    account,
    [ona],
    (deps) => ({ ...deps, knowledge: { current: () => townWithFlows(flows, { [complaint]: 'complaint' }) } }),
    store,
  );
  let acts = 0;
  const act = (opened: Opened, kind: 'confirm' | 'stop', revision: number) =>
    bench.engine.fromCasePage({
      ...{ tenant: 'default', conversation: opened.conversation, case: opened.code },
      ...{ act: { kind, revision }, id: `${kind} ${revision}`, inbound: null },
    });
  return {
    bench,
    act,
    async open(name: string): Promise<Opened> {
      bench.clock.advance(60_000);
      return bench.openCase(name);
    },
    /** Resolves to the revision with the address. */
    async give({ conversation, code }: Opened, email: string): Promise<number> {
      acts += 1;
      const { revision } = await bench.engine.fromCasePage({
        ...{ tenant: 'default', conversation, case: code },
        ...{
          act: { kind: 'notify', way: 'email' },
          id: `give ${acts}`,
          inbound: null,
          updatesTo: { email, locale: 'ca' },
        },
      });
      return revision;
    },
    async confirmed(name: string, email: string): Promise<Opened> {
      const opened = await this.open(name);
      await act(opened, 'confirm', await this.give(opened, email));
      return opened;
    },
    /** Gives an address in the flow of a complaint; with the code that was sent there, unless it is not `confirmed`. */
    async confirmedInFlow(
      name: string,
      email: string,
      step: 'confirmed' | 'only-given' = 'confirmed',
    ): Promise<Opened> {
      bench.clock.advance(60_000);
      for (const text of [complaint, 'no', 'per correu']) await bench.say(name, text);
      const { conversation, revision } = await bench.say(name, email);
      if (step === 'confirmed') await bench.say(name, confirmationOf(bench.sealer, conversation, revision));
      await bench.engine.idle();
      const { rows } = await store.cases.find(queryWith('default', { conversation }));
      return { conversation, code: rows[0]?.case.code ?? '' };
    },
    /** Writes another address in place of the one before, and the code that goes there. */
    async correct(name: string, email: string): Promise<void> {
      const { conversation, revision } = await bench.say(name, `no, ${email}`);
      await bench.say(name, confirmationOf(bench.sealer, conversation, revision));
      await bench.engine.idle();
    },
    async found(email: string): Promise<readonly string[]> {
      const emailDigest = emailDigestOf(bench.sealer, 'default', email);
      const { rows } = await store.cases.find(queryWith('default', { emailDigest, order: 'opened' }));
      return rows.map((row) => row.case.code);
    },
    merge: (from: Opened, into: Opened, id: string) =>
      bench.engine.handleCommand(envelopeOf(from, 'ona', { kind: 'merge', into: into.code }, { id })),
    caseNow: async ({ conversation, code }: Opened): Promise<CaseState | undefined> =>
      (await store.cases.rowOf(conversation, code))?.case,
  };
}

/** What every store must do with cases of people who confirmed the same e-mail address. */
export function samePersonContract(makeFixture: MakeFixture): void {
  beforeAll(async () => {
    flows = await shippedFlows();
  });

  describeStore('one person by a confirmed e-mail', makeFixture, (bed) => {
    test('two cases are joined once both addresses are confirmed, however they are written, and may be merged', async () => {
      const town = openTown(bed);
      const first = await town.confirmed('ana', 'Ana@Example.org');
      const second = await town.open('anna');
      const revision = await town.give(second, ' ana@example.org');
      expect(await town.found('ana@example.org')).toEqual([first.code]);
      await expect(town.merge(second, first, 'm1')).rejects.toMatchObject({ code: 'case.other-person' });
      expect((await town.act(second, 'confirm', revision)).duplicate).toBe(false);
      expect((await town.act(second, 'confirm', revision)).duplicate).toBe(true);
      expect(await town.found('ANA@example.org')).toEqual([first.code, second.code]);
      const somebodyElse = await town.confirmed('pau', 'pau@example.org');
      await expect(town.merge(somebodyElse, first, 'm2')).rejects.toMatchObject({ code: 'case.other-person' });
      await town.merge(second, first, 'm3');
      expect(await town.caseNow(second)).toMatchObject({ status: 'closed', mergedInto: first.code });
    });

    test('the index holds no address, and is the same when it is made again', async () => {
      const town = openTown(bed);
      const first = await town.confirmed('ana', 'ana@example.org');
      const second = await town.confirmed('anna', 'ana@example.org');
      const row = await bed.store.cases.byCode('default', first.code);
      expect(row?.emailDigest).toBe(emailDigestOf(town.bench.sealer, 'default', 'ana@example.org'));
      expect(JSON.stringify(row)).not.toMatch(/ana@|example/i);
      await town.bench.rows.rebuild(endless);
      expect(await town.found('ana@example.org')).toEqual([first.code, second.code]);
    });

    test('an address that is withdrawn or replaced joins nothing', async () => {
      const town = openTown(bed);
      const first = await town.confirmed('ana', 'ana@example.org');
      const second = await town.open('anna');
      const revision = await town.give(second, 'ana@example.org');
      await town.act(second, 'confirm', revision);
      await town.act(second, 'stop', revision);
      expect(await town.found('ana@example.org')).toEqual([first.code]);
      await expect(town.merge(second, first, 'm1')).rejects.toMatchObject({ code: 'case.other-person' });
      await town.give(first, 'ana@elsewhere.example');
      expect(await town.found('ana@example.org')).toEqual([]);
      expect(await town.found('ana@elsewhere.example')).toEqual([]);
    });

    test('an address that a code confirmed in a flow counts like one that the link confirmed', async () => {
      const town = openTown(bed);
      const byLink = await town.confirmed('ana', 'Ana@Example.org');
      const byCode = await town.confirmedInFlow('anna', 'ana@example.org');
      expect(await town.found('ana@example.org')).toEqual([byLink.code, byCode.code]);
      const onlyGiven = await town.confirmedInFlow('pau', 'ana@example.org', 'only-given');
      expect(await town.found('ana@example.org')).toEqual([byLink.code, byCode.code]);
      await expect(town.merge(onlyGiven, byLink, 'm1')).rejects.toMatchObject({ code: 'case.other-person' });
      await town.bench.rows.rebuild(endless);
      expect(await town.found('ana@example.org')).toEqual([byLink.code, byCode.code]);
      await town.merge(byCode, byLink, 'm2');
      expect(await town.caseNow(byCode)).toMatchObject({ status: 'closed', mergedInto: byLink.code });
    });

    test('an address of a flow that is replaced, done without or withdrawn joins nothing', async () => {
      const town = openTown(bed);
      const first = await town.confirmed('ana', 'ana@example.org');
      const second = await town.confirmedInFlow('anna', 'ana@example.org');
      await town.correct('anna', 'anna@elsewhere.example');
      expect(await town.found('ana@example.org')).toEqual([first.code]);
      expect(await town.found('anna@elsewhere.example')).toEqual([second.code]);
      await expect(town.merge(second, first, 'm1')).rejects.toMatchObject({ code: 'case.other-person' });
      await town.bench.say('anna', 'no, ana@example.org');
      await town.bench.say('anna', 'no');
      await town.bench.engine.idle();
      expect(await town.found('anna@elsewhere.example')).toEqual([]);
      expect(await town.found('ana@example.org')).toEqual([first.code]);

      const third = await town.confirmedInFlow('joana', 'ana@example.org');
      const foreign = await town.give(third, 'somebody@else.example');
      await town.act(third, 'stop', foreign);
      expect(await town.found('ana@example.org')).toEqual([first.code, third.code]);
      const own = await town.give(third, 'ana@example.org');
      await town.act(third, 'confirm', own);
      await town.act(third, 'stop', own);
      expect(await town.found('ana@example.org')).toEqual([first.code]);
      await expect(town.merge(third, first, 'm2')).rejects.toMatchObject({ code: 'case.other-person' });
    });

    test('an address of a flow joins nothing in a group, once it is erased, and while it is only to be kept', async () => {
      const town = openTown(bed);
      const first = await town.confirmed('ana', 'ana@example.org');
      const second = await town.confirmedInFlow('anna', 'ana@example.org');
      const state = await town.caseNow(second);
      if (state === undefined) throw new Error('there must be a case');
      const of = { tenant: 'default', conversation: second.conversation };
      const deps = { journal: bed.store.journal, sealer: town.bench.sealer };
      expect(await confirmedEmail(of, state, deps)).not.toBeNull();
      expect(await confirmedEmail(of, { ...state, surface: 'public' }, deps)).toBeNull();
      const right = (id: string, kind: 'restriction' | 'restriction-lifted') =>
        town.bench.engine.recordRight({ ...of, id, by: null, right: kind, reason: null, statement: null });
      await right('r1', 'restriction');
      expect(await town.found('ana@example.org')).toEqual([first.code]);
      await expect(town.merge(second, first, 'm1')).rejects.toMatchObject({ code: 'case.other-person' });
      await right('r2', 'restriction-lifted');
      expect(await town.found('ana@example.org')).toEqual([first.code, second.code]);
      await town.bench.engine.erase({
        ...{ ...of, id: 'e1', by: null, cause: 'citizen' },
        ...{ rule: null, reason: null, before: null, ifNewest: null },
      });
      expect(await town.found('ana@example.org')).toEqual([first.code]);
      await expect(town.merge(second, first, 'm2')).rejects.toMatchObject({ code: 'case.other-person' });
      await town.bench.rows.rebuild(endless);
      expect(await town.found('ana@example.org')).toEqual([first.code]);
    });

    test('who is erased is joined to nobody, also when the index is made again', async () => {
      const town = openTown(bed);
      const first = await town.confirmed('ana', 'ana@example.org');
      const second = await town.confirmed('anna', 'ana@example.org');
      await town.bench.engine.erase({
        ...{ id: 'e1', tenant: 'default', conversation: first.conversation, by: null, cause: 'citizen' },
        ...{ rule: null, reason: null, before: null, ifNewest: null },
      });
      expect((await town.caseNow(first))?.status).toBe('open');
      expect(await town.found('ana@example.org')).toEqual([second.code]);
      await expect(town.merge(second, first, 'm1')).rejects.toMatchObject({ code: 'case.other-person' });
      await town.bench.rows.rebuild(endless);
      expect(await town.found('ana@example.org')).toEqual([second.code]);
    });

    test('what is only to be kept joins nothing as long as that lasts', async () => {
      const town = openTown(bed);
      const first = await town.confirmed('ana', 'ana@example.org');
      const second = await town.confirmed('anna', 'ana@example.org');
      const right = (id: string, kind: 'restriction' | 'restriction-lifted') =>
        town.bench.engine.recordRight({
          ...{ id, tenant: 'default', conversation: first.conversation, by: null },
          ...{ right: kind, reason: null, statement: null },
        });
      await right('r1', 'restriction');
      expect(await town.found('ana@example.org')).toEqual([second.code]);
      await expect(town.merge(second, first, 'm1')).rejects.toMatchObject({ code: 'case.other-person' });
      await right('r2', 'restriction-lifted');
      expect(await town.found('ana@example.org')).toEqual([first.code, second.code]);
    });
  });
}
