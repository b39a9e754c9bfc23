import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Content } from '../../content/content.ts';
import type { BoardFigures } from '../../core/cases/board/board.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Setting } from './wire.ts';
import type { Board } from './wireBoard.ts';

const strings = { ca, es, en };
const hourMs = 3_600_000;

interface Names {
  readonly content: Pick<Content, 'departments'>;
  readonly accounts: Setting['accounts'];
  readonly people: readonly Pick<Agent, 'id' | 'name'>[];
}

type Cells = readonly (string | number | null)[];

/** The board as a table: a row for all cases, then one a department, account and person. */
export function boardTable(board: Board, { content, accounts, people }: Names, locale: Locale): readonly Cells[] {
  const { console: texts } = strings[locale];
  const { board: boardStrings, department, channel, assignee, nobody } = texts;
  const departmentName = (id: string) =>
    content.departments.departments.find((each) => each.id === id)?.name[locale] ?? id;
  const accountName = (id: string) => accounts.find((each) => each.id === id)?.name ?? id;
  const agentName = (id: string) => (id === 'nobody' ? nobody : (people.find((each) => each.id === id)?.name ?? id));
  const { columns } = boardStrings;
  return [
    [
      ...[boardStrings.by, boardStrings.name, columns.open, columns.snoozed, columns.late, columns.today, columns.week],
      ...[columns.waiting, columns.unanswered, columns.opened, columns.closed],
      ...[
        `${boardStrings.first}: ${columns.kept}`,
        `${boardStrings.first}: ${columns.missed}`,
        `${boardStrings.first}: ${boardStrings.medianHours}`,
      ],
      ...[`${boardStrings.resolution}: ${columns.kept}`, `${boardStrings.resolution}: ${columns.missed}`],
      ...[
        `${boardStrings.resolution}: ${boardStrings.medianHours}`,
        columns.rated,
        columns.meanRating,
        columns.ratedLow,
      ],
    ],
    [boardStrings.all, '', ...cellsOf(board.total)],
    ...board.departments.map((each): Cells => [department, departmentName(each.id), ...cellsOf(each)]),
    ...board.accounts.map((each): Cells => [channel, accountName(each.id), ...cellsOf(each)]),
    ...board.agents.map((each): Cells => [assignee, agentName(each.id), ...cellsOf(each)]),
  ];
}

function cellsOf(figures: BoardFigures): Cells {
  const { open, snoozed, late, today, week, waiting, unanswered, opened, closed } = figures;
  const { first, resolution, rated, meanRating, ratedLow } = figures;
  return [
    ...[open, snoozed, late, today, week, waiting, unanswered, opened, closed],
    ...[first.kept, first.missed, hours(first.medianMs)],
    ...[resolution.kept, resolution.missed, hours(resolution.medianMs)],
    ...[rated, meanRating === null ? null : Math.round(meanRating * 10) / 10, ratedLow],
  ];
}

const hours = (ms: number | null) => (ms === null ? null : Math.round((ms / hourMs) * 10) / 10);
