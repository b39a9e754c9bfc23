import type { Agent } from '../../core/agent.ts';
import type { CaseRow } from '../../core/caseIndex.ts';
import { leads, mayDo } from '../../core/staff/mayDo.ts';
import type { StaffDeed } from '../../core/staffAct.ts';

type Kind = StaffDeed['kind'];

/** When each deed makes sense in an open case; the door for staff has the last word. */
const whileOpen: Readonly<Record<Kind, (row: CaseRow, agent: Agent) => boolean>> = {
  take: (row) => row.servedBy === null,
  reply: isFreeFor,
  'give-entry': isFreeFor,
  note: () => true,
  assign: () => true,
  'set-priority': () => true,
  snooze: () => true,
  propose: () => true,
  decide: (row) => row.case.proposals.some(({ decided }) => decided === null),
  'hand-back': (row, agent) => row.servedBy === agent.id || (row.servedBy !== null && leads(agent)),
  close: () => true,
  reopen: () => false,
  merge: () => true,
};

const whileClosed: readonly Kind[] = ['note', 'reopen'];

/** What somebody can do with a case now: what the console offers. */
export function mayOf(row: CaseRow, agent: Agent): readonly Kind[] {
  return (Object.keys(whileOpen) as Kind[]).filter(
    (kind) =>
      mayDo(agent.roles, kind) &&
      (row.case.status === 'closed' ? whileClosed.includes(kind) : whileOpen[kind](row, agent)),
  );
}

function isFreeFor({ servedBy }: CaseRow, { id }: Agent): boolean {
  return servedBy === null || servedBy === id;
}
