import type { CaseTicket } from '../../../../src/core/model/desk/ticket.ts';
import type { StaffCommand } from '../../../../src/core/model/staffCommand.ts';
import type { CaseItem, CaseTurn } from '../../../../src/http/api/wire.ts';
import type { TicketsView } from '../../../../src/http/api/wireTickets.ts';
import { turnWith } from './cases.ts';

/** What is posted in a case. */
export interface PostedBody {
  readonly id: string;
  readonly seen: number | null;
  readonly command: StaffCommand;
  readonly followedBy?: readonly StaffCommand[];
}

/** A case and its turns after somebody did something in it, or the code of the refusal: as the real engine decides. */
export function doIn(
  item: CaseItem,
  turns: readonly CaseTurn[],
  { by, seen, command, now }: { by: string; seen: number | null; command: StaffCommand; now: number },
): { readonly item: CaseItem; readonly turn: CaseTurn } | 'case.taken' | 'case.moved' {
  const servesOther = item.handledBy !== null && item.handledBy !== by;
  if (command.kind === 'take' && servesOther) return 'case.taken';
  const isNews = (turn: CaseTurn) =>
    turn.conversation === item.conversation &&
    turn.revision > (seen ?? 0) &&
    turn.said.some((each) => each.by === 'staff');
  if (command.kind === 'reply' && turns.some(isNews)) return 'case.moved';
  const revision = item.revision + 1;
  const code = item.case.code;
  const happened: CaseTurn['happened'] = happenedIn(command, code, by);
  const turn = turnWith(item, revision, {
    at: now,
    command: { by, command },
    said: command.kind === 'reply' ? [{ text: command.text, by: 'staff', state: 'sent', files: command.files }] : [],
    happened,
  });
  const changed = caseAfter(item, command, by, now);
  return { item: { ...changed, revision, changedAt: now }, turn };
}

function caseAfter(item: CaseItem, command: StaffCommand, by: string, now: number): CaseItem {
  const { case: caseState } = item;
  const withCase = (changes: Partial<CaseItem['case']>): CaseItem => ({ ...item, case: { ...caseState, ...changes } });
  switch (command.kind) {
    case 'take':
      return { ...withCase({ assignee: by, transferred: null }), handledBy: by };
    case 'reply':
      return {
        ...withCase({ assignee: by, staffAt: now, first: caseState.first && { ...caseState.first, metAt: now } }),
        handledBy: by,
      };
    case 'hand-back':
      return { ...item, handledBy: null };
    case 'close':
      return { ...withCase({ status: 'closed', closed: { at: now, by, reason: command.reason } }), handledBy: null };
    case 'reopen':
      return withCase({ status: 'open', closed: null });
    case 'snooze':
      return withCase({ status: 'snoozed', snoozedUntil: command.until });
    case 'label': {
      const kept = (caseState.labels ?? []).filter((each) => !command.remove.includes(each));
      return withCase({ labels: [...kept, ...command.add] });
    }
    case 'set-priority':
      return withCase({ priority: command.priority });
    case 'assign': {
      const transferred = { by, at: now, revision: item.revision + 1 };
      return command.to !== null && 'agent' in command.to
        ? withCase({ assignee: command.to.agent, transferred })
        : withCase({
            assignee: null,
            department: command.to === null ? caseState.department : command.to.department,
            transferred,
          });
    }
    case 'propose': {
      const { sanction, breaks, evidence } = command;
      const proposal = { id: String(caseState.proposals.length + 1), sanction, by: { agent: by }, breaks, evidence };
      return withCase({ proposals: [...caseState.proposals, { ...proposal, decided: null }] });
    }
    case 'decide':
      return withCase({
        proposals: caseState.proposals.map((each) =>
          each.id === command.proposal ? { ...each, decided: { by, at: now, accepted: command.accept } } : each,
        ),
      });
    case 'settle-ticket':
      return caseState.ticket === undefined
        ? item
        : withCase({ ticket: { ...caseState.ticket, status: 'sent', number: command.number, there: 'open' } });
    default:
      return item;
  }
}

function happenedIn(command: StaffCommand, code: string, by: string): CaseTurn['happened'] {
  if (command.kind === 'take') return [{ type: 'case.taken', case: code, by }];
  if (command.kind === 'assign') {
    const agent = command.to !== null && 'agent' in command.to ? command.to.agent : null;
    return [{ type: 'case.assigned', case: code, by, agent, department: 'oiac' }];
  }
  if (command.kind === 'hand-back') return [{ type: 'case.handed-back', case: code, by }];
  if (command.kind === 'close') return [{ type: 'case.closed', case: code, by, reason: command.reason }];
  if (command.kind === 'reopen') return [{ type: 'case.reopened', case: code, by }];
  if (command.kind === 'snooze') return [{ type: 'case.snoozed', case: code, by, until: command.until }];
  return [];
}

/** Where cases with a ticket are. */
export const ticketSystem = {
  name: 'Obres',
  link: 'https://obres.example.cat/tiquets/1',
  isGone: false,
  takesUpdates: false,
};

/** A case of which something became in its ticket system, which says something, too. */
export function withTicket(before: CaseItem, ticket: CaseTicket, note: string, at: number) {
  const revision = before.revision + 1;
  const { system, number } = ticket;
  const what = ticket.status === 'unsure' ? 'unsure' : 'noted';
  const { code } = before.case;
  const happened: CaseTurn['happened'] = [{ type: 'case.ticket', case: code, by: null, what, system, number }];
  const item = { ...before, revision, changedAt: at, case: { ...before.case, ticket } };
  return [item, turnWith(before, revision, { at, ticketNote: note, happened })] as const;
}

/** A system, a case that is there, and one that is not. */
export const ticketsNow: TicketsView = {
  systems: [
    {
      ...{ id: 'works', name: 'Obres', url: 'https://obres.example.cat/open311/v2', jurisdiction: 'obres.cat' },
      ...{ since: '2026-12-01', share: ['description', 'photos'], whenClosed: 'resolve', lostAnswer: 'ask' },
      updates: 'send',
      send: [{ service: 'lamp', departments: ['via-publica'], kinds: ['incident'], flows: [] }],
    },
  ],
  tickets: [
    {
      ...{ code: 'C002-TEST', department: 'via-publica', system: 'works', status: 'failed', number: null, link: null },
      ...{ there: null, at: 0, fault: 'http-400', later: null, isStuck: true, maySend: true },
    },
    {
      ...{ code: 'C003-TEST', department: 'via-publica', system: 'works', status: 'sent', number: '17' },
      ...{ link: ticketSystem.link, there: 'open', at: 0, fault: null, later: 'sent', isStuck: false, maySend: false },
    },
  ],
  counts: [
    { system: 'works', status: 'sent', count: 1 },
    { system: 'works', status: 'failed', count: 1 },
  ],
  isPart: false,
};
