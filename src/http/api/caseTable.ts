import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Content } from '../../content/content.ts';
import { deadlineOutcomeOf } from '../../core/cases/board/caseFacts.ts';
import { hideKeys } from '../../core/cases/caseLinks.ts';
import { dueOf } from '../../core/cases/deadlines.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CaseLabel } from '../../core/model/desk/deskSettings.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import type { Setting } from './wire.ts';

const strings = { ca, es, en };

interface Names {
  readonly content: Pick<Content, 'departments'>;
  readonly accounts: Setting['accounts'];
  readonly people: readonly Pick<Agent, 'id' | 'name'>[];
  readonly labels: readonly CaseLabel[];
  readonly timeZone: string;
}

/** Cases as a table, in the order in which the list has them; times are those of the town. */
export function caseTable(
  rows: readonly CaseRow[],
  names: Names,
  locale: Locale,
): readonly (readonly (string | number | null)[])[] {
  const { console: texts } = strings[locale];
  const { caseTable: columns, board: boardStrings } = texts;
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], id: string) =>
    list.find((each) => each.id === id)?.name ?? id;
  const departments = names.content.departments.departments.map(({ id, name }) => ({ id, name: name[locale] }));
  // Written as ISO 8601 has it, which every spreadsheet sorts.
  const { timeZone } = names;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const moment = (at: number | null) => (at === null ? '' : format.format(at));
  const outcomes = {
    kept: boardStrings.columns.kept,
    missed: boardStrings.columns.missed,
    open: columns.pending,
    none: '',
  };
  return [
    [
      ...[columns.code, texts.status, texts.opened, texts.department, texts.channel, texts.kind, texts.priority],
      ...[texts.assignee, texts.language, texts.labels, columns.dueAt, boardStrings.first, boardStrings.resolution],
      ...[columns.closed, texts.closeReason, texts.rating, columns.text],
    ],
    ...rows.map(({ case: each, account, text }) => [
      ...[each.code, texts.statusOne[each.status], moment(each.openedAt), nameIn(departments, each.department)],
      ...[nameIn(names.accounts, account), texts.kinds[each.kind], texts.priorities[each.priority]],
      ...[each.assignee === null ? '' : nameIn(names.people, each.assignee), texts.languages[each.locale]],
      (each.labels ?? []).map((id) => nameIn(names.labels, id)).join(', '),
      ...[moment(dueOf(each)), outcomes[deadlineOutcomeOf(each.first)], outcomes[deadlineOutcomeOf(each.resolution)]],
      ...[moment(each.closed?.at ?? null), each.closed === null ? '' : texts.closeReasons[each.closed.reason]],
      ...[each.rating, hideKeys(text)],
    ]),
  ];
}
