import { type CaseLimit, withCaseLimit } from '../cases/caseLimit.ts';
import { createLinkedConversations } from '../journal/linkedConversations.ts';
import type { CaseCode } from '../model/case.ts';
import type { ConversationId } from '../model/conversation.ts';
import { codeOf } from '../model/errors.ts';
import type { CommandEnvelope, CommandReceipt, OwnCommand } from '../model/staffCommand.ts';
import type { Receive } from '../ports/adapter.ts';
import { createKeyedLock } from '../util/keyedLock.ts';
import { type CaseCommandDeps, createCommandHandler } from './handleCommand.ts';
import { handleMessage, type MessageDeps } from './handleMessage.ts';
import { createSideEffectRunner, type SideEffectRunnerDeps } from './runSideEffects.ts';

export interface EngineDeps extends SideEffectRunnerDeps, MessageDeps {
  readonly staff: CaseCommandDeps;
  /** Counts the cases that one sender opens. */
  readonly caseLimit: CaseLimit;
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
 * Makes what every message, command and tick goes through. All of one conversation are taken one at a time, messages in
 * the order of their arrival.
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
      const { receipt } = await withCaseLimit(deps.caseLimit, delivery.sender, (mayOpenCase) =>
        handleMessage(deps, sideEffectRunner, delivery, { conversation, mayOpenCase }),
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
