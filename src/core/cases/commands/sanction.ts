import type { Proposal } from '../../model/case.ts';
import { notify } from '../caseDraft.ts';
import {
  type CommandDraft,
  type CommandHandler,
  change,
  happened,
  misstep,
  needOpen,
  sayToCitizen,
} from './commandDraft.ts';

/** Proposes a sanction against a message or its author, for a supervisor to decide. */
export const proposeSanction: CommandHandler<'propose'> = (work, { sanction, breaks, evidence }) => {
  needOpen(work);
  const { by, caseState, input } = work;
  if (by === null) throw new Error('the service proposes sanctions only by its protocol');
  if (sanction !== 'removal') needCondition(breaks);
  if (!(Number.isInteger(evidence) && evidence >= 1 && evidence <= input.revision)) {
    throw misstep('There is no such message in this conversation. Choose the message that you mean.');
  }
  const same = caseState.proposals.find(
    (each) => each.decided === null && each.sanction === sanction && each.evidence === evidence,
  );
  if (same) throw misstep('The same sanction is already proposed and waits for a decision.');
  const proposal = String(caseState.proposals.length + 1);
  const made: Proposal = { id: proposal, sanction, by: { agent: by }, breaks, evidence, decided: null };
  change(work, { proposals: [...caseState.proposals, made] });
  happened(work, { type: 'case.proposed', proposal, sanction, rule: null });
  // Only supervisors may decide, so they are notified.
  notify(work, work.caseState, { reason: 'mentioned', agents: [], roles: ['supervisor'] });
};

/** Accepts or rejects a proposal, also in a closed case. Nobody is warned or blocked on a guess. */
export const decideProposal: CommandHandler<'decide'> = (work, { proposal, accept }) => {
  const { by, caseState, input } = work;
  const found = caseState.proposals.find(({ id }) => id === proposal);
  if (by === null || found === undefined) throw misstep('There is no such proposal in this case. Reload the case.');
  if (found.decided !== null) throw misstep('This was already decided. Propose it again if something is new.');
  if (accept && found.sanction !== 'removal') needCondition(found.breaks);
  const decided: Proposal = { ...found, decided: { by, at: input.now, accepted: accept } };
  change(work, { proposals: caseState.proposals.map((each) => (each.id === proposal ? decided : each)) });
  happened(work, { type: 'case.decided', proposal, sanction: found.sanction, accepted: accept });
  const proposer = 'agent' in found.by ? found.by.agent : caseState.assignee;
  if (proposer !== null && proposer !== by)
    notify(work, work.caseState, { reason: 'mentioned', agents: [proposer], roles: [] });
  if (!accept || found.sanction === 'removal') return;
  work.state = { ...work.state, breaches: work.state.breaches + 1 };
  saySanction(work, found);
};

/** A warned or blocked person must learn why, and internal notes cannot say so. */
function needCondition(breaks: string | null): void {
  if (breaks !== null) return;
  throw misstep(
    'Name the condition that was broken, because the citizen will read it. Reject this proposal and make another one.',
  );
}

/**
 * Tells the warned or blocked person which condition they broke, in the wording of the protocol, and how to contest it.
 * The reason that staff wrote is for colleagues and stays sealed with the command.
 */
function saySanction(work: CommandDraft, { sanction, breaks }: Proposal): void {
  const { protocol } = work.input.knowledge;
  const reason = breaks === null ? '' : protocol.condition(breaks, work.locale);
  sayToCitizen(work, sanction === 'block' ? 'blocked' : 'warned', { reason });
}
