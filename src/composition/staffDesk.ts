import type { CaseProjection } from '../core/cases/caseProjection.ts';
import { createRelease, type ReleaseCases } from '../core/cases/releaseCases.ts';
import { createAssigner } from '../core/cases/sharing/assignCases.ts';
import { createSharer } from '../core/cases/sharing/shareOut.ts';
import { absenceOf, type DeputyOf } from '../core/cases/sharing/standIn.ts';
import { createWaitOf, type Waiting } from '../core/cases/waiting.ts';
import { createRefresh, watchCases } from '../core/cases/watchCases.ts';
import type { Engine } from '../core/engine/engine.ts';
import { createDeskSettings } from '../core/journal/deskSettings.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { StaffDirectory } from '../core/model/agent.ts';
import { codeOf } from '../core/model/errors.ts';
import type { CaseIndex, CaseRow } from '../core/ports/caseIndex.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Log } from '../core/ports/log.ts';
import type { PubSub } from '../core/ports/pubsub.ts';

/** What staff use of the bot: their commands, their cases, and the directory. */
export interface StaffDesk {
  /** Runs a staff command; resolves when it is durable and indexed. */
  readonly handleCommand: Engine['handleCommand'];
  readonly index: CaseIndex;
  readonly directory: StaffDirectory;
  readonly rows: CaseProjection;
  /** Call it when somebody goes away or may no longer handle cases: see `createRelease`. */
  readonly releaseCases: ReleaseCases;
  /** How long the citizen of a case may have to wait. */
  waitOf(row: CaseRow): Promise<Waiting>;
  /**
   * Work for a single process: deadlines, and assigning cases to available staff. Resolves soon after `end` is aborted.
   */
  watch(end: AbortSignal): Promise<void>;
}

export function createStaffDesk(deps: {
  tenant: string;
  engine: Engine;
  store: { readonly cases: CaseIndex; readonly journal: Journal };
  directory: StaffDirectory;
  deputyOf: DeputyOf;
  rows: CaseProjection;
  records: RecordLog;
  pubsub: PubSub;
  clock: Clock;
  timer: Timer;
  log: Log;
}): StaffDesk {
  const { tenant, engine, store, directory, deputyOf, rows, records, pubsub, clock, timer, log } = deps;
  const { cases: index, journal } = store;
  const { handleOwnCommand, tick } = engine;
  const { read } = createDeskSettings({ tenant, records });
  const rules = async () => (await read()).rules;
  const releaseCases = createRelease({ index, handleOwnCommand, deputyOf });
  const share = createSharer({ index, directory, rules, handleOwnCommand, deputyOf });
  const capacities = async () => (await read()).capacities;
  const give = createAssigner({ index, directory, capacities, handleOwnCommand });
  const assign = async (of: string) => {
    // What citizens answer in the cases of people who are away does not wait for them.
    const { absences } = await read();
    for (const { agent } of absences) {
      const absence = absenceOf(absences, agent, clock());
      if (absence !== null) await releaseCases(of, agent, absence.since);
    }
    await share(of);
    await give(of);
  };
  const refresh = createRefresh({ journal, show: rows.show });

  return {
    handleCommand: engine.handleCommand,
    index,
    directory,
    rows,
    releaseCases,
    waitOf: createWaitOf({ index, clock }),
    async watch(end) {
      try {
        const made = await rows.rebuildIfNeeded(end);
        if (made !== null && made > 0)
          log.info({ cases: made }, 'the index of cases was incomplete and has been rebuilt');
      } catch (error) {
        log.error({ code: codeOf(error), error }, 'rebuilding the index of cases failed');
      }
      await watchCases({ tenant, index, tick, refresh, assign, pubsub, clock, timer, end, log });
    },
  };
}
