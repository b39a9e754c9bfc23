import type { DraftResult } from '../../../src/core/cases/caseDraft.ts';
import type { CommandInput } from '../../../src/core/cases/commands/commandDraft.ts';
import { decideCommand } from '../../../src/core/cases/commands/decideCommand.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { CaseDeadline, CaseState } from '../../../src/core/model/case.ts';
import { type ConversationState, newConversation } from '../../../src/core/model/conversation.ts';
import { codeOf } from '../../../src/core/model/errors.ts';
import type { CaseEvent } from '../../../src/core/model/event.ts';
import type { StaffCommand } from '../../../src/core/model/staffCommand.ts';
import { accountWith } from '../../support/account.ts';
import { agentWith } from '../../support/agent.ts';
import { caseStateOf } from '../../support/caseState.ts';
import { testDay } from '../../support/clock.ts';
import { deepFreeze } from '../../support/deepFreeze.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { townKnowledge } from '../../support/town.ts';

export const hour = 3_600_000;
export const code = 'AAAA-1111';

export const ona = agentWith('ona', {});
export const pau = agentWith('pau', {});
export const boss = agentWith('boss', { roles: ['supervisor'] });

export function deadlineAt(hours: number): CaseDeadline {
  return { id: 'chat', dueAt: testDay + hours * hour, metAt: null, breached: false };
}

/** A case that was opened an hour ago and waits for somebody to take it. */
export function caseWith(changes: Partial<CaseState>): CaseState {
  return caseStateOf(code, testDay - hour, {
    tone: 'kind',
    first: deadlineAt(1),
    resolution: deadlineAt(48),
    ...changes,
  });
}

/** A conversation in Catalan with these cases. */
export function stateWith(cases: readonly CaseState[], changes: Partial<ConversationState>): ConversationState {
  return {
    ...newConversation(testDay - hour),
    language: { locale: 'ca', explicit: false },
    introduced: true,
    offered: ['none'],
    cases,
    ...changes,
  };
}

/** A conversation that an agent handles, in the case that they have. */
export const handledBy = (id: string): ConversationState =>
  stateWith([caseWith({ assignee: id })], { takeover: { by: id, since: 0, case: code } });

/** Lets somebody do something; what they were given cannot be changed. */
export function doing(
  state: ConversationState,
  agent: Agent | null,
  command: StaffCommand,
  changes: Partial<CommandInput>,
): DraftResult<CaseEvent> {
  return decideCommand({
    ...{ state: deepFreeze(state), revision: 4, code, command: deepFreeze(command), agent, since: [], colleague: null },
    ...{ other: null, account: accountWith({}), knowledge: townKnowledge, translate: echoPhrases, now: testDay },
    ...changes,
  });
}

/** The code with which a command is refused; null when it is not. */
export function refusal(...args: Parameters<typeof doing>): string | null {
  try {
    doing(...args);
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

export const said = (result: DraftResult<CaseEvent>) => result.outbound.map(({ text }) => text);
export const happenings = (result: DraftResult<CaseEvent>) => result.events.map(({ type }) => type);
export const caseIn = (result: DraftResult<CaseEvent>, of = code) =>
  result.state.cases.find((each) => each.code === of);
export const notifications = (result: DraftResult<CaseEvent>) =>
  result.sideEffects.flatMap((sideEffect) => (sideEffect.type === 'notify' ? [sideEffect.notification] : []));
