import type { BulkChange } from '../../../../src/content/desk/views.ts';
import type { Clash, ClashAction } from '../../../../src/content/gate/views.ts';

/** A question that came close to another service, and what was done with it. */
export interface Settled {
  readonly clash: Clash;
  readonly action: Exclude<ClashAction, 'forget'>;
  /** What undoes it in the drafts. */
  readonly changed: readonly BulkChange[];
}

export const clashKey = ({ wording: { entry, locale, text }, other }: Clash): string =>
  JSON.stringify([entry, locale, text, other]);

export const sameClash = (one: Clash, another: Clash): boolean => clashKey(one) === clashKey(another);

/** The clashes of a check, with what was done with them meanwhile; what is no longer said stays where it was. */
export function withSettled(
  clashes: readonly Clash[],
  settled: readonly Settled[],
): readonly { readonly clash: Clash; readonly settled: Settled | null }[] {
  const shown = clashes.map((clash) => ({
    clash,
    settled: settled.find((each) => sameClash(each.clash, clash)) ?? null,
  }));
  const gone = settled.filter(({ clash }) => !clashes.some((each) => sameClash(each, clash)));
  return [...shown, ...gone.map((each) => ({ clash: each.clash, settled: each }))];
}

/** What may be done: only the questions of services are moved and removed here. `isService`: whether an entry is one. */
export function actionsFor(
  { wording, other }: Clash,
  isService: (entry: string) => boolean,
): readonly Settled['action'][] {
  if (!isService(wording.entry)) return ['keep'];
  return isService(other) ? ['move', 'remove', 'keep'] : ['remove', 'keep'];
}
