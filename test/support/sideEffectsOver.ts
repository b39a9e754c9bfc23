import { randomUUID } from 'node:crypto';
import { createKeyedCase } from '../../src/core/cases/caseLinks.ts';
import { createCaseProjection } from '../../src/core/cases/caseProjection.ts';
import type { CaseCommandDeps } from '../../src/core/engine/handleCommand.ts';
import { createSideEffects, type SideEffectDeps } from '../../src/core/engine/sideEffects.ts';
import { type ChannelTransfers, createChannelTransfers } from '../../src/core/journal/channelTransfers.ts';
import { createFlowVersions, type FlowVersions } from '../../src/core/journal/flowVersions.ts';
import { createRecordLog } from '../../src/core/journal/recordLog.ts';
import type { CaseCode, CaseState } from '../../src/core/model/case.ts';
import type { RunSideEffect } from '../../src/core/outbox/runAllSideEffects.ts';
import type { Clock, Timer } from '../../src/core/ports/clock.ts';
import type { Journal } from '../../src/core/ports/journal.ts';
import type { Limit } from '../../src/core/ports/limit.ts';
import type { Keys, Sealer } from '../../src/core/ports/sealer.ts';
import { directoryOf } from './agent.ts';
import { createMemoryCaseIndex } from './caseIndex.ts';
import { staffOver } from './staff.ts';

/** The key of every case. */
export const testKey = '7KQ4-M2XB-01ZT';

/** What an engine runs side effects with, over a journal of a test; nobody of staff is there, and nothing takes too long. */
export function sideEffectsOver(deps: {
  journal: Journal;
  sealer: Sealer;
  keys: Pick<Keys, 'destroy'>;
  clock: Clock;
  countAnswer?: NonNullable<SideEffectDeps['countAnswer']>;
}): {
  channelTransfers: ChannelTransfers;
  flowVersions: FlowVersions;
  keyedCase: (tenant: string, text: string) => Promise<CaseState | null>;
  runSideEffect: RunSideEffect;
  caseLink: (code: CaseCode) => string;
  staff: CaseCommandDeps;
  caseLimit: Limit;
  timer: Timer;
} {
  const { journal, sealer, keys, clock, countAnswer } = deps;
  const records = createRecordLog({ journal, sealer, clock, newId: randomUUID });
  const flowVersions = createFlowVersions(records);
  const channelTransfers = createChannelTransfers({ records, journal, sealer, flowVersions, clock });
  const index = createMemoryCaseIndex();
  const caseProjection = createCaseProjection({
    index,
    journal,
    sealer,
    pubsub: { publish() {} },
    channelOf: () => 'test',
  });
  return {
    channelTransfers,
    flowVersions,
    keyedCase: createKeyedCase({ isKey: (_, key) => key === testKey, byCode: index.byCode }),
    runSideEffect: createSideEffects({
      keys,
      ...(countAnswer === undefined ? {} : { countAnswer }),
      removeErasedFiles: async () => {},
      channelTransfers,
      caseProjection,
      notifier: null,
      inboxSync: null,
    }),
    caseLink: (code) => `https://bot.example/cas/${code}`,
    staff: staffOver({ journal, directory: directoryOf([]), accounts: [], index }),
    caseLimit: { allow: async () => ({ ok: true, retryAfter: 0 }), giveBack: async () => {} },
    timer: () => () => {},
  };
}
