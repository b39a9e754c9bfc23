import { describe, expect, test } from '@jest/globals';
import { caseTokens } from '../../../src/core/cases/caseSearchText.ts';
import { createUsableSealer } from '../../../src/core/journal/usableContent.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { ConversationState } from '../../../src/core/model/conversation.ts';
import { queryWith } from '../../../src/core/ports/caseIndex.ts';
import { accountWith } from '../../support/account.ts';
import { envelopeOf, openStaffBench } from './bench.ts';
import { ona } from './desk.ts';

async function openRestricted(agents: readonly Agent[] = []) {
  const bench = openStaffBench(accountWith({}), agents, (deps) => deps);
  await bench.say('ana', 'em dic Xiroiaquel i la meva queixa és llarga');
  const { conversation, code } = await bench.openCase('ana');
  const change = (id: string, right: 'restriction' | 'restriction-lifted') =>
    bench.engine.recordRight({ id, tenant: 'default', conversation, by: null, right, reason: null, statement: null });
  return {
    bench,
    ...{ conversation, code, change },
    found: async (text: string) =>
      (await bench.index.find(queryWith('default', { tokens: caseTokens(text) }))).rows.map((row) => row.case.code),
    row: () => bench.index.rows().find((each) => each.case.code === code),
  };
}

describe('what is restricted', () => {
  test('is found by no search and shown in no list, also when the person writes on, until that is lifted', async () => {
    const { bench, code, change, found, row } = await openRestricted();
    expect(await found('Xiroiaquel')).toEqual([code]);
    await change('1', 'restriction');
    expect([await found('Xiroiaquel'), row()?.text, row()?.isRestricted]).toEqual([[], '', true]);
    await bench.say('ana', 'una cosa més de Xiroiaquel');
    expect([await found('Xiroiaquel'), row()?.text]).toEqual([[], '']);
    await change('2', 'restriction-lifted');
    expect(await found('Xiroiaquel')).toEqual([code]);
    expect([row()?.text === '', row()?.isRestricted]).toEqual([false, undefined]);
  });

  test('takes in cases that have left the state of the conversation, and gives them back', async () => {
    const { bench, conversation, code, change, found, row } = await openRestricted([ona]);
    const cases = () => (bench.newest().state as ConversationState).cases;
    for (let open = code; cases().some((each) => each.code === code); open = cases().at(-1)?.code ?? '') {
      const target = { conversation, code: open };
      const close = { kind: 'close', reason: 'resolved' } as const;
      await bench.engine.handleCommand(envelopeOf(target, 'ona', close, { id: `close ${open}` }));
      await bench.say('ana', 'el fanal no funciona', `after ${open}`);
    }
    const before = row();
    expect(await found('Xiroiaquel')).toEqual([code]);
    await change('1', 'restriction');
    expect([await found('Xiroiaquel'), row()?.text, row()?.isRestricted]).toEqual([[], '', true]);
    await change('2', 'restriction-lifted');
    expect(await found('Xiroiaquel')).toEqual([code]);
    expect(row()).toEqual({ ...before, revision: row()?.revision, tokens: row()?.tokens });
  });

  test('stays so when the index is made again', async () => {
    const { bench, change, found } = await openRestricted();
    await change('1', 'restriction');
    await bench.rows.rebuild(new AbortController().signal);
    expect(await found('Xiroiaquel')).toEqual([]);
    await change('2', 'restriction-lifted');
    await bench.rows.rebuild(new AbortController().signal);
    expect(await found('Xiroiaquel')).toHaveLength(1);
  });

  test('is not read for questions and figures, and is again once that is lifted', async () => {
    const { bench, conversation, change } = await openRestricted();
    const usable = createUsableSealer(bench.store.journal, bench.sealer);
    const opened = async () => {
      const [commit] = await bench.store.journal.read(conversation, 0, 1);
      return commit === undefined ? null : usable.open(commit);
    };
    expect(await opened()).not.toBeNull();
    await change('1', 'restriction');
    expect(await opened()).toBeNull();
    await change('2', 'restriction-lifted');
    expect(await opened()).not.toBeNull();
  });

  test('ends with an erasure of everything: what is written then is new', async () => {
    const { bench, conversation, change, row } = await openRestricted();
    await change('1', 'restriction');
    const erasure = { cause: 'citizen', by: null, rule: null, reason: null, before: null, ifNewest: null } as const;
    await bench.engine.erase({ id: 'e', tenant: 'default', conversation, ...erasure });
    await bench.say('ana', 'em dic Xiroiaquel i torno a escriure');
    expect(row()?.isRestricted).toBeUndefined();
  });
});
