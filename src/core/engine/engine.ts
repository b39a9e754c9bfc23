import { withCaseLimit } from '../cases/caseLimit.ts';
import { createLinkedConversations } from '../journal/linkedConversations.ts';
import type { CaseCode } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import { codeOf } from '../model/errors.ts';
import type { CommandEnvelope, CommandReceipt, OwnCommand } from '../model/staffCommand.ts';
import type { Receive } from '../ports/adapter.ts';
import type { Limit } from '../ports/limit.ts';
import { createKeyedLock } from '../util/keyedLock.ts';
import { type ErasureRequest, eraseConversation } from './eraseConversation.ts';
import { type CaseCommandDeps, type CasePageRequest, createCommandHandler } from './handleCommand.ts';
import { handleMessage, type MessageDeps } from './handleMessage.ts';
import { handleSubscriber, type SubscriberRequest } from './handleSubscriber.ts';
import { type RightRequest, recordRight } from './recordRight.ts';
import { createSideEffectRunner, type SideEffectRunnerDeps } from './runSideEffects.ts';
import { type Elsewhere, reachingOthers } from './sideEffects.ts';
import { createSubscriptionsElsewhere } from './subscribeElsewhere.ts';

export interface EngineDeps extends SideEffectRunnerDeps, MessageDeps {
  readonly staff: CaseCommandDeps;
  /** Limits the cases that one sender opens. */
  readonly caseLimit: Limit;
}

export interface Engine {
  readonly receive: Receive;
  /**
   * Runs a staff command; resolves once it is durable. Idempotent.
   * @throws {CodedError} `auth.refused`, `case.unknown`, `case.taken`, `case.moved`, `case.closed`, `case.step` or
   * `case.other-person` when it is not allowed, `account.off` when the citizen cannot be reached
   */
  handleCommand(envelope: CommandEnvelope): Promise<CommandReceipt>;
  /** Runs a command of the service, by the same rules; its events have no author. */
  handleOwnCommand(envelope: OwnCommand): Promise<CommandReceipt>;
  /**
   * Erases what was written in a conversation. Idempotent.
   * @throws {CodedError} `case.unknown`, `case.held`
   */
  erase(request: ErasureRequest): Promise<CommandReceipt>;
  /** Records that a right was exercised, and acts on it. Idempotent. @throws {CodedError} `case.unknown` */
  recordRight(request: RightRequest): Promise<CommandReceipt>;
  /**
   * Does what the citizen of a case wants on its page. Idempotent.
   * @throws {CodedError} `case.unknown`, `case.step`
   */
  fromCasePage(request: CasePageRequest): Promise<CommandReceipt>;
  /** Acts on the passing of time in a conversation's cases. */
  tick(tenant: string, conversation: ConversationId): Promise<CommandReceipt>;
  /**
   * Confirms to the citizen, once, that staff were alerted to the danger of their case. Call it when an alert was
   * delivered.
   */
  alertDelivered(tenant: string, code: CaseCode): Promise<void>;
  /** What a commit has done in another conversation. */
  readonly elsewhere: Elsewhere;
  /**
   * Records a step of a subscription to announcements.
   * @throws {CodedError} `subscription.gone`, `account.off`, and what the request's `decide` throws
   */
  subscriber(request: SubscriberRequest): Promise<CommandReceipt>;
  /** Resolves when no turn is running and all side effects of earlier turns have been recorded. */
  idle(): Promise<void>;
}

/**
 * Creates the engine that every message, command and tick goes through. It handles each conversation sequentially,
 * messages in the order of their arrival.
 */
export function createEngine(deps: EngineDeps): Engine {
  const lock = createKeyedLock();
  const commandRunner = createSideEffectRunner(deps);
  const commandHandler = createCommandHandler({
    ...deps,
    sideEffectRunner: commandRunner,
    linked: createLinkedConversations(deps.journal),
  });
  // What people say may concern another conversation. Without its lock: two that wait for each other would wait for ever.
  const subscriberDeps = { ...deps, sideEffectRunner: commandRunner };
  const elsewhere: Elsewhere = { ...commandHandler, ...createSubscriptionsElsewhere(subscriberDeps) };
  const runSideEffect = reachingOthers(deps.runSideEffect, elsewhere);
  const sideEffectRunner = createSideEffectRunner({ ...deps, runSideEffect });
  const handleCommand = (command: CommandEnvelope | OwnCommand) =>
    lock.run(command.conversation, () => commandHandler.handleCommand(command));

  const receive: Receive = (delivery) => {
    const { account } = delivery;
    const conversation = deps.sealer.conversationId(account.tenant, account.id, delivery.platformConversation);
    return lock.run(conversation, async () => {
      const { receipt } = await withCaseLimit(deps.caseLimit, delivery.sender, ({ mayOpenCase }) =>
        handleMessage(deps, sideEffectRunner, delivery, { conversation, mayOpenCase }),
      );
      return receipt;
    });
  };

  return {
    receive,
    elsewhere,
    subscriber: (request) => lock.run(request.conversation, () => handleSubscriber(subscriberDeps, request)),
    handleCommand,
    handleOwnCommand: handleCommand,
    erase: (request) =>
      lock.run(request.conversation, () => eraseConversation({ ...deps, sideEffectRunner: commandRunner }, request)),
    recordRight: (request) =>
      lock.run(request.conversation, () => recordRight({ ...deps, sideEffectRunner: commandRunner }, request)),
    fromCasePage: (request) => lock.run(request.conversation, () => commandHandler.fromCasePage(request)),
    tick: (tenant, conversation) => lock.run(conversation, () => commandHandler.tick(tenant, conversation)),
    async alertDelivered(tenant, code) {
      const row = await deps.staff.index.byCode(tenant, code);
      // The case was erased meanwhile: there is nobody to answer.
      if (row === null) return;
      try {
        await lock.run(row.conversation, () => commandHandler.alertDelivered(tenant, row.conversation, code));
      } catch (error) {
        // The alert was delivered, so this failure must not make its sender retry it.
        deps.log.warn({ code: codeOf(error), case: code }, 'confirming to the citizen that staff were alerted failed');
      }
    },
    async idle() {
      await lock.idle();
      await Promise.all([sideEffectRunner.idle(), commandRunner.idle()]);
    },
  };
}
