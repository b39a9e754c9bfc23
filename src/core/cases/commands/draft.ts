import type { Account } from '../../model/account.ts';
import type { Agent, AgentId } from '../../model/agent.ts';
import type { CaseCode, CaseState } from '../../model/case.ts';
import { type ConversationState, withCase } from '../../model/conversation.ts';
import { CodedError } from '../../model/errors.ts';
import type { CaseEvent } from '../../model/event.ts';
import type { Locale } from '../../model/locale.ts';
import type { PhraseKey } from '../../model/phrase.ts';
import type { StaffCommand } from '../../model/staffCommand.ts';
import type { Knowledge } from '../../ports/knowledge.ts';
import type { Translate } from '../../ports/translate.ts';
import type { Draft } from '../draft.ts';

/** What a deed of staff may look at: nothing else, so that it can be decided again. */
export interface CommandInput {
  readonly state: ConversationState;
  /** Of the newest commit of the conversation. */
  readonly revision: number;
  readonly code: CaseCode;
  readonly command: StaffCommand;
  /** Who does it; null: the service by itself. */
  readonly agent: Agent | null;
  /** What happened to cases after what the agent had before their eyes; empty when that does not matter. */
  readonly since: readonly CaseEvent[];
  /** The person whom the deed names; null: nobody, or nobody who is known. */
  readonly colleague: Agent | null;
  /** The case that the deed names, where it is in another conversation; null: there is none. */
  readonly other: {
    readonly case: CaseState;
    /** Whether the two conversations are known to be of one person, who went on in another channel. */
    readonly isSamePerson: boolean;
  } | null;
  /** Account of the conversation as it is now; null when it is not open here. */
  readonly account: Account | null;
  readonly knowledge: Knowledge;
  readonly translate: Translate;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A command while it is worked out. */
export interface CommandDraft extends Draft<CaseEvent> {
  readonly input: CommandInput;
  readonly by: AgentId | null;
  readonly locale: Locale;
  /** The case that the command is about, as it is by now. */
  caseState: CaseState;
}

/** One deed: works it out, or throws a `CodedError` that says why it may not be done. */
export type CommandHandler<K extends StaffCommand['kind']> = (
  work: CommandDraft,
  command: Extract<StaffCommand, { kind: K }>,
) => void;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What happened, by whom and to which case is added by itself. */
export type Happening = Without<CaseEvent, 'case' | 'by'>;

export function happened(work: CommandDraft, event: Happening): void {
  work.events.push({ ...event, case: work.caseState.code, by: work.by });
}

/** Changes the case that the deed is about. */
export function change(work: CommandDraft, changes: Partial<CaseState>): void {
  work.caseState = { ...work.caseState, ...changes };
  work.state = withCase(work.state, work.caseState);
}

/** Says a phrase to the citizen, in their language. */
export function say(work: CommandDraft, key: PhraseKey, variables: Readonly<Record<string, string>>): void {
  const { translate } = work.input;
  sayText(work, translate(key, work.locale, { code: work.caseState.code, ...variables }));
}

/** Says a text to the citizen. What was on offer before no longer is. */
export function sayText(work: CommandDraft, text: string): void {
  work.state = { ...work.state, offered: [] };
  work.outbound.push({ text, choices: [], files: [], locale: work.locale });
}

/** The case's department as it stands in a sentence of the citizen's language. */
export function departmentName({ input, caseState, locale }: CommandDraft): string {
  return input.knowledge.protocol.theDepartment(caseState.department, locale);
}

/** Nothing that was open is open any more once a case is closed: it must be opened again first. */
export function needOpen({ caseState }: CommandDraft): void {
  if (caseState.status === 'closed') {
    throw new CodedError('case.closed', 'The case is closed. Open it again first, or open another one.');
  }
}

/** Refuses a step that does not fit, saying what to do instead. */
export function misstep(advice: string): CodedError {
  return new CodedError('case.step', advice);
}
