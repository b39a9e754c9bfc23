import { expect, test } from '@jest/globals';
import { emailDigestOf } from '../../../src/core/cases/rights/confirmedEmail.ts';
import type { CaseState } from '../../../src/core/model/case.ts';
import { queryWith } from '../../../src/core/ports/caseIndex.ts';
import { envelopeOf, openStaffBench } from '../../core/cases/bench.ts';
import { ona } from '../../core/cases/desk.ts';
import { accountWith } from '../../support/account.ts';
import { describeStore, type StoreBed } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

const account = accountWith({ id: 'front-desk', channel: 'test' });
const endless = new AbortController().signal;

interface Opened {
  readonly conversation: string;
  readonly code: string;
}

/** Citizens who open cases and give addresses, and one of staff, over one store. */
function openTown({ store }: StoreBed) {
  const bench = openStaffBench(account, [ona], (deps) => deps, store);
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
        ...{ act: { kind: 'notify' }, id: `give ${acts}`, inbound: null, updatesTo: { email, locale: 'ca' } },
      });
      return revision;
    },
    async confirmed(name: string, email: string): Promise<Opened> {
      const opened = await this.open(name);
      await act(opened, 'confirm', await this.give(opened, email));
      return opened;
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
