import { weakly } from '../../core/util/memoizeLast.ts';
import { readRows } from '../text/readRows.ts';

/** Whose business a first message is, and what it does: nobody's at the council; asks the council; reports to it. */
export const scopes = ['outside', 'question', 'report'] as const;
export type Scope = (typeof scopes)[number];

const shipped = weakly(() => readRows(new URL('./scope.tsv', import.meta.url)));

/**
 * First messages in three languages that show where the council's business ends. Outside: what only sounds like it,
 * "fourteen moving boxes, and thirteen are shoes". Questions and reports: what is about the same things, "moving boxes
 * dumped beside the bins". They are examples of nothing else, and none against an entry: what they name is what people do
 * ask about. Written for this project.
 */
export function readScopeMessages(wanted: Scope): readonly string[] {
  return shipped().flatMap(([scope, , text]) => (scope === wanted ? (text ?? []) : []));
}
