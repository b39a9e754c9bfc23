import { emailDigestOf } from '../../../src/core/cases/rights/confirmedEmail.ts';
import { createLinkedConversations } from '../../../src/core/journal/linkedConversations.ts';
import { createRecordLog } from '../../../src/core/journal/recordLog.ts';
import { createFileStore } from '../../../src/journal/fileStore.ts';
import { createRightsDesk } from '../../../src/rights/desk/rightsDesk.ts';
import { createPersonalDataDesk } from '../../../src/rights/person/personalDataDesk.ts';
import { openStaffBench } from '../../core/cases/bench.ts';
import { accountWith } from '../../support/account.ts';
import { agentWith } from '../../support/agent.ts';
import { createMemoryFiles } from '../../support/memoryFiles.ts';

/** An engine with a supervisor, what people may ask of what they wrote there, and the desk that answers it. */
export function openRightsBench() {
  const staff = [agentWith('cap', { roles: ['supervisor'] })];
  const bench = openStaffBench(accountWith({}), staff, (deps) => deps);
  const { keys, sealer, clock, store, engine, index } = bench;
  const kept = createMemoryFiles();
  const quota = { conversation: 10_000, day: 10_000 };
  const files = createFileStore({ files: kept, keys, quota, floor: 0, clock: clock.now });
  const linked = createLinkedConversations(store.journal);
  const personalData = createPersonalDataDesk({
    ...{ tenant: 'default', journal: store.journal, sealer, keys, files, keptFiles: kept, clock: clock.now, linked },
    async erase(request) {
      const receipt = await engine.erase(request);
      await files.removeErased(request.conversation);
      return receipt;
    },
    recordRight: engine.recordRight,
  });
  let ids = 0;
  const newId = () => `made-${++ids}`;
  const records = createRecordLog({ journal: store.journal, sealer, clock: clock.now, newId });
  const desk = createRightsDesk({
    ...{ tenant: 'default', records, personalData, cases: index, clock: clock.now, newId },
    timeZone: () => 'Europe/Madrid',
    emailDigestOf: (address) => emailDigestOf(sealer, 'default', address),
  });
  return { bench, clock, files, kept, personalData, linked, desk };
}
