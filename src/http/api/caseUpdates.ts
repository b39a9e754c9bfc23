import { isVisible } from '../../core/cases/caseVisibility.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { queryWith } from '../../core/ports/caseIndex.ts';
import { visibilityOf } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import { toItem } from './items.ts';
import type { News } from './wire.ts';

/**
 * Milliseconds for which a change may come into the index after a later one: commits of several processes are not put in
 * in the order of their times. So far back is looked each time; what was told already is not told again.
 */
const overlap = 120_000;
/** Rows that are read at first: mostly one case has changed; and then at once. */
const glance = 10;
const page = 100;
/** More changes than this are not told one by one. */
const most = 1_000;

/** The changes of cases since the last look, for one stream. */
export interface CaseNews {
  next(agent: Agent): Promise<readonly { readonly news: News; readonly cursor: string }[]>;
}

type Deps = Pick<ApiDeps, 'tenant' | 'cases' | 'content' | 'clock'>;

/** `after`: milliseconds since 1970, up to which changes are known; null: from now on. */
export function createCaseNews(after: number | null, deps: Deps): CaseNews {
  let cursor = after ?? deps.clock();
  /** Revision that was told of each case that changed lately. */
  const sent = new Map<string, { readonly revision: number; readonly at: number }>();

  /** Rows that changed since a time, the earliest first; null: too many. */
  async function changedSince(since: number): Promise<readonly CaseRow[] | null> {
    const changed: CaseRow[] = [];
    let from: string | null = null;
    for (;;) {
      const { rows, next } = await deps.cases.find(
        queryWith(deps.tenant, { order: 'changed', after: from, limit: from === null ? glance : page }),
      );
      const fresh = rows.filter(({ changedAt }) => changedAt >= since);
      changed.push(...fresh);
      if (changed.length > most) return null;
      if (fresh.length < rows.length || next === null) return changed.reverse();
      from = next;
    }
  }

  return {
    async next(agent) {
      const since = cursor - overlap;
      const rows = await changedSince(since);
      if (rows === null) {
        cursor = deps.clock();
        return [{ news: { type: 'reload', cursor: String(cursor) }, cursor: String(cursor) }];
      }
      const visibility = visibilityOf(agent, deps);
      for (const [key, { at }] of sent) if (at < since) sent.delete(key);
      return rows.flatMap((row) => {
        const { conversation, revision, changedAt } = row;
        const { code } = row.case;
        const key = `${code} ${conversation}`;
        if ((sent.get(key)?.revision ?? -1) >= revision) return [];
        sent.set(key, { revision, at: changedAt });
        cursor = Math.max(cursor, changedAt);
        const news: News = isVisible(visibility, row.case)
          ? { type: 'case', item: toItem(row), cursor: String(cursor) }
          : { type: 'gone', code };
        return [{ news, cursor: String(cursor) }];
      });
    },
  };
}
