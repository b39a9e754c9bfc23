import { sayAlertDelivered } from '../cases/alertDelivered.ts';
import type { DraftResult } from '../cases/caseDraft.ts';
import type { CommandInput } from '../cases/commands/commandDraft.ts';
import { decideCommand } from '../cases/commands/decideCommand.ts';
import { type CasePageAct, decideCasePage } from '../cases/commands/fromCasePage.ts';
import { collectedFlow, leaveFlow, takeInAddition } from '../cases/commands/fromElsewhere.ts';
import { tickCases } from '../cases/escalation.ts';
import { confirmedSameEmail } from '../cases/rights/confirmedEmail.ts';
import type { DeputyOf } from '../cases/sharing/standIn.ts';
import type { CasesAhead } from '../cases/waiting.ts';
import { append } from '../journal/append.ts';
import type { LinkedConversations } from '../journal/linkedConversations.ts';
import type { Account } from '../model/account.ts';
import type { Agent, StaffDirectory } from '../model/agent.ts';
import type { CaseCode } from '../model/case.ts';
import { type Commit, isRecord, type SealedContent } from '../model/commit.ts';
import { type ConversationId, type ConversationState, upToDate } from '../model/conversation.ts';
import { AccountOff, CodedError } from '../model/errors.ts';
import type { CaseEvent, SideEffect } from '../model/event.ts';
import type { Inbound, Rendered } from '../model/message.ts';
import type { CommandEnvelope, CommandReceipt, OwnCommand, StaffCommand } from '../model/staffCommand.ts';
import { outboxTasks } from '../outbox/outboxTasks.ts';
import type { CaseIndex } from '../ports/caseIndex.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { KnowledgeSource } from '../ports/knowledge.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Translate } from '../ports/translate.ts';
import { render } from '../render/render.ts';
import { confirmationOf } from './decideTurn.ts';
import type { SideEffectRunner } from './runSideEffects.ts';

/** Page size. */
const page = 100;

/** What staff commands need besides the dependencies of messages. */
export interface CaseCommandDeps {
  /** Reads the store, not the cache: the cache does not know whether a command was handled before. */
  readonly load: Journal['load'];
  readonly directory: Pick<StaffDirectory, 'find'>;
  /** Absent: nobody has a deputy. */
  readonly deputyOf?: DeputyOf;
  readonly index: Pick<CaseIndex, 'byCode' | 'find'>;
  /** The account as it is now; null when it is not open in this installation. */
  readonly accountOf: (tenant: string, account: string) => Account | null;
}

interface CommandDeps {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly knowledge: KnowledgeSource;
  readonly translate: Translate;
  readonly clock: Clock;
  readonly sideEffectRunner: Pick<SideEffectRunner, 'follow'>;
  readonly staff: CaseCommandDeps;
  /** How many cases wait before one; absent: nobody is told. */
  readonly casesAhead?: CasesAhead;
  /** Which conversations belong to one person. */
  readonly linked: LinkedConversations;
}

/** Handles staff commands, the service's own commands, and time. The caller makes sure that one runs at a time. */
export interface CommandHandlers {
  handleCommand(envelope: CommandEnvelope | OwnCommand): Promise<CommandReceipt>;
  tick(tenant: string, conversation: ConversationId): Promise<CommandReceipt>;
  alertDelivered(tenant: string, conversation: ConversationId, code: CaseCode): Promise<CommandReceipt>;
  /** Takes in what the citizen of a case said of it in the conversation of another commit. Idempotent. */
  addToCase(addition: Addition, said: Commit): Promise<CommandReceipt>;
  /** Does what the citizen of a case wants on its page. Idempotent. @throws {CodedError} `case.unknown`, `case.step` */
  fromCasePage(request: CasePageRequest): Promise<CommandReceipt>;
  /** Ends the flow that goes on in the conversation of another commit. Idempotent. */
  leaveFlow(moved: Extract<SideEffect, { type: 'leave-flow' }>, to: Commit): Promise<CommandReceipt>;
}

/** What a citizen does on the page of their case. */
export interface CasePageRequest {
  readonly tenant: string;
  readonly conversation: ConversationId;
  readonly case: CaseCode;
  readonly act: CasePageAct;
  /** Unique in the conversation: an act with a known id changes nothing. */
  readonly id: string;
  /** What they wrote; null: nothing. */
  readonly inbound: Inbound | null;
  /** Where they want to be told of answers; absent: that is not what they do. */
  readonly updatesTo?: SealedContent['updatesTo'];
  /** The device where they want it; likewise. */
  readonly device?: SealedContent['device'];
}

type Addition = Extract<SideEffect, { type: 'add-to-case' }>;

interface Before {
  readonly commit: Commit;
  readonly state: ConversationState;
  /** When it is decided, milliseconds since 1970: the time of the commit, too, by which its events are found again. */
  readonly now: number;
}

/** What to record, with the key that makes a repetition a duplicate. */
interface Entry {
  readonly inboundKey: string;
  readonly command: StaffCommand | undefined;
  readonly result: DraftResult;
  /** What else is sealed with it. */
  readonly sealed?: Pick<SealedContent, 'addition' | 'collected' | 'updatesTo' | 'device'>;
}

export function createCommandHandler(deps: CommandDeps): CommandHandlers {
  const { sealer } = deps;
  return {
    handleCommand(envelope) {
      // A separate namespace: no platform message can have the key of a command.
      const inboundKey = sealer.inboundKey(`${envelope.conversation} staff`, envelope.id);
      return enter(deps, envelope.tenant, envelope.conversation, inboundKey, async (before) => ({
        inboundKey,
        command: envelope.command,
        result: await decide(deps, envelope, before),
      }));
    },

    tick(tenant, conversation) {
      return enter(deps, tenant, conversation, '', async ({ commit, state, now }) => ({
        // All processes that see the same revision derive the same key: one of them suffices.
        inboundKey: sealer.inboundKey(`${conversation} clock`, String(commit.revision + 1)),
        command: undefined,
        result: tickCases(state, now),
      }));
    },

    alertDelivered(tenant, conversation, code) {
      const inboundKey = sealer.inboundKey(`${conversation} alert`, code);
      return enter(deps, tenant, conversation, inboundKey, async ({ state }) => ({
        inboundKey,
        command: undefined,
        result: sayAlertDelivered(state, code, deps.translate),
      }));
    },

    async addToCase({ conversation, ...addition }, said) {
      const { case: code } = addition;
      const content = await sealer.open(said);
      const collected = content?.collected?.case === code ? content.collected : undefined;
      const inboundKey = sealer.inboundKey(`${conversation} elsewhere`, `${said.conversation} ${said.revision}`);
      return enter(deps, said.tenant, conversation, inboundKey, async ({ commit, state, now }) => ({
        inboundKey,
        command: undefined,
        result: takeInAddition(state, addition, {
          now,
          revision: commit.revision + 1,
          flow: collected === undefined ? null : collectedFlow(collected),
        }),
        sealed: {
          ...(collected === undefined ? {} : { collected }),
          ...(content?.inbound
            ? { addition: { from: said.conversation, account: said.account, inbound: content.inbound } }
            : {}),
        },
      }));
    },

    fromCasePage({ tenant, conversation, case: code, act, id, inbound, updatesTo, device }) {
      const inboundKey = sealer.inboundKey(`${conversation} page`, id);
      return enter(deps, tenant, conversation, inboundKey, async ({ commit, state, now }) => ({
        inboundKey,
        command: undefined,
        result: decideCasePage(state, act, {
          code,
          now,
          revision: commit.revision + 1,
          codeAt: (revision) => confirmationOf(sealer, conversation, revision),
        }),
        sealed: {
          ...(inbound === null ? {} : { addition: { from: conversation, account: commit.account, inbound } }),
          ...(updatesTo === undefined ? {} : { updatesTo }),
          ...(device === undefined ? {} : { device }),
        },
      }));
    },

    leaveFlow({ conversation, flow, until }, to) {
      const inboundKey = sealer.inboundKey(`${conversation} moved`, `${to.conversation} ${to.revision}`);
      return enter(deps, to.tenant, conversation, inboundKey, async ({ state }) => ({
        inboundKey,
        command: undefined,
        result: leaveFlow(state, { flow, until }),
      }));
    },
  };
}

/** Decides on the newest commit of a conversation, and records the result. */
async function enter(
  deps: CommandDeps,
  tenant: string,
  conversation: ConversationId,
  inboundKey: string,
  make: (before: Before) => Promise<Entry>,
): Promise<CommandReceipt> {
  // The store's `load`: the cache does not know whether a command was handled before.
  const journal = { load: deps.staff.load, append: deps.journal.append };
  const appended = await append(journal, { stream: conversation, inboundKey }, async ({ latest }) => {
    const before = await newest(deps, tenant, conversation, latest?.revision ?? 0);
    if (before === null) return 'again';
    const entry = await make(before);
    const isNothing = entry.result.state === before.state && entry.result.events.length === 0;
    if (isNothing) return { commit: null, value: { revision: before.commit.revision, outbound: [] } };
    const { commit, outbound } = await toCommit(deps, before, entry);
    return { commit, value: { revision: commit.revision, outbound } };
  });
  if (appended.outcome === 'duplicate') return { revision: appended.revision, duplicate: true };
  const { revision, outbound } = appended.value;
  if (appended.outcome === 'unchanged') return { revision, duplicate: true };
  await deps.sideEffectRunner.follow(appended.commit, { inbound: null, outbound });
  return { revision, duplicate: false };
}

/** The newest commit, which holds the conversation's address; null when another one was appended meanwhile. */
async function newest(
  { journal, clock }: CommandDeps,
  tenant: string,
  conversation: ConversationId,
  revision: number,
): Promise<Before | null> {
  const commits = revision === 0 ? [] : await journal.read(conversation, revision - 1, 2);
  const [commit, another] = commits;
  if (commit === undefined || commit.tenant !== tenant || isRecord(commit.state)) {
    throw new CodedError('case.unknown', 'There is no such conversation. Look up the case in the inbox.');
  }
  return another === undefined ? { commit, state: upToDate(commit.state), now: clock() } : null;
}

async function decide(
  deps: CommandDeps,
  envelope: CommandEnvelope | OwnCommand,
  { commit, state, now }: Before,
): Promise<DraftResult<CaseEvent>> {
  const by = 'by' in envelope ? envelope.by : null;
  const seen = 'seen' in envelope ? envelope.seen : null;
  return decideCommand({
    state,
    revision: commit.revision,
    code: envelope.case,
    command: envelope.command,
    agent: by === null ? null : await agentOf(deps, envelope.tenant, by),
    since: seen === null ? [] : await eventsSince(deps, envelope.conversation, seen, commit.revision),
    colleague: await colleagueOf(deps, envelope),
    deputy: await deputyOf(deps, envelope),
    other: await otherCase(deps, envelope, state),
    ahead: await aheadOf(deps, envelope, state),
    account: deps.staff.accountOf(commit.tenant, commit.account),
    knowledge: deps.knowledge.current(),
    translate: deps.translate,
    now,
  });
}

async function agentOf({ staff }: CommandDeps, tenant: string, id: string): Promise<Agent> {
  const agent = await staff.directory.find(tenant, id);
  if (agent === null) throw new CodedError('auth.refused', 'You are not among the staff. Ask an administrator.');
  return agent;
}

async function colleagueOf({ staff }: CommandDeps, { tenant, command }: OwnCommand): Promise<Agent | null> {
  if (command.kind !== 'assign' || command.to === null || !('agent' in command.to)) return null;
  return staff.directory.find(tenant, command.to.agent);
}

/** The deputy of the colleague whom a command names. */
async function deputyOf({ staff }: CommandDeps, { tenant, command }: OwnCommand): Promise<Agent | null> {
  if (command.kind !== 'assign' || command.to === null || !('agent' in command.to)) return null;
  return (await staff.deputyOf?.(tenant, command.to.agent)) ?? null;
}

/** How many cases go before one that an agent who handles it passes on; null: that is not what they do, or unknown. */
async function aheadOf(
  { casesAhead }: CommandDeps,
  { tenant, conversation, case: code, command }: OwnCommand,
  { cases, takeover }: ConversationState,
): Promise<number | null> {
  const caseState = cases.find((each) => each.code === code);
  if (casesAhead === undefined || caseState === undefined || takeover?.case !== code) return null;
  if (command.kind !== 'assign' || (command.to !== null && 'agent' in command.to)) return null;
  return casesAhead(tenant, conversation, { ...caseState, ...command.to, assignee: null, status: 'open' });
}

async function otherCase(
  { staff, linked, journal, sealer }: CommandDeps,
  { tenant, conversation, command }: OwnCommand,
  state: ConversationState,
): Promise<CommandInput['other']> {
  if (command.kind !== 'merge' || state.cases.some(({ code }) => code === command.into)) return null;
  const row = await staff.index.byCode(tenant, command.into);
  if (row === null) return null;
  const isLinked = async (one: ConversationId, other: ConversationId) => (await linked.before(one)).includes(other);
  const isSamePerson =
    row.conversation === conversation ||
    (await isLinked(conversation, row.conversation)) ||
    (await isLinked(row.conversation, conversation)) ||
    (await confirmedSameEmail(tenant, [conversation, row.conversation], { journal, sealer, index: staff.index }));
  return { case: row.case, isSamePerson };
}

async function eventsSince(
  { journal }: CommandDeps,
  conversation: ConversationId,
  seen: number,
  until: number,
): Promise<readonly CaseEvent[]> {
  const events: CaseEvent[] = [];
  for (let from = seen; from < until; ) {
    const commits = await journal.read(conversation, from, page);
    if (commits.length === 0) break;
    for (const commit of commits) for (const event of commit.events) if ('case' in event) events.push(event);
    from = commits.at(-1)?.revision ?? until;
  }
  return events;
}

async function toCommit(
  deps: CommandDeps,
  { commit: last, now }: Before,
  entry: Entry,
): Promise<{ readonly commit: Commit; readonly outbound: readonly Rendered[] }> {
  const { sealer, staff, translate } = deps;
  const { tenant, account: accountId, conversation } = last;
  const { inboundKey, command, result, sealed } = entry;
  const account = staff.accountOf(tenant, accountId);
  // A message that cannot be rendered must not count as sent.
  if (account === null && result.outbound.length > 0) throw new AccountOff();
  const outbound =
    account === null ? [] : result.outbound.flatMap((message) => render(message, account.capabilities, translate));
  const opened = await sealer.open(last);
  const content: Omit<SealedContent, 'salts'> = {
    address: opened?.address ?? null,
    inbound: null,
    ...(command === undefined ? {} : { command }),
    ...sealed,
    outbound,
    ...(result.state.flow === null || opened?.slots === undefined ? {} : { slots: opened.slots }),
  };
  const revision = last.revision + 1;
  const commit: Commit = {
    tenant,
    account: accountId,
    conversation,
    revision,
    inboundKey,
    at: now,
    events: result.events,
    state: result.state,
    outbox: outboxTasks(account, outbound, result.sideEffects),
    ...(await sealer.seal(conversation, content, { follows: last.keyId })),
  };
  return { commit, outbound };
}
