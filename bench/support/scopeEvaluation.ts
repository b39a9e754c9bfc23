import { type Scope, scopes } from '../../src/language/scope/scopeMessages.ts';
import type { createConversations } from './conversation.ts';
import { readScopeSet, type ScopedMessage } from './evaluationSet.ts';
import { percent, shareOf } from './measures.ts';
import { missOf, type Outcome, outcomeIn } from './questionEvaluation.ts';
import type { Report, Row } from './report.ts';

/** What goes wrong with a first message of each scope: what is outside gets anything, a question a case, a report none. */
const isWrong = {
  outside: ({ answered, opened }: Outcome) => answered.length > 0 || opened,
  question: ({ opened }: Outcome) => opened,
  report: ({ opened }: Outcome) => !opened,
} as const;

/** Near misses, and questions and reports about the same things, each the first message of a separate conversation. */
export async function evaluateScope(begin: ReturnType<typeof createConversations>): Promise<Report> {
  const judged: (Outcome & { readonly message: ScopedMessage })[] = [];
  for (const message of readScopeSet()) judged.push({ ...(await outcomeIn(begin, message)), message });
  const ofScope = (scope: Scope) => judged.filter(({ message }) => message.scope === scope);
  const row = (scope: Scope): Row => {
    const of = ofScope(scope);
    return {
      scope,
      count: of.length,
      wrong: percent(shareOf(of, isWrong[scope])),
      answered: percent(shareOf(of, ({ answered }) => answered.length > 0)),
      cases: percent(shareOf(of, ({ opened }) => opened)),
      menus: percent(shareOf(of, ({ menu }) => menu)),
    };
  };
  return {
    title: "Where the council's business ends: near misses and their twins, each as a first message",
    rows: scopes.map(row),
    targets: [
      { name: 'outside, wrong', share: shareOf(ofScope('outside'), isWrong.outside), most: 0.07 },
      { name: 'questions, cases', share: shareOf(ofScope('question'), isWrong.question), most: 0.02 },
      { name: 'reports, no case', share: shareOf(ofScope('report'), isWrong.report), most: 0.22 },
    ],
    misses: judged
      .filter((one) => isWrong[one.message.scope](one))
      .map(({ message, ...outcome }) => missOf(message, message.scope, outcome)),
  };
}
