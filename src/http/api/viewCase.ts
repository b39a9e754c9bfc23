import { hasBrokenGlass } from '../../core/cases/caseVisibility.ts';
import type { LinkedConversations } from '../../core/journal/linkedConversations.ts';
import type { Agent } from '../../core/model/agent.ts';
import { promised } from '../../core/model/case.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { queryWith } from '../../core/ports/caseIndex.ts';
import { caseOf, noteReading, sightOf } from './caseAccess.ts';
import { mayOf } from './caseActions.ts';
import type { ConsoleParts } from './deps.ts';
import { toItem } from './items.ts';
import { presentIn } from './presence.ts';
import { onlookers, type Route } from './route.ts';
import type { CaseView } from './wire.ts';

export type ViewParts = Pick<
  ConsoleParts,
  'tenant' | 'cases' | 'content' | 'knowledge' | 'presence' | 'waitOf' | 'readings' | 'clock'
> & {
  readonly history: LinkedConversations;
};

/** One case, with what belongs to it. */
export function viewRoutes(parts: ViewParts): readonly Route[] {
  return [
    {
      method: 'get',
      path: 'cases/:code',
      roles: onlookers,
      kind: 'read',
      async answer(ask) {
        const row = await caseOf(ask, parts);
        await noteReading(ask, row, null, parts);
        return viewOf(row, ask.agent, parts);
      },
    },
  ];
}

export async function viewOf(row: CaseRow, agent: Agent, parts: ViewParts): Promise<CaseView> {
  const [related, present, { position }] = await Promise.all([
    relatedTo(row, agent, parts),
    presentIn(row.case.code, parts.presence),
    parts.waitOf(row),
  ]);
  const deadline = deadlineOf(row, parts);
  const isOpened = hasBrokenGlass(row.case, agent.id, parts.clock());
  const openUntil = isOpened ? (row.case.glass?.findLast(({ by }) => by === agent.id)?.until ?? null) : null;
  return {
    ...toItem(row),
    ...{ related: related.map(toItem), present, deadline, openUntil, position, may: mayOf(row, agent) },
  };
}

/** The deadline that the citizen knows, for what staff write to them. */
function deadlineOf({ case: matter }: CaseRow, { knowledge }: ViewParts): Localised | null {
  const due = promised(matter);
  if (due === null) return null;
  const { protocol } = knowledge();
  const until = (locale: Locale) => protocol.until(due.dueAt, locale);
  return { ca: until('ca'), es: until('es'), en: until('en') };
}

/** Cases of the same conversation, and of those that it continues, the newest first. */
async function relatedTo(row: CaseRow, agent: Agent, parts: ViewParts): Promise<readonly CaseRow[]> {
  const conversations = [row.conversation, ...(await parts.history.before(row.conversation))];
  const sight = sightOf(agent, parts);
  const found = await Promise.all(
    conversations.map((conversation) => parts.cases.find(queryWith(parts.tenant, { sight, conversation }))),
  );
  return found
    .flatMap(({ rows }) => rows)
    .filter((each) => each.case.code !== row.case.code)
    .sort((a, b) => b.case.openedAt - a.case.openedAt);
}
