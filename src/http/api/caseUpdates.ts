import { isVisible } from '../../core/cases/caseVisibility.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { queryWith } from '../../core/ports/caseIndex.ts';
import { agentVisibility } from './caseAccess.ts';
import type { ApiDeps } from './deps.ts';
import { toItem } from './items.ts';
import type { News } from './wire.ts';

/**
 * Milliseconds by which a change may enter the index after a later one: commits of several processes are not indexed in
 * the order of their times. Each look-up goes back this far; changes that were already sent are skipped.
 */
const overlapMs = 120_000;
/** Rows read first, as usually a single case has changed; and the page size after that. */
const firstPageSize = 10;
const page = 100;
/** Above this number, changes are not sent one by one. */
const maxChanges = 1_000;

/** The changes of cases since the last look-up, for one stream. */
interface CaseNews {
  next(agent: Agent): Promise<readonly { readonly news: News; readonly cursor: string }[]>;
}

type Deps = Pick<ApiDeps, 'tenant' | 'cases' | 'content' | 'clock'>;

/** `after`: changes up to this time are known, milliseconds since 1970; null: from now on. */
export function createCaseNews(after: number | null, deps: Deps): CaseNews {
  let cursor = after ?? deps.clock();
  /** The revision sent of each recently changed case. */
  const sent = new Map<string, { readonly revision: number; readonly at: number }>();

  /** Rows that changed since a given time, earliest first; null: too many. */
  async function changedSince(since: number): Promise<readonly CaseRow[] | null> {
    const changed: CaseRow[] = [];
    let from: string | null = null;
    for (;;) {
      const { rows, next } = await deps.cases.find(
        queryWith(deps.tenant, { order: 'changed', after: from, limit: from === null ? firstPageSize : page }),
      );
      const fresh = rows.filter(({ changedAt }) => changedAt >= since);
      changed.push(...fresh);
      if (changed.length > maxChanges) return null;
      if (fresh.length < rows.length || next === null) return changed.reverse();
      from = next;
    }
  }

  return {
    async next(agent) {
      const since = cursor - overlapMs;
      const rows = await changedSince(since);
      if (rows === null) {
        cursor = deps.clock();
        return [{ news: { type: 'reload', cursor: String(cursor) }, cursor: String(cursor) }];
      }
      const visibility = agentVisibility(agent, deps);
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
