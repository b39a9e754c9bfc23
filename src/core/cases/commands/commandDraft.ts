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
import type { Draft } from '../caseDraft.ts';

/** The whole input of a command. Nothing else is read, so that it can be decided again. */
export interface CommandInput {
  readonly state: ConversationState;
  /** Revision of the newest commit of the conversation. */
  readonly revision: number;
  readonly code: CaseCode;
  readonly command: StaffCommand;
  /** Who runs it; null: the service. */
  readonly agent: Agent | null;
  /** Case events since the revision that the agent had seen; empty when that does not matter. */
  readonly since: readonly CaseEvent[];
  /** The person named in the command; null: none, or an unknown one. */
  readonly colleague: Agent | null;
  /** The deputy of the person named in the command, who is away; null or left out: nobody does. */
  readonly deputy?: Agent | null;
  /** The case named in the command, if it is in another conversation; null: there is none. */
  readonly other: {
    readonly case: CaseState;
    /** Whether the two conversations are known to be of one person, linked by a channel transfer. */
    readonly isSamePerson: boolean;
  } | null;
  /** How many cases go before the one that is passed on, where it goes; null or left out: unknown, or nothing is. */
  readonly ahead?: number | null;
  /** The account of the conversation as it is now; null when it is not open in this installation. */
  readonly account: Account | null;
  readonly knowledge: Knowledge;
  readonly translate: Translate;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A command while it is being worked out. */
export interface CommandDraft extends Draft<CaseEvent> {
  readonly input: CommandInput;
  readonly by: AgentId | null;
  readonly locale: Locale;
  /** The case that the command is about, with the changes so far. */
  caseState: CaseState;
}

/** Handles one command: works out its result, or throws a `CodedError` that says why it is not allowed. */
export type CommandHandler<K extends StaffCommand['kind']> = (
  work: CommandDraft,
  command: Extract<StaffCommand, { kind: K }>,
) => void;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An event without its case and author, which are added automatically. */
export type Happening = Without<CaseEvent, 'case' | 'by'>;

export function happened(work: CommandDraft, event: Happening): void {
  work.events.push({ ...event, case: work.caseState.code, by: work.by });
}

/** Changes the case that the command is about. */
export function change(work: CommandDraft, changes: Partial<CaseState>): void {
  work.caseState = { ...work.caseState, ...changes };
  work.state = withCase(work.state, work.caseState);
}

/** Sends the citizen a phrase in their language. */
export function sayToCitizen(work: CommandDraft, key: PhraseKey, variables: Readonly<Record<string, string>>): void {
  const { translate } = work.input;
  sayTextToCitizen(work, translate(key, work.locale, { code: work.caseState.code, ...variables }));
}

/** Sends the citizen a text, and withdraws the choices offered before. */
export function sayTextToCitizen(work: CommandDraft, text: string): void {
  work.state = { ...work.state, offered: [] };
  work.outbound.push({ text, choices: [], files: [], locale: work.locale });
}

/** The name of the case's department, with its article, in the citizen's language. */
export function departmentName({ input, caseState, locale }: CommandDraft): string {
  return input.knowledge.protocol.theDepartment(caseState.department, locale);
}

/** A closed case must be reopened before anything else is done with it. */
export function needOpen({ caseState }: CommandDraft): void {
  if (caseState.status === 'closed') {
    throw new CodedError('case.closed', 'The case is closed. Reopen it first, or open another one.');
  }
}

/** The error for a step that does not fit; `advice` says what to do instead. */
export function misstep(advice: string): CodedError {
  return new CodedError('case.step', advice);
}
