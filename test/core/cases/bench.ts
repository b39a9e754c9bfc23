import { createCaseProjection } from '../../../src/core/cases/caseProjection.ts';
import type { EngineDeps } from '../../../src/core/engine/engine.ts';
import { createSideEffects } from '../../../src/core/engine/sideEffects.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Commit } from '../../../src/core/model/commit.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { type CaseIndex, queryWith } from '../../../src/core/ports/caseIndex.ts';
import type { Sealer } from '../../../src/core/ports/sealer.ts';
import type { Store } from '../../../src/store/store.ts';
import { directoryOf } from '../../support/agent.ts';
import { createMemoryCaseIndex } from '../../support/caseIndex.ts';
import { type Bench, createBench } from '../../support/engine.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { staffOver } from '../../support/staff.ts';

/** An engine with people of the staff behind it, and an index of its cases. */
export interface StaffBench extends Bench {
  readonly index: ReturnType<typeof createMemoryCaseIndex>;
  readonly rows: ReturnType<typeof createCaseProjection>;
  readonly directory: ReturnType<typeof directoryOf>;
  readonly sealer: Sealer;
  /** A citizen writes something that nobody but a person can answer; resolves to the case that is opened for it. */
  openCase(conversation: string): Promise<{ readonly conversation: string; readonly code: string }>;
  newest(): Commit;
}

/** What somebody may do with the case that `openCase` opened. */
export function envelopeOf(
  { conversation, code }: { conversation: string; code: string },
  by: string,
  command: StaffCommand,
  more: { id: string; seen?: number | null },
) {
  return { id: more.id, tenant: 'default', conversation, case: code, by, command, seen: more.seen ?? null };
}

export function openStaffBench(
  account: Account,
  agents: readonly Agent[],
  change: (deps: EngineDeps) => EngineDeps,
  /** Where all of it is kept; left out: in memory. */
  stores: Pick<Store, 'journal' | 'outbox' | 'cases'> | null = null,
): StaffBench {
  const memory = createMemoryCaseIndex();
  const index = stores === null ? memory : { ...memory, ...boundTo(stores.cases) };
  const directory = directoryOf(agents);
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const made: { rows: StaffBench['rows'] | null } = { rows: null };
  const bench = createBench(account, (deps) => {
    const { channelTransfers, pubsub } = deps;
    const { journal, outbox } = stores ?? deps;
    const rows = createCaseProjection({ index, journal, sealer, pubsub, channelOf: () => account.channel });
    made.rows = rows;
    return change({
      ...deps,
      ...{ journal, outbox },
      sealer,
      runSideEffect: createSideEffects({
        keys,
        removeErasedFiles: async () => {},
        channelTransfers,
        caseProjection: rows,
        notifier: null,
        inboxSync: null,
      }),
      staff: staffOver({ journal, directory, accounts: [account], index }),
    });
  });
  const newest = () => {
    const commit = bench.store.commits().at(-1);
    if (commit === undefined) throw new Error('nothing was committed');
    return commit;
  };
  return {
    ...bench,
    ...{ keys, sealer, index },
    rows: made.rows as StaffBench['rows'],
    directory,
    newest,
    async openCase(name) {
      const { conversation } = await bench.say(name, 'passeu-me amb algú');
      const found = await index.find(queryWith('default', { conversation }));
      const [row] = found.rows;
      if (row === undefined) throw new Error('no case was opened');
      return { conversation, code: row.case.code };
    },
  };
}

/** The methods of an index, also where they are those of a class. */
function boundTo(cases: CaseIndex): CaseIndex {
  return {
    put: (rows) => cases.put(rows),
    find: (query) => cases.find(query),
    byCode: (tenant, code) => cases.byCode(tenant, code),
    rowOf: (conversation, code) => cases.rowOf(conversation, code),
    due: (now, limit) => cases.due(now, limit),
    facts: (tenant, openedFrom) => cases.facts(tenant, openedFrom),
    waitingBefore: (tenant, place) => cases.waitingBefore(tenant, place),
    load: (tenant) => cases.load(tenant),
    forget: (conversation) => cases.forget(conversation),
    clear: () => cases.clear(),
    isWhole: () => cases.isWhole(),
    markWhole: () => cases.markWhole(),
  };
}
