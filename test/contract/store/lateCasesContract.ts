import { expect, test } from '@jest/globals';
import { createCaseProjection } from '../../../src/core/cases/caseProjection.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { queryWith } from '../../../src/core/ports/caseIndex.ts';
import { envelopeOf, openStaffBench } from '../../core/cases/bench.ts';
import { ona } from '../../core/cases/desk.ts';
import { accountWith } from '../../support/account.ts';
import { describeStore } from './describeStore.ts';
import type { MakeFixture } from './fixture.ts';

const account = accountWith({ id: 'front-desk', channel: 'test' });

/** What the index of every store must say once a process that was slow has indexed its commits, too. */
export function lateCasesContract(makeFixture: MakeFixture): void {
  describeStore('cases that are indexed late', makeFixture, (bed) => {
    test('are as the journal says: a takeover that has ended, and a restriction that was lifted', async () => {
      const bench = openStaffBench(account, [ona], (deps) => deps, bed.store);
      const { cases: index, journal } = bed.store;
      const { sealer, pubsub, rows } = bench;
      const { show } = rows;
      const other = createCaseProjection({ index, journal, sealer, pubsub, channelOf: () => 'test' });
      const late: Commit[] = [];
      const by = {
        here: () => Object.assign(rows, { show }),
        elsewhere: () => Object.assign(rows, { show: other.show }),
        nobody: () => Object.assign(rows, { show: async (commit: Commit) => void late.push(commit) }),
      };
      const { conversation } = await bench.say('c1', 'soc periodista');
      await bench.say('c1', 'el fanal no funciona');
      const found = async () => (await index.find(queryWith('default', { conversation, order: 'opened' }))).rows;
      const code = (await found()).find((row) => row.case.kind === 'incident')?.case.code ?? '';
      const act = (id: string, command: StaffCommand) =>
        bench.engine.handleCommand(envelopeOf({ conversation, code }, 'ona', command, { id }));
      const change = (right: 'restriction' | 'restriction-lifted') =>
        bench.engine.recordRight({
          ...{ id: right, tenant: 'default', conversation, by: 'ona', right, reason: null, statement: null },
        });
      by.nobody();
      await act('take', { kind: 'take' });
      await change('restriction');
      await change('restriction-lifted');
      by.elsewhere();
      await act('close', { kind: 'close', reason: 'resolved' });
      for (const commit of late) await show(commit);
      const facts = async () =>
        (await found()).map(({ revision, changedAt, tokens, ...row }) => ({ ...row, tokens: [...tokens].sort() }));
      const kept = await facts();
      expect(kept.map((row) => [row.handledBy, row.text, row.isRestricted])).toEqual(
        expect.arrayContaining([
          [null, 'soc periodista', undefined],
          [null, 'el fanal no funciona', undefined],
        ]),
      );
      by.here();
      await rows.rebuild(new AbortController().signal);
      expect(await facts()).toEqual(kept);
    });
  });
}
