import {
  type CaseTicket,
  isLaterOpen,
  isUnknown,
  type LaterToTicket,
  type TicketHappening,
  type TicketStep,
} from '../../model/desk/ticket.ts';
import { notify } from '../caseDraft.ts';
import { close } from './close.ts';
import { type CommandDraft, type CommandHandler, change, happened, misstep } from './commandDraft.ts';

/** Longest number of a ticket. */
const longestNumber = 100;

/** Sends a case to its ticket system again, after it was refused or where nobody knows whether it arrived. */
export const sendTicket: CommandHandler<'send-ticket'> = (work) => {
  const { ticket } = work.caseState;
  if (ticket?.later !== undefined && isLaterOpen(ticket)) {
    const later = { ...ticket.later, status: 'waiting', at: work.input.now, fault: null } as const;
    return put(work, { ...ticket, later }, 'later-wanted-again');
  }
  if (ticket === undefined || !(ticket.status === 'failed' || isUnknown(ticket, work.input.now)))
    throw misstep('There is nothing to send again. Look at what became of it.');
  put(work, { ...ticket, status: 'waiting', round: ticket.round + 1, fault: null }, 'wanted-again');
};

/** Somebody looked: the case is in the ticket system, under this number. One that was mistyped is corrected. */
export const settleTicket: CommandHandler<'settle-ticket'> = (work, { number }) => {
  const { ticket } = work.caseState;
  if (ticket === undefined || !(ticket.status === 'sent' || isUnknown(ticket, work.input.now)))
    throw misstep('It is known what became of it. Look at it again.');
  const given = number.trim();
  if (given === '' || given.length > longestNumber) throw misstep('Write the number that it has there.');
  put(work, { ...ticket, status: 'sent', number: given, token: null, there: 'open', mark: null }, 'settled');
};

/** What the service does about the ticket of a case, or hears of it. A step that says nothing new changes nothing. */
export const ticket: CommandHandler<'ticket'> = (work, { step }) => {
  if (work.by !== null) throw misstep('Only the service itself does this.');
  const known = work.caseState.ticket ?? null;
  switch (step.type) {
    case 'want':
      if (known !== null || work.caseState.status === 'closed') return;
      return put(work, { ...newTicket, system: step.system }, 'wanted');
    case 'begin':
      if (known?.status === 'waiting' && known.round === step.round)
        put(work, { ...known, status: 'sending', begunAt: work.input.now }, 'begun');
      return;
    case 'received':
      if (known?.status === 'sent') receive(work, known, step);
      return;
    case 'number':
      if (known?.status !== 'sent' || known.number !== null) return;
      return put(work, { ...known, number: step.number, token: null }, 'numbered');
    case 'later':
      if (known?.status === 'sent') noteUpdate(work, known, step);
      return;
    default:
      if (known !== null && known.round === step.round) end(work, known, step);
  }
};

const newTicket = {
  status: 'waiting',
  round: 1,
  at: 0,
  number: null,
  token: null,
  fault: null,
  there: null,
  mark: null,
} as const;

type End = Extract<TicketStep, { readonly type: 'not-sent' | 'sent' | 'unsure' | 'fail' }>;

function end(work: CommandDraft, known: CaseTicket, step: End): void {
  const isUnderWay = known.status === 'sending';
  switch (step.type) {
    case 'not-sent':
      if (isUnderWay) put(work, { ...known, status: 'waiting' }, 'not-sent');
      return;
    case 'sent': {
      const { number, token } = step;
      // An answer that came late is better than none.
      if (isUnderWay || known.status === 'unsure')
        put(work, { ...known, status: 'sent', number, token, there: 'open' }, 'sent');
      return;
    }
    case 'unsure':
      if (!isUnderWay) return;
      put(work, { ...known, status: 'unsure' }, 'unsure');
      return notifyStaff(work, 'ticket-failed');
    case 'fail':
      if (!isUnderWay && known.status !== 'waiting') return;
      put(work, { ...known, status: 'failed', fault: step.fault }, 'failed');
      // Nobody wanted it there any more.
      if (step.fault !== 'closed') notifyStaff(work, 'ticket-failed');
  }
}

function noteUpdate(work: CommandDraft, known: CaseTicket, step: Extract<TicketStep, { type: 'later' }>): void {
  const { is, until, fault } = step;
  const { later, begunAt = 0 } = known;
  // A step that comes late says nothing of an attempt that began since, and nothing is told twice.
  if (later !== undefined && until < later.until) return;
  if (is === 'sending' && (later?.status === 'sending' || until <= (later?.sentUntil ?? 0))) return;
  if (is !== 'sending' && is !== 'sent' && later?.status === is) return;
  const sentUntil = is === 'sent' ? until : (later?.sentUntil ?? begunAt);
  const next: LaterToTicket = { status: is, sentUntil, until, at: work.input.now, fault };
  put(work, { ...known, later: next }, `later-${is}`);
  if (is === 'failed' || is === 'unsure') notifyStaff(work, 'ticket-failed');
}

function receive(work: CommandDraft, known: CaseTicket, step: Extract<TicketStep, { type: 'received' }>): void {
  const { there, note, mark, closes } = step;
  const isNew = there !== known.there;
  if (known.mark === mark || (!isNew && note === null)) return;
  const isClosed = isNew && there === 'closed';
  put(work, { ...known, there, mark }, isClosed ? 'closed' : isNew ? 'reopened' : 'noted');
  const { status, surface, citizenAt } = work.caseState;
  if (!isClosed || status === 'closed') return;
  // The other system does not know what was written later, and nothing of it becomes public unread.
  const isPassedOn = known.later !== undefined && citizenAt <= known.later.sentUntil;
  const isWhole = (isPassedOn || citizenAt < (known.begunAt ?? 0)) && surface === 'private';
  // A person who answers right now says it in their own words.
  if (!closes || !isWhole || work.state.takeover !== null) return notifyStaff(work, 'ticket-closed');
  if (note !== null) {
    const { knowledge, translate } = work.input;
    const department = knowledge.protocol.department(work.caseState.department, work.locale);
    const speaker = translate('speaker.team', work.locale, { department });
    work.outbound.push({ text: note, choices: [], files: [], locale: work.locale, speaker });
  }
  close(work, { kind: 'close', reason: 'resolved' });
}

function notifyStaff(work: CommandDraft, reason: 'ticket-failed' | 'ticket-closed'): void {
  const { assignee } = work.caseState;
  notify(work, work.caseState, {
    reason,
    agents: assignee === null ? [] : [assignee],
    roles: assignee === null ? ['agent'] : [],
  });
}

function put(work: CommandDraft, ticket: CaseTicket, what: TicketHappening): void {
  const { system, number } = ticket;
  // What the time is needed for is how long ago an attempt began, or ended.
  change(work, { ticket: { ...ticket, at: work.input.now } });
  happened(work, { type: 'case.ticket', what, system, number });
}
