import { type CaseLimit, countCases } from '../cases/caseLimit.ts';
import type { ChannelTransfers } from '../journal/channelTransfers.ts';
import { createLinkedConversations } from '../journal/linkedConversations.ts';
import type { Account } from '../model/account.ts';
import type { CaseCode } from '../model/case.ts';
import { type Commit, isRecord } from '../model/commit.ts';
import { type ConversationId, type ConversationState, newConversation, upToDate } from '../model/conversation.ts';
import { type DangerReading, noDanger } from '../model/danger.ts';
import { CodedError, codeOf } from '../model/errors.ts';
import type { Event } from '../model/event.ts';
import type { Inbound, Rendered } from '../model/message.ts';
import type { CommandEnvelope, CommandReceipt, OwnCommand } from '../model/staffCommand.ts';
import { codeIn, type RedeemedTransfer, showCode, toCode } from '../model/transferCode.ts';
import { outboxTasks } from '../outbox/outboxTasks.ts';
import type { Delivery, Receipt, Receive } from '../ports/adapter.ts';
import type { Journal, Loaded } from '../ports/journal.ts';
import type { Knowledge, KnowledgeSource, SentenceVectors } from '../ports/knowledge.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Translate } from '../ports/translate.ts';
import { render } from '../render/render.ts';
import type { TurnInput, TurnResult } from '../turn/draft.ts';
import { failTurn } from '../turn/failTurn.ts';
import { runTurn } from '../turn/pipeline.ts';
import { createKeyedLock } from '../util/keyedLock.ts';
import { type CaseCommandDeps, createCommandHandler } from './handleCommand.ts';
import { createSideEffectRunner, type SideEffectRunner, type SideEffectRunnerDeps } from './runSideEffects.ts';
import { understandDanger } from './understand.ts';

/** How often a turn is rerun because another process was faster, before the platform is asked to retry. */
const maxRuns = 20;

export interface EngineDeps extends SideEffectRunnerDeps {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly channelTransfers: ChannelTransfers;
  readonly knowledge: KnowledgeSource;
  readonly vectors: SentenceVectors;
  readonly translate: Translate;
  /** Where a citizen follows a case. */
  readonly caseLink: (code: CaseCode) => string;
  readonly staff: CaseCommandDeps;
  /** Counts the cases that one sender opens. */
  readonly caseLimit: CaseLimit;
  /** Told of every committed turn, for metrics. */
  readonly observe: (turn: { account: Account; events: readonly Event[]; milliseconds: number }) => void;
}

export interface Engine {
  readonly receive: Receive;
  /**
   * Does what somebody of staff asks for; resolves once it is durable. Doing it again changes nothing.
   * @throws {CodedError} `auth.refused`, `case.unknown`, `case.taken`, `case.moved`, `case.closed`, `case.step` or
   * `case.other-person` when it may not be done, `account.off` when the citizen cannot be told
   */
  handleCommand(envelope: CommandEnvelope): Promise<CommandReceipt>;
  /** Does what the service by itself asks for, by the same rules; its events are by nobody. */
  handleOwnCommand(envelope: OwnCommand): Promise<CommandReceipt>;
  /** Does what time has brought in a conversation's cases. */
  tick(tenant: string, conversation: ConversationId): Promise<CommandReceipt>;
  /** Tells the citizen, once, that staff were alerted to the danger of their case. To be called when an alert went out. */
  alertDelivered(tenant: string, code: CaseCode): Promise<void>;
  /** Resolves when no turn is under way, and all that follows those that were is written down. */
  idle(): Promise<void>;
}

/**
 * Makes the one door through which every message enters: load, decide, render, seal, append; again from the start
 * when the conversation moved meanwhile. Messages of one conversation are taken in the order of arrival.
 */
export function createEngine(deps: EngineDeps): Engine {
  const lock = createKeyedLock();
  const sideEffectRunner = createSideEffectRunner(deps);
  const commandHandler = createCommandHandler({
    ...deps,
    sideEffectRunner,
    linked: createLinkedConversations(deps.journal),
  });
  const handleCommand = (command: CommandEnvelope | OwnCommand) =>
    lock.run(command.conversation, () => commandHandler.handleCommand(command));

  const receive: Receive = (delivery) => {
    const { account } = delivery;
    const conversation = deps.sealer.conversationId(account.tenant, account.id, delivery.platformConversation);
    return lock.run(conversation, async () => {
      const { receipt } = await countCases(deps.caseLimit, delivery.sender, (mayOpenCase) =>
        takeTurn(deps, sideEffectRunner, delivery, { conversation, mayOpenCase }),
      );
      return receipt;
    });
  };

  return {
    receive,
    handleCommand,
    handleOwnCommand: handleCommand,
    tick: (tenant, conversation) => lock.run(conversation, () => commandHandler.tick(tenant, conversation)),
    async alertDelivered(tenant, code) {
      const row = await deps.staff.index.byCode(tenant, code);
      // Erased since: there is nobody to tell.
      if (row === null) return;
      try {
        await lock.run(row.conversation, () => commandHandler.alertDelivered(tenant, row.conversation, code));
      } catch (error) {
        // The alert is out: whoever sent it must not send it again for this.
        deps.log.warn({ code: codeOf(error), case: code }, 'the citizen could not be told that staff were alerted');
      }
    },
    async idle() {
      await lock.idle();
      await sideEffectRunner.idle();
    },
  };
}

async function takeTurn(
  deps: EngineDeps,
  sideEffectRunner: SideEffectRunner,
  delivery: Delivery,
  { conversation, mayOpenCase }: { readonly conversation: string; readonly mayOpenCase: boolean },
): Promise<{ readonly receipt: Receipt; readonly openedCase: boolean }> {
  const { journal, sealer, clock } = deps;
  const inboundKey = sealer.inboundKey(conversation, delivery.inbound.id);
  const began = clock();
  const understood = await understand(deps, delivery.inbound);
  for (let run = 0; run < maxRuns; run++) {
    const loaded = await journal.load(conversation, inboundKey);
    if (loaded.duplicateOf !== null) {
      return { receipt: { conversation, revision: loaded.duplicateOf, duplicate: true }, openedCase: false };
    }
    const transfer = await redeemTransfer(deps, delivery, conversation);
    const { commit, outbound } = await makeCommit(deps, delivery, {
      conversation,
      inboundKey,
      loaded,
      transfer,
      mayOpenCase,
      understood,
    });
    // Another process may have taken the revision, or the same message, meanwhile: look again.
    if ((await journal.append(commit)) !== 'appended') continue;
    await sideEffectRunner.follow(commit, { inbound: delivery.inbound, outbound });
    deps.observe({ account: delivery.account, events: commit.events, milliseconds: clock() - began });
    const openedCase = commit.events.some(({ type }) => type === 'case.opened');
    return { receipt: { conversation, revision: commit.revision, duplicate: false }, openedCase };
  }
  throw new CodedError(
    'turn.contended',
    'Too many processes write to one conversation at once. Send the message again.',
  );
}

/** What is known of a message before its turn, and by which knowledge. */
interface Understood {
  readonly knowledge: Knowledge;
  readonly danger: DangerReading;
}

/** Whatever fails in understanding, the message gets its turn. */
async function understand(deps: EngineDeps, inbound: Inbound): Promise<Understood> {
  const knowledge = deps.knowledge.current();
  try {
    return { knowledge, danger: await understandDanger(knowledge, deps.vectors, inbound) };
  } catch (error) {
    deps.log.error({ code: codeOf(error), error }, 'a message could not be looked through for danger');
    return { knowledge, danger: noDanger };
  }
}

async function makeCommit(
  deps: EngineDeps,
  delivery: Delivery,
  known: {
    readonly conversation: string;
    readonly inboundKey: string;
    readonly loaded: Loaded;
    readonly transfer: RedeemedTransfer | null;
    readonly mayOpenCase: boolean;
    readonly understood: Understood;
  },
): Promise<{ commit: Commit; outbound: readonly Rendered[] }> {
  const { account, surface, address, inbound } = delivery;
  const { conversation, inboundKey, loaded, transfer, understood } = known;
  const now = deps.clock();
  const revision = (loaded.latest?.revision ?? 0) + 1;
  const result = decide(deps, {
    state: stateIn(loaded) ?? newConversation(now),
    first: loaded.latest === null,
    inbound,
    revision,
    account,
    surface,
    person: surface === 'public' ? personOf(deps, delivery) : null,
    ...understood,
    translate: deps.translate,
    transfer,
    issueCode: () => deps.channelTransfers.codeOf(conversation, revision),
    issueCaseCode: () => caseCodeOf(deps.sealer, conversation, revision),
    caseLink: deps.caseLink,
    mayOpenCase: known.mayOpenCase,
    now,
  });
  const outbound = result.outbound.flatMap((message) => render(message, account.capabilities, deps.translate));
  const erases = result.sideEffects.some(({ type }) => type === 'erase-content');
  const content = await deps.sealer.seal(
    conversation,
    { address, inbound, outbound },
    erases ? 'fresh' : loaded.latest === null ? 'current' : { follows: loaded.latest.keyId },
  );
  const commit = {
    tenant: account.tenant,
    account: account.id,
    conversation,
    revision,
    inboundKey,
    at: now,
    events: result.events,
    state: result.state,
    outbox: outboxTasks(account, outbound, result.sideEffects),
    ...content,
  };
  return { commit, outbound };
}

/** What is remembered of a conversation, null before its first turn. Ids keep the city's own records apart. */
function stateIn({ latest }: Loaded): ConversationState | null {
  if (latest === null) return null;
  if (isRecord(latest.state)) throw new Error('a message led to a record of the city');
  return upToDate(latest.state);
}

/** What the person brings along from another place, when the message is a code; null when it is none, or none that is good. */
async function redeemTransfer(
  deps: EngineDeps,
  delivery: Delivery,
  conversation: string,
): Promise<RedeemedTransfer | null> {
  const code = codeIn(delivery.inbound.content);
  if (code === null) return null;
  const { tenant, id } = delivery.account;
  return deps.channelTransfers.take(tenant, code, { conversation, account: id, person: personOf(deps, delivery) });
}

/** Pseudonym of who wrote: the same wherever the person writes to the account. */
function personOf({ sealer }: EngineDeps, { account, person }: Delivery): string | null {
  return person === null ? null : sealer.conversationId(account.tenant, account.id, `person ${person}`);
}

/** A turn that fails is a fault of ours: the person still gets an answer, and the journal says that it failed. */
function decide(deps: EngineDeps, input: TurnInput): TurnResult {
  try {
    return runTurn(input);
  } catch (error) {
    deps.log.error({ code: codeOf(error), error }, 'a turn failed; the person was told so');
    return failTurn(input, codeOf(error));
  }
}

/** The code of the case that a turn opens: whoever runs the turn again gives it the same. */
export function caseCodeOf(sealer: Pick<Sealer, 'inboundKey'>, conversation: string, revision: number): CaseCode {
  return showCode(toCode(sealer.inboundKey(conversation, `case ${revision}`)));
}
