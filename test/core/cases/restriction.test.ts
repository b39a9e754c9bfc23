import { describe, expect, test } from '@jest/globals';
import { caseTokens } from '../../../src/core/cases/caseSearchText.ts';
import { createUsableSealer } from '../../../src/core/journal/usableContent.ts';
import { queryWith } from '../../../src/core/ports/caseIndex.ts';
import { accountWith } from '../../support/account.ts';
import { openStaffBench } from './bench.ts';

async function openRestricted() {
  const bench = openStaffBench(accountWith({}), [], (deps) => deps);
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
