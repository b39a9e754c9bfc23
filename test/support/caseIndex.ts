import { caseFactsOf } from '../../src/core/cases/board/caseFacts.ts';
import {
  caseKey,
  caseRowKey,
  compareCursors,
  cursorOf,
  formatCaseCursor,
  parseCaseCursor,
  turnOf,
} from '../../src/core/cases/caseCursor.ts';
import { isVisible } from '../../src/core/cases/caseVisibility.ts';
import { isBreached } from '../../src/core/cases/deadlines.ts';
import { isInLine } from '../../src/core/cases/waiting.ts';
import { isProposed } from '../../src/core/model/case.ts';
import type { CaseIndex, CaseQuery, CaseRow } from '../../src/core/ports/caseIndex.ts';

/** Cases in memory, as text, so that nobody changes what is kept by changing what they gave. */
export function createMemoryCaseIndex(): CaseIndex & { readonly rows: () => readonly CaseRow[] } {
  const kept = new Map<string, string>();
  let isWhole = false;
  const rows = () => [...kept.values()].map((text) => JSON.parse(text) as CaseRow);
  const keep = (row: CaseRow) => kept.set(caseRowKey(row), JSON.stringify(row));

  return {
    rows,
    async put(given) {
      for (const row of given) {
        const before = kept.get(caseRowKey(row));
        if (before === undefined || (JSON.parse(before) as CaseRow).revision < row.revision) keep(row);
      }
    },
    async find(query) {
      const after = parseCaseCursor(query.after, query.order);
      const found = rows()
        .filter((row) => matches(row, query))
        .map((row) => ({ row, cursor: cursorOf(row, query.order) }))
        .sort((a, b) => compareCursors(a.cursor, b.cursor));
      const onward = found.filter(({ cursor }) => after === null || compareCursors(cursor, after) > 0);
      const page = onward.slice(0, query.limit);
      const last = page.at(-1);
      const isMore = onward.length > page.length && last !== undefined;
      return {
        rows: page.map(({ row }) => row),
        next: isMore ? formatCaseCursor(query.order, last.cursor) : null,
        total: found.length,
      };
    },
    byCode: async (tenant, code) =>
      rows()
        .filter((row) => row.tenant === tenant && row.case.code === code)
        .sort((a, b) => (caseRowKey(a) < caseRowKey(b) ? -1 : 1))[0] ?? null,
    async rowOf(conversation, code) {
      // By the key alone: to read all rows for each look-up was most of a test of a thousand cases.
      const text = kept.get(caseKey(conversation, code));
      return text === undefined ? null : (JSON.parse(text) as CaseRow);
    },
    due: async (now, limit) =>
      rows()
        .filter(({ nextAt }) => nextAt !== null && nextAt <= now)
        .sort((a, b) => Number(a.nextAt) - Number(b.nextAt) || (caseRowKey(a) < caseRowKey(b) ? -1 : 1))
        .slice(0, limit),
    facts: async (tenant, openedFrom) =>
      rows()
        .filter((row) => row.tenant === tenant)
        .map(caseFactsOf)
        .filter(({ status, openedAt }) => status !== 'closed' || openedAt >= openedFrom),
    waitingBefore: async (tenant, place) =>
      rows().filter(
        (row) =>
          row.tenant === tenant &&
          row.conversation !== place.conversation &&
          row.case.department === place.case.department &&
          isInLine(row.case) &&
          compareCursors(cursorOf(row, 'due'), turnOf(place)) < 0,
      ).length,
    async load(tenant) {
      const load = new Map<string, number>();
      for (const row of rows()) {
        const { assignee, status } = row.case;
        if (row.tenant !== tenant || status !== 'open' || assignee === null) continue;
        load.set(assignee, (load.get(assignee) ?? 0) + 1);
      }
      return load;
    },
    async forget(conversation) {
      for (const { emailDigest: _, ...row } of rows())
        if (row.conversation === conversation) keep({ ...row, text: '', tokens: [] });
    },
    async clear() {
      kept.clear();
      isWhole = false;
    },
    isWhole: async () => isWhole,
    async markWhole() {
      isWhole = true;
    },
  };
}

/** Whether a row is among those that a query asks for, whatever the page. */
export function matches(row: CaseRow, query: CaseQuery): boolean {
  const { case: caseState } = row;
  const facts = caseFactsOf(row);
  const among = <T>(list: readonly T[] | null, value: T) => list === null || list.includes(value);
  const beginning = query.tokens.at(-1);
  return (
    row.tenant === query.tenant &&
    isVisible(query.visibility, caseState) &&
    among(query.codes, caseState.code) &&
    (query.conversation === null || query.conversation === row.conversation) &&
    (query.emailDigest === null || query.emailDigest === row.emailDigest) &&
    among(query.statuses, caseState.status) &&
    (query.assignee === null || (query.assignee === 'nobody' ? null : query.assignee) === caseState.assignee) &&
    among(query.departments, caseState.department) &&
    among(query.accounts, row.account) &&
    among(query.kinds, caseState.kind as string) &&
    among(query.priorities, caseState.priority) &&
    among(query.locales, caseState.locale) &&
    (query.ratings === null || (caseState.rating !== null && query.ratings.includes(caseState.rating))) &&
    (query.openedFrom === null || caseState.openedAt >= query.openedFrom) &&
    (query.openedBefore === null || caseState.openedAt < query.openedBefore) &&
    (query.labels === null || query.labels.some((label) => caseState.labels?.includes(label))) &&
    (query.dueFrom === null || (facts.dueAt !== null && facts.dueAt >= query.dueFrom)) &&
    (query.dueBefore === null || (facts.dueAt !== null && facts.dueAt < query.dueBefore)) &&
    (query.first === null || query.first === facts.first) &&
    (query.resolution === null || query.resolution === facts.resolution) &&
    (query.answered === null || query.answered === facts.isAnswered) &&
    (query.waiting === null || query.waiting === facts.isWaiting) &&
    (query.proposed === null || query.proposed === isProposed(caseState)) &&
    (query.breached === null || query.breached === isBreached(caseState)) &&
    query.tokens.slice(0, -1).every((word) => row.tokens.includes(word)) &&
    (beginning === undefined || row.tokens.some((word) => word.startsWith(beginning)))
  );
}
