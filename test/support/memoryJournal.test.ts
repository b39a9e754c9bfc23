import type { Tie } from '../../src/store/installation/installationManifest.ts';
import type { Store } from '../../src/store/store.ts';
import { deliveryContract } from '../contract/store/deliveryContract.ts';
import { derivedContract } from '../contract/store/derivedContract.ts';
import { filesContract } from '../contract/store/filesContract.ts';
import type { StoreFixture } from '../contract/store/fixture.ts';
import { historyContract } from '../contract/store/historyContract.ts';
import { holdersContract } from '../contract/store/holdersContract.ts';
import { journalContract } from '../contract/store/journalContract.ts';
import { notificationsContract } from '../contract/store/notificationsContract.ts';
import { outboxContract } from '../contract/store/outboxContract.ts';
import { personalRecordsContract } from '../contract/store/personalRecordsContract.ts';
import { questionsContract } from '../contract/store/questionsContract.ts';
import { retentionContract } from '../contract/store/retentionContract.ts';
import { createMemoryCaseIndex } from './caseIndex.ts';
import { createMemoryDerived } from './memoryDerived.ts';
import { createMemoryFiles } from './memoryFiles.ts';
import { createMemoryJournal } from './memoryJournal.ts';
import { createMemoryNotifications } from './memoryNotifications.ts';
import { createMemoryPersonalRecords } from './memoryPersonalRecords.ts';
import { createMemoryVersions } from './memoryVersions.ts';
import { standIn } from './standIn.ts';

/** Memory knows no crash and no second process: anybody who opens it finds the same. */
async function makeMemoryFixture(): Promise<StoreFixture> {
  const store: Store = {
    ...createMemoryJournal(),
    knowledgeVersions: createMemoryVersions(),
    cases: createMemoryCaseIndex(),
    derived: createMemoryDerived(),
    notifications: createMemoryNotifications(),
    personal: createMemoryPersonalRecords(),
    blobs: { put: async () => {}, get: async () => null },
    files: createMemoryFiles(),
    check: async () => {},
    watch: () => {},
    tie: standIn<Tie>({}),
    filesTie: null,
    close: async () => {},
  };
  return { open: async () => store, openAfterCrash: async () => store, dispose: async () => {} };
}

// What the core is tested against keeps the promises of a real store.
journalContract(makeMemoryFixture);
outboxContract(makeMemoryFixture);
holdersContract(makeMemoryFixture);
historyContract(makeMemoryFixture);
notificationsContract(makeMemoryFixture);
personalRecordsContract(makeMemoryFixture);
deliveryContract(makeMemoryFixture);
filesContract(makeMemoryFixture);
derivedContract(makeMemoryFixture);
questionsContract(makeMemoryFixture);
retentionContract(makeMemoryFixture);
