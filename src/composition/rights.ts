import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import { emailDigestOf } from '../core/cases/rights/confirmedEmail.ts';
import type { Engine } from '../core/engine/engine.ts';
import { createLinkedConversations } from '../core/journal/linkedConversations.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { Log } from '../core/ports/log.ts';
import type { PersonalDataDesk } from '../core/ports/rights/personalData.ts';
import type { RightsDesk } from '../core/ports/rights/rightsDesk.ts';
import type { Keys, Sealer } from '../core/ports/sealer.ts';
import { systemTimer as timer } from '../core/util/sleep.ts';
import type { ErasableFileStore } from '../journal/fileStore.ts';
import { createRightsDesk } from '../rights/desk/rightsDesk.ts';
import type { ErasureLedger } from '../rights/erasures/ledger.ts';
import { createPersonalDataDesk } from '../rights/person/personalDataDesk.ts';
import { endOfRetention } from '../rights/retention/endOf.ts';
import { createRetentionDesk, type RetentionDesk } from '../rights/retention/keepRetention.ts';
import type { Store } from '../store/store.ts';

/** What people may ask of what they wrote, and how long it is kept. */
export interface BotRights {
  readonly retention: RetentionDesk;
  readonly personalData: PersonalDataDesk;
  readonly desk: RightsDesk;
  /** Erases again what a restored backup has brought back. Before anything is served. */
  repeatErasures(): Promise<void>;
}

export function openRights(deps: {
  config: Pick<Config, 'tenant'>;
  engine: Pick<Engine, 'erase' | 'recordRight'>;
  ledger: ErasureLedger;
  store: Pick<Store, 'journal' | 'files' | 'cases'>;
  sealer: Sealer;
  files: ErasableFileStore;
  keyring: Keys;
  records: RecordLog;
  content: () => Content;
  log: Log;
}): BotRights {
  const { config, engine, ledger, store, sealer, files, keyring, records, content, log } = deps;
  const clock = Date.now;
  const timeZone = () => content().calendar.timeZone;
  const personalData = createPersonalDataDesk({
    tenant: config.tenant,
    journal: store.journal,
    sealer,
    keys: keyring,
    files,
    keptFiles: store.files,
    linked: createLinkedConversations(store.journal),
    erase: engine.erase,
    recordRight: engine.recordRight,
    clock,
  });
  return {
    async repeatErasures() {
      for (const conversation of await ledger.repeat()) {
        await files.removeErased(conversation);
        await store.cases.forget(conversation);
      }
    },
    personalData,
    desk: createRightsDesk({
      tenant: config.tenant,
      records,
      personalData,
      cases: store.cases,
      emailDigestOf: (address) => emailDigestOf(sealer, config.tenant, address),
      timeZone,
      newId: randomUUID,
      clock,
    }),
    retention: createRetentionDesk({
      tenant: config.tenant,
      journal: store.journal,
      keys: keyring,
      records,
      erase: engine.erase,
      policy: () => content().retention ?? null,
      endOf: (keep, from) => endOfRetention(keep, timeZone(), from),
      timeZone,
      clock,
      timer,
      log,
    }),
  };
}
