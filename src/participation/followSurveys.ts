import { type DueDeps, doWhatIsDue } from '../core/engine/keepLooking.ts';
import type { SurveyDesk } from './surveyDesk.ts';

/** Milliseconds: signals may be lost. */
const pauses = { longest: 30_000, shortest: 250, failed: 30_000 } as const;

/** Opens and closes surveys at their time, until `end` is aborted. For one process of all. Never rejects. */
export async function followSurveys(
  deps: Omit<DueDeps, 'look' | 'pauses' | 'failure'> & { readonly surveys: Pick<SurveyDesk, 'look'> },
): Promise<void> {
  const { look } = deps.surveys;
  await doWhatIsDue({ ...deps, look, pauses, failure: 'looking for due surveys failed; it will be retried' });
}
