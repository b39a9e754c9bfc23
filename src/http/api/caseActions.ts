import { seesAll } from '../../core/cases/caseVisibility.ts';
import { leads, mayDo } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { StaffCommand } from '../../core/model/staffCommand.ts';
import type { CaseRow } from '../../core/ports/caseIndex.ts';

type Kind = StaffCommand['kind'];

/** When each deed makes sense in an open case; the door for staff has the last word. */
const whileOpen: Readonly<Record<Kind, (row: CaseRow, agent: Agent) => boolean>> = {
  take: (row) => row.handledBy === null,
  reply: isFreeFor,
  'give-entry': isFreeFor,
  note: () => true,
  assign: () => true,
  'set-priority': () => true,
  snooze: () => true,
  propose: () => true,
  decide: (row) => row.case.proposals.some(({ decided }) => decided === null),
  'break-glass': (_row, agent) => !seesAll(agent),
  'hand-back': (row, agent) => row.handledBy === agent.id || (row.handledBy !== null && leads(agent)),
  close: () => true,
  reopen: () => false,
  merge: () => true,
};

const whileClosed: Partial<typeof whileOpen> = {
  note: whileOpen.note,
  reopen: () => true,
  'break-glass': whileOpen['break-glass'],
};

/** What somebody can do with a case now: what the console offers. */
export function mayOf(row: CaseRow, agent: Agent): readonly Kind[] {
  const possible: Partial<typeof whileOpen> = row.case.status === 'closed' ? whileClosed : whileOpen;
  return (Object.keys(whileOpen) as Kind[]).filter(
    (kind) => mayDo(agent.roles, kind) && possible[kind]?.(row, agent) === true,
  );
}

function isFreeFor({ handledBy }: CaseRow, { id }: Agent): boolean {
  return handledBy === null || handledBy === id;
}
