import { hideKeys } from '../../core/cases/caseLinks.ts';
import { casesOfEvent } from '../../core/cases/caseTurns.ts';
import type { CaseCode } from '../../core/model/case.ts';
import type { Commit, SealedContent } from '../../core/model/commit.ts';
import type { CaseEvent, Event } from '../../core/model/event.ts';
import { type Inbound, notKeptIn, reportLines } from '../../core/model/message.ts';
import type { StaffCommand } from '../../core/model/staffCommand.ts';
import type { UndeliveredTask } from '../../core/ports/outbox.ts';
import type { CaseTurn } from './wire.ts';

/** What else is needed to show a commit: all of it derived, none of it personal. */
export interface CaseTurnContext {
  readonly channelOf: (account: string) => string;
  readonly titleOf: (entry: string) => string;
  /** The legal references of a protocol rule. */
  readonly citesOf: (rule: string) => readonly string[];
  /** Of the commit's conversation. */
  readonly undelivered: readonly UndeliveredTask[];
  /** Whether the commit's key is lost, which is not an erasure. */
  readonly lost: boolean;
  /** Cases whose events may be shown; null: all. */
  readonly seen: ReadonlySet<CaseCode> | null;
}

/** A commit as staff see it; `content` null: it was erased, or its key is lost. */
export function toTurn(commit: Commit, content: SealedContent | null, around: CaseTurnContext): CaseTurn {
  const { conversation, revision, at, events } = commit;
  // What the citizen said of the case elsewhere is shown as said there.
  const account = content?.addition?.account ?? commit.account;
  const happened = happenedIn(events, around.seen);
  const by = content?.command === undefined ? null : (happened.find((event) => event.by !== null)?.by ?? null);
  return {
    conversation,
    account,
    channel: around.channelOf(account),
    revision,
    at,
    citizen: citizenIn(content?.inbound ?? content?.addition?.inbound ?? null),
    said: saidIn(commit, content, around.undelivered),
    statement: content?.statement ?? null,
    ...ticketNoteIn(content),
    command: content?.command === undefined || by === null ? null : { by, command: shownCommand(content.command) },
    erased: content === null && !around.lost,
    lost: content === null && around.lost,
    reasoning: reasoningIn(events, around),
    happened,
  };
}

/** Notes about a person are read in their own list, where one that was taken off is no more. */
function shownCommand(command: StaffCommand): StaffCommand {
  return command.kind === 'contact-note' ? { ...command, text: '' } : command;
}

/** The events of visible cases, and the cases that they concern. */
function happenedIn(events: readonly Event[], seen: CaseTurnContext['seen']): readonly CaseEvent[] {
  const own = events.filter((event): event is CaseEvent => 'case' in event);
  if (seen === null) return own;
  return own
    .filter((event) => casesOfEvent(event).some((code) => seen.has(code)))
    .map((event) =>
      event.type === 'case.glass-broken' ? { ...event, cases: event.cases.filter((code) => seen.has(code)) } : event,
    );
}

function citizenIn(inbound: Inbound | null): CaseTurn['citizen'] {
  if (inbound === null || inbound.content.kind === 'start') return null;
  const { content } = inbound;
  const files = content.kind === 'files' ? content.files : [];
  const besides = inbound.report === undefined ? [] : reportLines(inbound.report);
  return {
    text: hideKeys(textOf(content)),
    ...(besides.length === 0 ? {} : { besides }),
    files: files.map(({ id, name, type, size }) => ({ id, name, type, size })),
    notKept: notKeptIn(content),
  };
}

/** Includes a location or a phone number: without it the accompanying text means nothing. */
function textOf(content: Exclude<Inbound['content'], { kind: 'start' }>): string {
  const said = (extra: string) => [content.text, extra].filter((part) => part !== '').join(' · ');
  if (content.kind === 'location') return said(`${content.latitude}, ${content.longitude}`);
  if (content.kind === 'contact') return said(content.phone);
  return content.text;
}

function saidIn(
  commit: Commit,
  content: SealedContent | null,
  undelivered: readonly UndeliveredTask[],
): CaseTurn['said'] {
  const command = content?.command;
  const isAnswer = command?.kind === 'reply' || command?.kind === 'give-entry';
  // The first reply takes the case over, which the bot announces first (unless the person already has it).
  const isTaken = commit.events.some(({ type }) => type === 'case.taken');
  const isOfBot = (text: string, message: number) =>
    !isAnswer || (isTaken && message === 0 && !(command.kind === 'reply' && command.text.startsWith(text)));
  return (content?.outbound ?? []).map(({ text, files }, message) => {
    const task = commit.outbox.find((each) => each.kind === 'send' && each.message === message);
    const left = undelivered.find(({ revision, ordinal }) => revision === commit.revision && ordinal === task?.ordinal);
    return {
      text: hideKeys(text),
      by: isOfBot(text, message) ? 'bot' : 'staff',
      // A message without a task is read by the client itself, so it counts as sent.
      state: left === undefined ? 'sent' : left.state === 'dead-letter' ? 'failed' : 'waiting',
      files: files.map(({ id, name, type, size }) => ({ id, name, type, size })),
    };
  });
}

function ticketNoteIn(content: SealedContent | null): Pick<CaseTurn, 'ticketNote'> {
  if (content?.command?.kind !== 'ticket') return {};
  const { step } = content.command;
  const note = step.type === 'received' ? step.note : step.type === 'fail' ? step.says : null;
  return note === null ? {} : { ticketNote: hideKeys(note) };
}

function reasoningIn(events: readonly Event[], { titleOf, citesOf }: CaseTurnContext): CaseTurn['reasoning'] {
  const classified = find(events, 'message.classified');
  const applied = find(events, 'protocol.applied');
  const ranked = find(events, 'question.understood')?.ranked ?? [];
  return {
    kind: classified && { kind: classified.kind, confidence: classified.confidence, rule: classified.rule },
    protocol: applied && { rule: applied.rule, actions: applied.actions, cites: citesOf(applied.rule) },
    ranked: ranked.map(({ entry, confidence }) => ({ entry, title: titleOf(entry), confidence })),
    answered: find(events, 'question.answered')?.entry ?? null,
  };
}

function find<T extends Event['type']>(events: readonly Event[], type: T): Extract<Event, { type: T }> | null {
  return (events.find((event) => event.type === type) as Extract<Event, { type: T }> | undefined) ?? null;
}
