import { CodedError } from '../../model/errors.ts';
import type { CaseEvent } from '../../model/event.ts';
import type { StaffCommand } from '../../model/staffCommand.ts';
import { attendedBy } from '../../render/attendedBy.ts';
import { type DraftResult, indexCases, newDraft, resultOf } from '../caseDraft.ts';
import { requireRole } from '../policy.ts';
import { label, setPriority, snooze } from './arrange.ts';
import { assign } from './assign.ts';
import { breakGlass } from './breakGlass.ts';
import { close, handBack, reopen } from './close.ts';
import type { CommandDraft, CommandHandler, CommandInput } from './commandDraft.ts';
import { contactNote, removeContactNote } from './contactNote.ts';
import { liftHold, placeHold } from './hold.ts';
import { merge } from './merge.ts';
import { note } from './note.ts';
import { publishNote, publishRequest, unpublish } from './publish.ts';
import { giveEntry, reply } from './reply.ts';
import { decideProposal, proposeSanction } from './sanction.ts';
import { take } from './take.ts';
import { sendTicket, settleTicket, ticket } from './ticket.ts';
import { weigh } from './weigh.ts';

const commands: { readonly [K in StaffCommand['kind']]: CommandHandler<K> } = {
  take,
  reply,
  'give-entry': giveEntry,
  note,
  'contact-note': contactNote,
  'remove-contact-note': removeContactNote,
  assign,
  'set-priority': setPriority,
  label,
  snooze,
  propose: proposeSanction,
  decide: decideProposal,
  'break-glass': breakGlass,
  hold: placeHold,
  'lift-hold': liftHold,
  publish: publishRequest,
  'publish-note': publishNote,
  unpublish,
  weigh,
  'hand-back': handBack,
  close,
  reopen,
  merge,
  'send-ticket': sendTicket,
  'settle-ticket': settleTicket,
  ticket,
};

/**
 * Decides everything that a staff command causes: a pure function of its input.
 * @throws {CodedError} `auth.refused`, `case.unknown`, `case.taken`, `case.moved`, `case.closed`, `case.step` or
 * `case.other-person`
 */
export function decideCommand(input: CommandInput): DraftResult<CaseEvent> {
  const { state, command, agent, code } = input;
  if (agent !== null) requireRole(agent, command.kind);
  const caseState = state.cases.find((each) => each.code === code);
  if (caseState === undefined) {
    throw new CodedError('case.unknown', 'There is no such case in this conversation. Look up its code in the inbox.');
  }
  const work: CommandDraft = {
    ...newDraft<CaseEvent>(state),
    input,
    by: agent?.id ?? null,
    locale: state.language?.locale ?? caseState.locale,
    caseState,
  };
  run(command.kind, work, command);
  if (work.events.length > 0) indexCases(work);
  return attendedBy(resultOf(work), input);
}

/** `command` is of this kind, which the compiler cannot see through the table. */
function run<K extends StaffCommand['kind']>(kind: K, work: CommandDraft, command: StaffCommand): void {
  commands[kind](work, command as Extract<StaffCommand, { kind: K }>);
}
