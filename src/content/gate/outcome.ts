import type { ConversationState } from '../../core/model/conversation.ts';
import type { Event, UnansweredReason } from '../../core/model/event.ts';
import { type FlowDefinition, stepOf } from '../../core/model/flow.ts';
import type { Aspect } from '../../core/model/understanding.ts';
import type { Expectation } from './gateQuestion.ts';

interface GivenAnswer {
  readonly entry: string;
  readonly aspect: Aspect | null;
  /** A special case of it. */
  readonly exception: string | null;
}

/** What a person got for one message. */
export interface QuestionOutcome {
  /** Entries that were answered from: common questions, small talk and commands alike. */
  readonly answers: readonly GivenAnswer[];
  /** What was shown to choose from, in its order; empty where nothing had to be chosen. */
  readonly menu: readonly string[];
  /** What was shown beside an answer that is less than sure. */
  readonly beside: readonly string[];
  /** Why there was no answer; null where there was one, or something else was done. */
  readonly unanswered: UnansweredReason | null;
  /** The flow that began; null: none. */
  readonly flow: string | null;
  /** The rule of the protocol that was applied; null: none. */
  readonly rule: string | null;
  readonly opensCase: boolean;
  /** What a flow asks for now; absent: there is none. */
  readonly asks?: string;
  /** The danger that was seen; null: none. */
  readonly danger: string | null;
}

/** Reads what a turn did from its events, and from what it left on offer. `definition`: of the flow under way. */
export function readOutcome(
  events: readonly Event[],
  { dialogue, flow: progress }: Pick<ConversationState, 'dialogue' | 'flow'>,
  definition: FlowDefinition | null,
): QuestionOutcome {
  const answers: GivenAnswer[] = [];
  const menu: string[] = [];
  let unanswered: QuestionOutcome['unanswered'] = null;
  let flow: string | null = null;
  let rule: string | null = null;
  let opensCase = false;
  let danger: string | null = null;
  for (const event of events) {
    if (event.type === 'question.answered')
      answers.push({ entry: event.entry, aspect: event.aspect ?? null, exception: event.exception ?? null });
    else if (event.type === 'question.clarified') menu.push(...event.entries);
    else if (event.type === 'question.unanswered') unanswered ??= event.reason;
    else if (event.type === 'flow.started') flow = event.flow;
    else if (event.type === 'protocol.applied') rule = event.rule;
    else if (event.type === 'case.opened') opensCase = true;
    else if (event.type === 'danger.seen') danger = event.danger;
    else if (event.type === 'command.run')
      answers.push({ entry: `command.${event.command}`, aspect: null, exception: null });
  }
  const step = progress === null || definition === null ? undefined : stepOf(definition, progress.step);
  const asked = step?.kind === 'collect' ? step.slot : step?.kind === 'confirm' ? 'confirm' : undefined;
  const beside = answers.length > 0 && dialogue.last?.did === 'answered' ? dialogue.last.others : [];
  return {
    answers,
    menu,
    beside,
    unanswered: answers.length > 0 ? null : unanswered,
    flow,
    rule,
    opensCase,
    ...(asked === undefined ? {} : { asks: asked }),
    danger,
  };
}

/** Whether two outcomes are the same to the person; what stands beside an answer does not count. */
export function isSameOutcome(a: QuestionOutcome, b: QuestionOutcome): boolean {
  return (
    a.unanswered === b.unanswered &&
    a.flow === b.flow &&
    a.rule === b.rule &&
    a.opensCase === b.opensCase &&
    a.danger === b.danger &&
    keysOf(a) === keysOf(b)
  );
}

/** Answers, and choices in any order, as text. */
function keysOf({ answers, menu }: QuestionOutcome): string {
  const given = answers.map(({ entry, aspect, exception }) => `${entry}/${aspect ?? ''}/${exception ?? ''}`);
  return JSON.stringify([given.sort(), [...menu].sort()]);
}

/** Whether a person got what was expected. */
export function isRight({ entry, aspect, offered, asks, opensCase }: Expectation, outcome: QuestionOutcome): boolean {
  const { answers, menu, beside, flow } = outcome;
  if (asks !== undefined && asks !== outcome.asks) return false;
  if (opensCase !== undefined && opensCase !== outcome.opensCase) return false;
  if (entry === undefined) return true;
  if (entry === null) return answers.length === 0 && menu.length === 0 && flow === null;
  if (entry === `flow.${flow}`) return true;
  const isAnswered = answers.some(
    (each) =>
      each.entry === entry &&
      (aspect === null || (aspect === 'exceptions' ? each.exception !== null : each.aspect === aspect)),
  );
  return isAnswered || (offered && [...menu, ...beside].includes(entry));
}

/** What was done for the person, coarsely. */
type OutcomeKind = 'answered' | 'offered' | 'other' | 'unanswered';

export function kindOfOutcome({ answers, menu, flow, rule, danger, unanswered }: QuestionOutcome): OutcomeKind {
  if (answers.length > 0) return 'answered';
  if (menu.length > 0) return 'offered';
  return unanswered === null && (flow !== null || rule !== null || danger !== null) ? 'other' : 'unanswered';
}
