import { hasBrokenGlass } from '../../core/cases/caseVisibility.ts';
import { promised } from '../../core/cases/deadlines.ts';
import { allowedCommands, readers } from '../../core/cases/policy.ts';
import type { LinkedConversations } from '../../core/journal/linkedConversations.ts';
import type { Locale, Localised } from '../../core/model/locale.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';
import { noteReading, readableCase } from './caseAccess.ts';
import { type CollectedDeps, readCollected } from './collected.ts';
import { readContactNotes } from './contactNotes.ts';
import type { ApiDeps } from './deps.ts';
import { toItem } from './items.ts';
import { presentIn } from './presence.ts';
import { relatedCases } from './relatedCases.ts';
import type { ApiRoute, RequestContext } from './route.ts';
import { readTransfer } from './transferNotes.ts';
import type { CaseView } from './wire.ts';

export type ViewDeps = Pick<
  ApiDeps,
  | 'tenant'
  | 'cases'
  | 'content'
  | 'knowledge'
  | 'presence'
  | 'waitOf'
  | 'readings'
  | 'ticketSystemOf'
  | 'clock'
  | keyof CollectedDeps
> & {
  readonly history: LinkedConversations;
};

/** One case, with everything that belongs to it. */
export function viewRoutes(deps: ViewDeps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'cases/:code',
      roles: readers,
      kind: 'read',
      async answer(context) {
        const row = await readableCase(context, deps);
        await noteReading(context, row, null, deps);
        return viewOf(row, context, deps);
      },
    },
  ];
}

export async function viewOf(
  row: CaseRow,
  context: Pick<RequestContext, 'agent' | 'session'>,
  deps: ViewDeps,
): Promise<CaseView> {
  const { agent } = context;
  const before = await deps.history.before(row.conversation);
  const [related, contactNotes, present, { position }, collected, transfer] = await Promise.all([
    relatedCases(row, before, context, deps),
    readContactNotes([row.conversation, ...before], deps),
    presentIn(row.case.code, deps.presence),
    deps.waitOf(row),
    readCollected(row, deps),
    readTransfer(row, deps),
  ]);
  const deadline = deadlineOf(row, deps);
  const isOpened = hasBrokenGlass(row.case, agent.id, deps.clock());
  const openUntil = isOpened ? (row.case.glass?.findLast(({ by }) => by === agent.id)?.until ?? null) : null;
  return {
    ...toItem(row),
    related,
    collected,
    contactNotes,
    transfer,
    present,
    deadline,
    openUntil,
    position,
    ticketSystem: deps.ticketSystemOf(row.case),
    may: allowedCommands(row, agent, deps.clock()),
  };
}

/** The deadline that the citizen knows, for texts that staff write to them. */
function deadlineOf({ case: caseState }: CaseRow, { knowledge }: ViewDeps): Localised | null {
  const due = promised(caseState);
  if (due === null) return null;
  const { protocol } = knowledge();
  const until = (locale: Locale) => protocol.until(due.dueAt, locale);
  return { ca: until('ca'), es: until('es'), en: until('en') };
}
