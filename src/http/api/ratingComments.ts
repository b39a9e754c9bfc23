import { restricts } from '../../core/journal/usableContent.ts';
import type { Commit } from '../../core/model/commit.ts';
import { type CaseRow, queryWith } from '../../core/ports/caseIndex.ts';
import { commentOf } from '../ratedText.ts';
import type { ApiDeps } from './deps.ts';
import type { BoardComments, RatingComment } from './wireBoard.ts';

/** Most comments in one answer: the newest. */
const mostComments = 30;
/** Most rated cases that are looked at: few citizens write anything with their grade. */
const mostCases = 200;
/** Page size. */
const page = 50;

type Deps = Pick<ApiDeps, 'tenant' | 'cases' | 'journal' | 'sealer'>;

/**
 * What citizens wrote with the grade of their case, the newest first: of the rated cases that were opened at or after a time.
 * Without what was erased, and what is only kept.
 */
export async function ratingComments(
  wanted: {
    /** Milliseconds since 1970. */
    readonly since: number;
    readonly department: string | undefined;
    readonly account: string | undefined;
  },
  deps: Deps,
): Promise<BoardComments> {
  const { since, department, account } = wanted;
  const comments: RatingComment[] = [];
  let seen = 0;
  let after: string | null = null;
  do {
    const found: Awaited<ReturnType<typeof deps.cases.find>> = await deps.cases.find(
      queryWith(deps.tenant, {
        ratings: [1, 2, 3, 4, 5],
        openedFrom: since,
        order: 'changed',
        limit: page,
        after,
        departments: department === undefined ? null : [department],
        accounts: account === undefined ? null : [account],
      }),
    );
    for (const row of found.rows) comments.push(...(await commentsOf(row, deps)));
    seen += found.rows.length;
    after = found.next;
  } while (after !== null && seen < mostCases && comments.length < mostComments);
  comments.sort((a, b) => b.at - a.at);
  return { comments: comments.slice(0, mostComments), isPart: after !== null || comments.length > mostComments };
}

/** The comment with the grade that counts, in a list; empty: there is none, or it may not be read. */
async function commentsOf(row: CaseRow, { journal, sealer }: Deps): Promise<readonly RatingComment[]> {
  const { code, openedBy } = row.case;
  const { latest } = await journal.load(row.conversation, '');
  if (latest === null || restricts(latest.state)) return [];
  // A case is rated once it is closed: near the end of what was said.
  for (let before = latest.revision; before >= openedBy; before -= page) {
    const commits = await journal.read(row.conversation, Math.max(0, before - page), page);
    const rated = commits.findLast((commit) => commit.revision <= before && gradeIn(commit, code) !== null);
    if (rated === undefined) continue;
    const rating = gradeIn(rated, code) ?? 0;
    const content = (await sealer.open(rated))?.addition?.inbound.content;
    const text = content?.kind === 'choice' ? commentOf(content.text) : '';
    return text === '' ? [] : [{ code, rating, at: rated.at, text }];
  }
  return [];
}

function gradeIn({ events }: Commit, code: string): number | null {
  for (const event of events) if (event.type === 'case.rated' && event.case === code) return event.rating;
  return null;
}
