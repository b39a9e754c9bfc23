import type { ComparedQuestion, Comparison } from './compareKnowledge.ts';
import type { Finding, QuestionChange, ReleaseReport } from './views.ts';

/** Changes, clashes and findings in one answer, each: nobody reads more of them. */
const mostShown = 200;

/** A comparison as it is shown. */
export function reportOf(
  comparison: Comparison,
  more: Pick<ReleaseReport, 'problems' | 'pinned' | 'shipped' | 'past' | 'links'> & {
    readonly findings: readonly Finding[];
  },
): ReleaseReport {
  const { questions, times, counts, byWords, changes, failing, clashes } = comparison;
  return {
    questions,
    times,
    counts,
    byWords,
    problems: more.problems,
    pinned: more.pinned,
    shipped: more.shipped,
    past: more.past,
    failing: failing.slice(0, mostShown).map(changeOf),
    changes: changes.slice(0, mostShown).map(changeOf),
    clashes: clashes.slice(0, mostShown),
    findings: more.findings.slice(0, mostShown),
    links: more.links,
  };
}

function changeOf({ verdict, blocking, question, turn, compared }: ComparedQuestion): QuestionChange {
  return {
    verdict,
    blocking,
    source: question.source,
    locale: question.locale,
    text: question.shown,
    times: question.times,
    turn,
    expect: question.turns[turn]?.expect ?? null,
    before: compared.before,
    after: compared.after,
  };
}
