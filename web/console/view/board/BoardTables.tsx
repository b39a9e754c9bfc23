import { hasRole, leaders } from '../../../../src/core/cases/policy.ts';
import { mostCapacity } from '../../../../src/core/model/desk/capacity.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { Board, BoardLine } from '../../../../src/http/api/wireBoard.ts';
import { setCapacity } from '../../actions/board.ts';
import { type BoardColumn, type BoardScope, byUrgency, countIn, filterOf, shareOf } from '../../model/board.ts';
import { useStore } from '../../observable.ts';
import { type Filter, noFilters, state } from '../../state.ts';
import { datesIn, useLocale, useStrings } from '../../strings.ts';
import { ListLink } from './ListLink.tsx';

/** How many may wait for somebody before the service gives them no more. */
const capacities = [...Array(mostCapacity + 1).keys()];

const columns = ['late', 'today', 'week', 'waiting', 'unanswered', 'open', 'opened'] as const;

interface TableProps {
  readonly title: string;
  /** What the lines are. */
  readonly of: string;
  readonly nameOf: (id: string) => string;
  readonly filterOf: (id: string) => Partial<Filter>;
  readonly scope: BoardScope;
}

/** A table with a line for each department or account. */
export function LineTable(props: TableProps & { readonly lines: readonly BoardLine[] }) {
  return (
    <BoardTable {...props} extra={null}>
      {byUrgency(props.lines).map((line) => (
        <Line key={line.id} line={line} {...props} />
      ))}
    </BoardTable>
  );
}

/** A table with a line for each person: also how many wait for them, of how many may. */
export function AgentTable({ board, ...given }: Pick<TableProps, 'nameOf' | 'scope'> & { readonly board: Board }) {
  const strings = useStrings();
  const { board: boardStrings } = strings;
  const mayForOthers = useStore(state, ({ me }) => me !== null && hasRole(me, leaders));
  const table: TableProps = {
    ...given,
    title: boardStrings.ofAgents,
    of: strings.assignee,
    filterOf: (id) => ({ agent: id }),
  };
  return (
    <BoardTable {...table} extra={boardStrings.capacity}>
      {byUrgency(board.agents).map((line) => (
        <Line key={line.id} line={line} {...table}>
          <td>
            {line.id !== 'nobody' && (
              <span class="load">
                <meter
                  min={0}
                  max={line.capacity}
                  high={line.capacity - 0.5}
                  optimum={0}
                  value={Math.min(line.waiting, line.capacity)}
                  aria-label={boardStrings.capacity}
                />
                <span>
                  {interpolate(boardStrings.load, { n: line.waiting, limit: line.capacity })} ·{' '}
                  {line.isAvailable ? strings.available : strings.away}
                </span>
                {mayForOthers && (
                  <>
                    <select
                      aria-label={interpolate(boardStrings.capacityOf, { name: table.nameOf(line.id) })}
                      title={boardStrings.capacityHint}
                      value={line.capacity}
                      onChange={({ currentTarget }) => void setCapacity(line.id, Number(currentTarget.value))}
                    >
                      {capacities.map((n) => (
                        <option key={n} value={n}>
                          {interpolate(boardStrings.atMost, { n })}
                        </option>
                      ))}
                    </select>
                    <button
                      type="button"
                      class="plain small"
                      aria-label={`${strings.absence.open} ${table.nameOf(line.id)}`}
                      onClick={() => state.set({ dialog: { kind: 'absence', agent: line.id } })}
                    >
                      {strings.absence.open}
                    </button>
                  </>
                )}
              </span>
            )}
          </td>
        </Line>
      ))}
    </BoardTable>
  );
}

function BoardTable(
  props: Pick<TableProps, 'title' | 'of'> & {
    readonly extra: string | null;
    readonly children: readonly preact.JSX.Element[];
  },
) {
  const { board: boardStrings } = useStrings();
  const { title, of, extra, children } = props;
  if (children.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="wide-table" tabIndex={0} aria-label={title}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{of}</th>
              {extra !== null && <th scope="col">{extra}</th>}
              {columns.map((column) => (
                <th key={column} scope="col" class="number">
                  {boardStrings.columns[column]}
                </th>
              ))}
              <th scope="col" class="number">
                {boardStrings.first}
              </th>
              <th scope="col" class="number">
                {boardStrings.resolution}
              </th>
              <th scope="col" class="number">
                {boardStrings.columns.meanRating}
              </th>
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </section>
    </>
  );
}

function Line(
  props: Pick<TableProps, 'nameOf' | 'filterOf' | 'scope'> & {
    readonly line: BoardLine;
    readonly children?: preact.ComponentChildren;
  },
) {
  const { board: boardStrings } = useStrings();
  const locale = useLocale();
  const { line, nameOf, scope, children } = props;
  const name = nameOf(line.id);
  const cell = (column: BoardColumn, what: string, text: string) => {
    if (countIn(line, column) === 0) return text;
    const filter = { ...noFilters, ...filterOf(column, scope), ...props.filterOf(line.id) };
    return (
      <ListLink filter={filter} label={`${name}, ${what}: ${text}`}>
        {text}
      </ListLink>
    );
  };
  const shown = (share: number | null) => (share === null ? '–' : `${share} %`);
  const { first, resolution, meanRating } = line;
  return (
    <tr>
      <th scope="row">{name}</th>
      {children}
      {columns.map((column) => (
        <td key={column} class={`number ${column === 'late' && line.late > 0 ? 'failed' : ''}`}>
          {cell(column, boardStrings.columns[column], String(countIn(line, column)))}
        </td>
      ))}
      <td class="number">
        {cell('firstMissed', `${boardStrings.first}, ${boardStrings.columns.missed}`, shown(shareOf(first)))}
      </td>
      <td class="number">
        {cell(
          'resolutionMissed',
          `${boardStrings.resolution}, ${boardStrings.columns.missed}`,
          shown(shareOf(resolution)),
        )}
      </td>
      <td class="number">
        {cell(
          'rated',
          boardStrings.columns.rated,
          meanRating?.toLocaleString(datesIn(locale), { maximumFractionDigits: 1 }) ?? '–',
        )}
      </td>
    </tr>
  );
}
