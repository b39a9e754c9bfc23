import type { Fields } from './entry.ts';

/** Where the deadlines of a case are from. */
export function citesOf({
  firstCites,
  resolutionCites,
}: {
  readonly firstCites?: readonly string[];
  readonly resolutionCites?: readonly string[];
}): Fields {
  return firstCites === undefined || resolutionCites === undefined ? {} : { firstCites, resolutionCites };
}

/** Whole hours of attention that a deadline took. */
export function workingHoursOf({ workingMinutes }: { readonly workingMinutes?: number }): Fields {
  return workingMinutes === undefined ? {} : { workingHours: Math.floor(workingMinutes / 60) };
}
