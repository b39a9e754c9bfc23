import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { Board, BoardFigures } from '../../../../src/http/api/wireBoard.ts';
import { type BoardColumn, type BoardScope, countIn, filterOf, shareOf, sizeOfTime } from '../../model/board.ts';
import { noFilters } from '../../state.ts';
import { datesIn, useLocale, useStrings } from '../../strings.ts';
import { ListLink } from './ListLink.tsx';

const nowColumns = ['late', 'today', 'week', 'waiting', 'unanswered', 'open', 'snoozed'] as const;

/** The numbers of all cases: as they are now, and of those that were opened in the period. */
export function BoardTiles({ board, scope }: { readonly board: Board; readonly scope: BoardScope }) {
  const { board: boardStrings } = useStrings();
  const { total } = board;
  return (
    <>
      <h2>{boardStrings.now}</h2>
      <ul class="tiles">
        {nowColumns.map((column) => (
          <Tile key={column} column={column} figures={total} scope={scope} />
        ))}
      </ul>
      <h2>{boardStrings.inPeriod}</h2>
      <ul class="tiles wide">
        <Tile column="opened" figures={total} scope={scope} />
        <Tile column="closed" figures={total} scope={scope} />
        <KeptTile title={boardStrings.first} column="firstMissed" kept={total.first} figures={total} scope={scope} />
        <KeptTile
          title={boardStrings.resolution}
          column="resolutionMissed"
          kept={total.resolution}
          figures={total}
          scope={scope}
        />
        <RatingTile figures={total} scope={scope} />
      </ul>
    </>
  );
}

interface TileDeps {
  readonly column: BoardColumn;
  readonly figures: BoardFigures;
  readonly scope: BoardScope;
}

function Tile({ column, figures, scope }: TileDeps & { readonly column: keyof ReturnType<typeof useColumns> }) {
  const name = useColumns()[column];
  const n = countIn(figures, column);
  const isAlarm = n > 0 && column === 'late';
  return (
    <li class={isAlarm ? 'alarm' : ''}>
      <CountLink column={column} figures={figures} scope={scope}>
        <strong>{n}</strong> <span>{name}</span>
      </CountLink>
    </li>
  );
}

function KeptTile(props: TileDeps & { readonly title: string; readonly kept: BoardFigures['first'] }) {
  const { board: boardStrings } = useStrings();
  const { title, kept, column, scope } = props;
  const deadline = column === 'firstMissed' ? 'first' : 'resolution';
  const share = shareOf(kept);
  const lateCount = interpolate(boardStrings.lateCount, { n: kept.missed });
  const time = kept.medianMs === null ? null : sizeOfTime(kept.medianMs);
  return (
    <li>
      <div>
        <strong>
          {share === null ? (
            '–'
          ) : (
            <ListLink
              filter={{ ...noFilters, ...filterOf(column, scope), [deadline]: 'kept' }}
              label={`${title} ${boardStrings.columns.kept}: ${kept.kept}`}
            >
              {share} %
            </ListLink>
          )}
        </strong>
        <span>{share === null ? `${title}: ${boardStrings.noneDue}` : `${title} ${boardStrings.columns.kept}`}</span>
        <small>
          {time !== null &&
            interpolate(boardStrings.median, { time: interpolate(boardStrings[time.unit], { n: time.n }) })}
          {time !== null && kept.missed > 0 && ' · '}
          {kept.missed > 0 && (
            <CountLink {...props} label={`${lateCount}: ${title}`}>
              {lateCount}
            </CountLink>
          )}
        </small>
      </div>
    </li>
  );
}

function RatingTile({ figures, scope }: Omit<TileDeps, 'column'>) {
  const { board: boardStrings } = useStrings();
  const locale = useLocale();
  const { meanRating, rated, ratedLow } = figures;
  const mean = meanRating?.toLocaleString(datesIn(locale), { maximumFractionDigits: 1 }) ?? '–';
  return (
    <li>
      <div>
        <strong>{meanRating === null ? mean : interpolate(boardStrings.meanOf, { mean })}</strong>
        <span>
          {boardStrings.satisfaction}
          {rated > 0 && ' · '}
          {rated > 0 && (
            <CountLink column="rated" figures={figures} scope={scope}>
              {interpolate(boardStrings.ratedCount, { n: rated })}
            </CountLink>
          )}
        </span>
        {ratedLow > 0 && (
          <small>
            <CountLink column="ratedLow" figures={figures} scope={scope}>
              {interpolate(boardStrings.ratedLowCount, { n: ratedLow })}
            </CountLink>
          </small>
        )}
      </div>
    </li>
  );
}

function useColumns() {
  return useStrings().board.columns;
}

/** A number with the cases behind it, or the number alone where there are none. */
function CountLink(props: TileDeps & { readonly label?: string; readonly children: preact.ComponentChildren }) {
  const { column, figures, scope, label, children } = props;
  if (countIn(figures, column) === 0) return <div class="zero">{children}</div>;
  return (
    <ListLink filter={filterOf(column, scope)} label={label}>
      {children}
    </ListLink>
  );
}
