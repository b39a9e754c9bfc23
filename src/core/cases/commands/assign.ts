import type { AgentId } from '../../model/agent.ts';
import { notify } from '../caseDraft.ts';
import { mayHandleCases } from '../policy.ts';
import {
  type CommandDraft,
  type CommandHandler,
  change,
  departmentName,
  happened,
  misstep,
  needOpen,
  sayToCitizen,
} from './commandDraft.ts';
import { handBackToBot, needFreeOrLead, unsnooze } from './takeover.ts';
import { isReturn, noteTransfer } from './transfer.ts';

/** Assigns a case to a person, to a department (nobody in particular), or to nobody. */
export const assign: CommandHandler<'assign'> = (work, { to, comment }) => {
  needOpen(work);
  needFreeOrLead(work);
  if (to === null) toNobody(work, comment);
  else if ('agent' in to) toAgent(work, to, comment);
  else toDepartment(work, to.department, comment);
  if (comment !== undefined && work.events.length === 0)
    throw misstep('The case is there already. Write an internal note instead.');
};

/** If the named person is away, their deputy gets it, unless the command says otherwise. */
function toAgent(
  work: CommandDraft,
  { agent: named, ifAway }: { readonly agent: AgentId; readonly ifAway?: 'keep' | undefined },
  comment: string | undefined,
): void {
  const { now } = work.input;
  const standIn = work.input.deputy ?? null;
  const isLeft = ifAway === 'keep' && standIn !== null && work.by !== null;
  const deputy = isLeft ? null : standIn;
  const given = deputy ?? work.input.colleague;
  const agent = given?.id ?? named;
  const { assignee } = work.caseState;
  if (assignee === agent && deputy !== null && work.by === agent)
    throw misstep('You stand in for this person, who is away: the case stays with you.');
  // The service assigns only cases that nobody has, or whose assignee is away.
  const isFree = assignee === null || (deputy !== null && assignee === named);
  if (assignee === agent || (work.by === null && !isFree)) return;
  if (given === null || !mayHandleCases(given)) {
    throw misstep('This person does not handle cases. Choose a colleague who does.');
  }
  change(work, { assignee: agent, ...(isLeft ? { left: { agent, at: now } } : {}) });
  if (work.by !== null) unsnooze(work);
  const { takeover } = work.state;
  // An assignee chosen by the service, or one who is away, may not answer at once: the bot answers until they take over.
  if ((work.by === null || isLeft) && takeover?.by !== agent) handBackToBot(work, 'staffPasses');
  else if (takeover?.case === work.caseState.code && takeover.by !== agent) {
    work.state = { ...work.state, takeover: { by: agent, since: now, case: work.caseState.code } };
    sayToCitizen(work, 'colleagueTakesOver', { department: departmentName(work) });
  }
  const insteadOf = deputy === null ? {} : { insteadOf: named };
  const isAway = isLeft ? { isAway: true as const } : {};
  happened(work, { type: 'case.assigned', agent, department: work.caseState.department, ...insteadOf, ...isAway });
  const reason = isReturn(work, agent) ? 'transfer-returned' : 'assigned';
  noteTransfer(work, agent, comment);
  if (agent !== work.by) notify(work, work.caseState, { reason, agents: [agent], roles: [], ...insteadOf });
}

function toDepartment(work: CommandDraft, department: string, comment: string | undefined): void {
  const { knowledge } = work.input;
  if (work.caseState.department === department && work.caseState.assignee === null) return;
  // An id without a name is no department: nobody would look there.
  if (knowledge.protocol.department(department, work.locale) === department) {
    throw misstep('There is no such department. Choose one from the list.');
  }
  change(work, { department, assignee: null });
  unsnooze(work);
  handBackToBot(work, 'staffPasses');
  happened(work, { type: 'case.assigned', agent: null, department });
  noteTransfer(work, null, comment);
  notify(work, work.caseState, { reason: 'assigned', agents: [], roles: ['agent'] });
}

function toNobody(work: CommandDraft, comment: string | undefined): void {
  if (work.caseState.assignee === null) return;
  change(work, { assignee: null });
  handBackToBot(work, 'staffPasses');
  happened(work, { type: 'case.assigned', agent: null, department: work.caseState.department });
  noteTransfer(work, null, comment);
}
