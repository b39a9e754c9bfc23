import { createDeputyOf, type DeputyOf } from '../core/cases/sharing/standIn.ts';
import { createDeskSettings } from '../core/journal/deskSettings.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { StaffDirectory } from '../core/model/agent.ts';
import type { Clock } from '../core/ports/clock.ts';

/** The deputy of staff who are away. */
export function openDeputies(deps: {
  readonly tenant: string;
  readonly records: RecordLog;
  readonly directory: Pick<StaffDirectory, 'find'>;
  readonly clock: Clock;
}): DeputyOf {
  const { tenant, records, directory, clock } = deps;
  const { read } = createDeskSettings({ tenant, records });
  return createDeputyOf({ absences: async () => (await read()).absences, directory, clock });
}
