import type { Proposal } from '../../model/case.ts';
import { notify } from '../draft.ts';
import { type CommandDraft, type CommandHandler, change, happened, misstep, needOpen, say } from './draft.ts';

/** Proposes something against a message or its author, for somebody who leads to decide. */
export const propose: CommandHandler<'propose'> = (work, { sanction, breaks, evidence }) => {
  needOpen(work);
  const { by, caseState, input } = work;
  if (by === null) throw new Error('the service proposes by its protocol only');
  if (sanction !== 'removal') needCondition(breaks);
  if (!(Number.isInteger(evidence) && evidence >= 1 && evidence <= input.revision)) {
    throw misstep('There is no such message in this conversation. Choose the one that is meant.');
  }
  const same = caseState.proposals.find(
    (each) => each.decided === null && each.sanction === sanction && each.evidence === evidence,
  );
  if (same) throw misstep('The same is proposed already and waits for a decision.');
  const proposal = String(caseState.proposals.length + 1);
  const made: Proposal = { id: proposal, sanction, by: { agent: by }, breaks, evidence, decided: null };
  change(work, { proposals: [...caseState.proposals, made] });
  happened(work, { type: 'case.proposed', proposal, sanction, rule: null });
  // It waits for a decision of theirs: nobody else may make one.
  notify(work, work.caseState, { reason: 'mentioned', agents: [], roles: ['supervisor'] });
};

/** Accepts or refuses a proposal, also in a closed case. Nobody is warned or blocked on a guess. */
export const decide: CommandHandler<'decide'> = (work, { proposal, accept }) => {
  const { by, caseState, input } = work;
  const found = caseState.proposals.find(({ id }) => id === proposal);
  if (by === null || found === undefined) throw misstep('There is no such proposal in this case. Look at it again.');
  if (found.decided !== null) throw misstep('This was decided already. Propose it again if something is new.');
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

/** Whoever is warned or blocked must be told why, and what staff write for each other is no way to tell them. */
function needCondition(breaks: string | null): void {
  if (breaks !== null) return;
  throw misstep(
    'Name the condition that was broken: the citizen is told it. Reject this proposal and make another one.',
  );
}

/**
 * Whoever is warned or blocked learns which condition it was, in the words of the protocol, and how to contest it. The
 * reason that a person of staff wrote is for colleagues and stays sealed with the deed.
 */
function saySanction(work: CommandDraft, { sanction, breaks }: Proposal): void {
  const { protocol } = work.input.knowledge;
  const reason = breaks === null ? '' : protocol.condition(breaks, work.locale);
  say(work, sanction === 'block' ? 'blocked' : 'warned', { reason });
}
