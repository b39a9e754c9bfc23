import { describe } from '@jest/globals';
import { announcementsContract } from './announcementsContract.ts';
import { contentContract } from './contentContract.ts';
import { deliveryContract } from './deliveryContract.ts';
import { derivedContract } from './derivedContract.ts';
import { filesContract } from './filesContract.ts';
import type { MakeFixture } from './fixture.ts';
import { historyContract } from './historyContract.ts';
import { holdersContract } from './holdersContract.ts';
import { journalContract } from './journalContract.ts';
import { lateCasesContract } from './lateCasesContract.ts';
import { notificationChoicesContract } from './notificationChoicesContract.ts';
import { notificationsContract } from './notificationsContract.ts';
import { outboxContract } from './outboxContract.ts';
import { personalRecordsContract } from './personalRecordsContract.ts';
import { questionsContract } from './questionsContract.ts';
import { recordsContract } from './recordsContract.ts';
import { replayContract } from './replayContract.ts';
import { retentionContract } from './retentionContract.ts';
import { samePersonContract } from './samePersonContract.ts';
import { sideEffectsContract } from './sideEffectsContract.ts';
import { subscribersContract } from './subscribersContract.ts';
import { surveysContract } from './surveysContract.ts';
import { ticketsContract } from './ticketsContract.ts';

/** What every store must do, whatever engine it stands on: to be called once by the tests of each store. */
export function storeContract(name: string, makeFixture: MakeFixture): void {
  describe(`the store on ${name}`, () => {
    journalContract(makeFixture);
    outboxContract(makeFixture);
    holdersContract(makeFixture);
    sideEffectsContract(makeFixture);
    recordsContract(makeFixture);
    replayContract(makeFixture);
    filesContract(makeFixture);
    historyContract(makeFixture);
    notificationsContract(makeFixture);
    personalRecordsContract(makeFixture);
    notificationChoicesContract(makeFixture);
    deliveryContract(makeFixture);
    contentContract(makeFixture);
    derivedContract(makeFixture);
    questionsContract(makeFixture);
    retentionContract(makeFixture);
    lateCasesContract(makeFixture);
    samePersonContract(makeFixture);
    announcementsContract(makeFixture);
    surveysContract(makeFixture);
    subscribersContract(makeFixture);
    ticketsContract(makeFixture);
  });
}
