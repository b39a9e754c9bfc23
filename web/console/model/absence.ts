import { standInFor } from '../../../src/core/cases/sharing/standIn.ts';
import type { Absence } from '../../../src/core/model/desk/absence.ts';
import type { Setting } from '../../../src/http/api/wire.ts';

/** The absence of somebody now; null: they are not away by it. */
export function absenceNow(setting: Setting | null, agent: string, now: number): Absence | null {
  return setting?.absences.find((each) => each.agent === agent && now < each.until) ?? null;
}

/** Who gets what is given to somebody who is away now; null: they are not, or nobody stands in. */
export function deputyNow(setting: Setting | null, agent: string, now: number): string | null {
  return standInFor(setting?.absences ?? [], agent, now);
}

/** Those for whom somebody stands in now. */
export function standsInFor(setting: Setting | null, agent: string, now: number): readonly Absence[] {
  return (setting?.absences ?? []).filter(({ deputy, until }) => deputy === agent && now < until);
}
