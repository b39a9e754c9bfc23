import type { Clock, Timer } from '../core/ports/clock.ts';
import type { FileStore, NoteStore } from '../core/ports/files.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import { keepCollecting } from '../journal/collectFiles.ts';
import type { AllStores } from './allStores.ts';
import type { BotStores } from './bot.ts';

/** What the installation keeps, as the others see it. */
export function botStores(deps: {
  readonly stores: AllStores;
  readonly files: FileStore;
  readonly notes: NoteStore;
  readonly health: BotStores['health'];
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}): BotStores {
  const { stores, files, notes, health, sealer, clock, timer, log } = deps;
  const { journal, outbox, cases, notifications, personal } = stores.store;
  return {
    journal,
    outbox,
    cases,
    notifications,
    personal,
    files,
    notes,
    collectFiles: (end) => keepCollecting({ files: stores.store.files, journal, sealer, clock, timer, end, log }),
    installation: stores.id,
    health,
  };
}
