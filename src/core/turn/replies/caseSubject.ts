import type { CaseState } from '../../model/case.ts';
import type { Turn } from '../turnDraft.ts';

/** What a case is about, in a few words: its service, else what it was told as, else whose it is. */
export function caseSubject({ input: { knowledge }, locale }: Turn, { about, kind, department }: CaseState): string {
  const service = knowledge.entry(about ?? '')?.title[locale];
  const flow = knowledge.flows.all.find(({ start }) => start.kinds.includes(kind));
  return service ?? flow?.about[locale] ?? knowledge.protocol.theDepartment(department, locale);
}
