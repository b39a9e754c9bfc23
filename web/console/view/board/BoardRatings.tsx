import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { Board, RatingComment } from '../../../../src/http/api/wireBoard.ts';
import { boardStore, closeComments, openComments } from '../../actions/board.ts';
import { type BoardScope, filterOf, gradeLines } from '../../model/board.ts';
import { useStore } from '../../observable.ts';
import { noFilters } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { RouteLink } from '../RouteLink.tsx';
import { ListLink } from './ListLink.tsx';

/** What citizens thought: how many gave each grade, and what they wrote with it, which is read where somebody asks for it. */
export function BoardRatings({ board, scope }: { readonly board: Board; readonly scope: BoardScope }) {
  const { board: boardStrings } = useStrings();
  if (board.total.rated === 0) return null;
  return (
    <>
      <h2 id="ratings">{boardStrings.satisfaction}</h2>
      <ol class="grades" aria-labelledby="ratings">
        {gradeLines(board.grades).map(({ grade, n, percent }) => {
          const text = interpolate(boardStrings.gradeCount, { n, percent });
          return (
            <li key={grade}>
              <span class="grade">{interpolate(boardStrings.meanOf, { mean: grade })}</span>
              <span class="gradebar" aria-hidden="true">
                <span style={{ inlineSize: `${percent}%` }} />
              </span>
              {n === 0 ? (
                <span>{text}</span>
              ) : (
                <ListLink
                  filter={{ ...noFilters, ...filterOf('rated', scope), rating: String(grade) }}
                  label={`${interpolate(boardStrings.meanOf, { mean: grade })}: ${text}`}
                >
                  {text}
                </ListLink>
              )}
            </li>
          );
        })}
      </ol>
      <Comments />
    </>
  );
}

function Comments() {
  const { board: boardStrings } = useStrings();
  const isOpen = useStore(boardStore, ({ readsComments }) => readsComments);
  const found = useStore(boardStore, ({ comments }) => comments);
  return (
    <details
      class="ratingcomments"
      open={isOpen}
      onToggle={({ currentTarget }) => (currentTarget.open ? openComments : closeComments)()}
    >
      <summary>{boardStrings.comments}</summary>
      <p class="hint">{boardStrings.commentsHint}</p>
      {found?.comments.length === 0 && <p>{boardStrings.noComments}</p>}
      <ol>
        {found?.comments.map((comment) => (
          <Comment key={`${comment.code} ${comment.at}`} {...comment} />
        ))}
      </ol>
      {found?.isPart === true && <p class="hint">{boardStrings.moreComments}</p>}
    </details>
  );
}

function Comment({ code, rating, at, text }: RatingComment) {
  const { board: boardStrings } = useStrings();
  const locale = useLocale();
  return (
    <li>
      <blockquote class="plaintext">{text}</blockquote>
      <p class="hint">
        <strong>{interpolate(boardStrings.meanOf, { mean: rating })}</strong> ·{' '}
        <RouteLink route={{ page: 'inbox', code }}>{code}</RouteLink> · {fullDate(at, locale)}
      </p>
    </li>
  );
}
