import type { CasesAhead } from '../cases/waiting.ts';
import { append } from '../journal/append.ts';
import type { ChannelTransfers } from '../journal/channelTransfers.ts';
import type { FlowVersions } from '../journal/flowVersions.ts';
import { codeIn } from '../journal/transferCode.ts';
import type { Account } from '../model/account.ts';
import type { CaseState } from '../model/case.ts';
import { type Commit, isRecord, type TurnCircumstances } from '../model/commit.ts';
import { type ConversationId, type ConversationState, upToDate } from '../model/conversation.ts';
import { codeOf } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import { type Inbound, type Rendered, textOf } from '../model/message.ts';
import type { RedeemedTransfer, TransferReference } from '../model/records.ts';
import { notUnderstood, type Understanding } from '../model/understanding.ts';
import type { Delivery, Receipt } from '../ports/adapter.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal, Loaded } from '../ports/journal.ts';
import type { Knowledge, KnowledgeSource } from '../ports/knowledge.ts';
import type { Log } from '../ports/log.ts';
import { type PubSub, typingTopic } from '../ports/pubsub.ts';
import type { Sealer } from '../ports/sealer.ts';
import { failTurn } from '../turn/failTurn.ts';
import { runTurn } from '../turn/pipeline.ts';
import type { TurnInput, TurnResult } from '../turn/turnDraft.ts';
import { type DecidedTurn, decideTurn, type GivenTurn, type TurnDeps } from './decideTurn.ts';
import { isNewVisit } from './newVisit.ts';
import { definitionIn, openFlow } from './openFlow.ts';
import type { SideEffectRunner } from './runSideEffects.ts';
import { type UnderstandingDeps, understand } from './understand.ts';
import type { WaitingLine } from './waitingLine.ts';

/** The dependencies of message handling. */
export interface MessageDeps extends UnderstandingDeps, TurnDeps {
  /** Version of the program, recorded with each turn. */
  readonly program: string;
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly channelTransfers: ChannelTransfers;
  readonly flowVersions: FlowVersions;
  /** The case whose code and key a text contains, wherever it was opened; null: none. */
  readonly keyedCase: (tenant: string, text: string) => Promise<CaseState | null>;
  /** How many cases wait before one; absent: nobody is told. */
  readonly casesAhead?: CasesAhead;
  readonly knowledge: KnowledgeSource;
  /** In which messages wait until they are read; of one conversation only one at a time. */
  readonly line: WaitingLine;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly log: Log;
  /** Called for every committed turn, for metrics. */
  readonly observe: (turn: { account: Account; events: readonly Event[]; milliseconds: number }) => void;
}

/**
 * Handles a message: understands it, decides what it causes, and records the result. Resolves once that is durable.
 * @throws {CodedError} `store.busy` where too many wait: the platform, or the chat, sends it again
 */
export async function handleMessage(
  deps: MessageDeps,
  sideEffectRunner: SideEffectRunner,
  delivery: Delivery,
  { conversation, mayOpenCase }: { readonly conversation: string; readonly mayOpenCase: boolean },
): Promise<{ readonly receipt: Receipt; readonly openedCase: boolean }> {
  const { journal, sealer, clock } = deps;
  const inboundKey = sealer.inboundKey(conversation, delivery.inbound.id);
  const began = clock();
  const understood = await deps.line.run(
    () => read(deps, delivery.inbound),
    () => deps.pubsub.publish(typingTopic(conversation)),
  );
  const appended = await append(journal, { stream: conversation, inboundKey }, async (loaded) => {
    const transfer = await redeemTransfer(deps, delivery, conversation);
    const keyedCase = await deps.keyedCase(delivery.account.tenant, textOf(delivery.inbound));
    const known = { conversation, inboundKey, loaded, transfer, keyedCase, mayOpenCase, understood };
    const { commit, outbound } = await makeCommit(deps, delivery, known);
    return { commit, value: outbound };
  });
  if (appended.outcome === 'duplicate')
    return { receipt: { conversation, revision: appended.revision, duplicate: true }, openedCase: false };
  if (appended.outcome === 'unchanged') throw new Error('a message left nothing to record');
  const { commit, value: outbound } = appended;
  await sideEffectRunner.follow(commit, { inbound: delivery.inbound, outbound });
  deps.observe({ account: delivery.account, events: commit.events, milliseconds: clock() - began });
  const openedCase = commit.events.some(({ type }) => type === 'case.opened');
  return { receipt: { conversation, revision: commit.revision, duplicate: false }, openedCase };
}

/** What is known of a message before its turn, and the knowledge that read it. */
interface Understood {
  readonly knowledge: Knowledge;
  readonly understanding: Understanding;
}

/** Even if understanding fails, the message gets its turn. */
async function read(deps: MessageDeps, { content }: Inbound): Promise<Understood> {
  const knowledge = deps.knowledge.current();
  const report = (error: unknown) =>
    deps.log.error(
      { code: codeOf(error), error },
      'a message could not be understood; it is answered as an unknown one',
    );
  try {
    return { knowledge, understanding: await understand(knowledge, deps, content, report) };
  } catch (error) {
    report(error);
    return { knowledge, understanding: notUnderstood(knowledge.version) };
  }
}

async function makeCommit(
  deps: MessageDeps,
  delivery: Delivery,
  known: {
    readonly conversation: string;
    readonly inboundKey: string;
    readonly loaded: Loaded;
    readonly transfer: RedeemedTransfer | null;
    readonly keyedCase: CaseState | null;
    readonly mayOpenCase: boolean;
    readonly understood: Understood;
  },
): Promise<{ commit: Commit; outbound: readonly Rendered[] }> {
  const { account, surface, address, inbound } = delivery;
  const { conversation, inboundKey, loaded, transfer, keyedCase, mayOpenCase, understood } = known;
  const now = deps.clock();
  const revision = (loaded.latest?.revision ?? 0) + 1;
  const state = stateIn(loaded);
  const { knowledge, understanding } = understood;
  const latest = loaded.latest === null || state === null ? null : { revision: loaded.latest.revision, state };
  const around: TurnCircumstances = {
    program: deps.program,
    knowledge: knowledge.version,
    account,
    surface,
    person: surface === 'public' ? personOf(deps, delivery) : null,
    mayOpenCase,
    transfer: transfer && referenceTo(transfer),
    keyedCase,
  };
  const given: GivenTurn = {
    conversation,
    state,
    revision,
    inbound,
    understanding,
    knowledge,
    circumstances: around,
    transfer,
    flow: await openFlow(deps, knowledge, { tenant: account.tenant, conversation }, latest),
    now,
  };
  const { decided, circumstances } = await decideInLine(deps, given);
  const { outbound } = decided;
  await keepVersion(deps, account.tenant, knowledge, state, decided);
  const erases = decided.sideEffects.some(({ type }) => type === 'erase-content');
  const content = await deps.sealer.seal(
    conversation,
    {
      address,
      inbound,
      outbound,
      circumstances,
      ...(decided.slots === null ? {} : { slots: decided.slots }),
      ...(decided.collected === null ? {} : { collected: decided.collected }),
      ...(decided.updatesTo === undefined ? {} : { updatesTo: decided.updatesTo }),
      ...(decided.answered === undefined ? {} : { answered: decided.answered }),
      ...(decided.subscriber === undefined ? {} : { subscriber: decided.subscriber }),
    },
    erases || (state !== null && isNewVisit(state, now))
      ? 'fresh'
      : loaded.latest === null
        ? 'current'
        : { follows: loaded.latest.keyId },
  );
  const commit = {
    tenant: account.tenant,
    account: account.id,
    conversation,
    revision,
    inboundKey,
    at: now,
    events: decided.events,
    state: decided.state,
    outbox: decided.outbox,
    ...content,
  };
  return { commit, outbound };
}

/**
 * Decides a turn. Where its replies would tell people their place in the line, that is counted, and the turn decided again
 * with it: department and priority of a new case are known only then. It is recorded, so that a replay counts nothing.
 */
async function decideInLine(
  deps: MessageDeps,
  given: GivenTurn,
): Promise<{ readonly decided: DecidedTurn; readonly circumstances: TurnCircumstances }> {
  const { circumstances } = given;
  const decided = decideTurn(deps, given, (input) => run(deps, input));
  const ahead = await countAhead(deps, circumstances.account.tenant, given.conversation, decided.inLine ?? []);
  if (ahead.length === 0) return { decided, circumstances };
  const again = { ...given, circumstances: { ...circumstances, ahead } };
  return { decided: decideTurn(deps, again, (input) => run(deps, input)), circumstances: again.circumstances };
}

async function countAhead(
  { casesAhead }: MessageDeps,
  tenant: string,
  conversation: ConversationId,
  inLine: readonly CaseState[],
): Promise<NonNullable<TurnCircumstances['ahead']>> {
  if (casesAhead === undefined) return [];
  const counted = await Promise.all(
    inLine.map(async (each) => ({ case: each.code, ahead: await casesAhead(tenant, conversation, each) })),
  );
  return counted.flatMap(({ case: code, ahead }) => (ahead === null ? [] : [{ case: code, ahead }]));
}

/** Without what the other conversation was about: that is erased with it. */
function referenceTo({ from, account, revision, newest }: RedeemedTransfer): TransferReference {
  return { from, account, revision, newest };
}

/** A flow's version is recorded before a conversation refers to it, so that the conversation can end with it. */
async function keepVersion(
  { flowVersions }: MessageDeps,
  tenant: string,
  knowledge: Knowledge,
  before: ConversationState | null,
  { state: { flow }, collected }: Pick<DecidedTurn, 'state' | 'collected'>,
): Promise<void> {
  // A flow that is gone through in one turn is over, but what was told in it is read by its version.
  const named = flow ?? collected;
  if (named === null || named.version === before?.flow?.version) return;
  const definition = definitionIn(knowledge, named);
  if (definition !== null) await flowVersions.keep(tenant, definition);
}

/**
 * What is remembered of a conversation, null before its first turn. The ids of the city's own records never match it.
 */
function stateIn({ latest }: Loaded): ConversationState | null {
  if (latest === null) return null;
  if (isRecord(latest.state)) throw new Error("a message resolved to one of the city's own records");
  return upToDate(latest.state);
}

/** Redeems the transfer code that the message contains; null when it contains none, or none that is valid. */
async function redeemTransfer(
  deps: MessageDeps,
  delivery: Delivery,
  conversation: string,
): Promise<RedeemedTransfer | null> {
  const code = codeIn(delivery.inbound.content);
  if (code === null) return null;
  const { tenant, id } = delivery.account;
  return deps.channelTransfers.take(tenant, code, { conversation, account: id, person: personOf(deps, delivery) });
}

/** Pseudonym of the sender: the same wherever the person writes to the account. */
function personOf({ sealer }: MessageDeps, { account, person }: Delivery): string | null {
  return person === null ? null : sealer.conversationId(account.tenant, account.id, `person ${person}`);
}

/** A failed turn is our fault: the person still gets an answer, and the journal records the failure. */
function run(deps: MessageDeps, input: TurnInput): TurnResult {
  try {
    return runTurn(input);
  } catch (error) {
    deps.log.error({ code: codeOf(error), error }, 'a turn failed; the person got an apology');
    return failTurn(input, codeOf(error));
  }
}
