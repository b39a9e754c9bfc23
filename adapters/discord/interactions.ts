import { type APIInteraction, type APIMessage, InteractionType, MessageFlags, Routes } from 'discord.js';
import { codeOf } from '../../src/core/model/errors.ts';
import type { Inbound } from '../../src/core/model/message.ts';
import { sleep, unheldTimer } from '../../src/core/util/sleep.ts';
import { sealedName, withChosen } from './choices.ts';
import { acknowledgement, chosenId, type Interaction, isOurs, type Taken, toDelivery } from './interaction.ts';
import { commandIn } from './menu.ts';
import type { ReceiveDeps } from './self.ts';
import type { WorkQueue } from './workQueue.ts';

/** How long "is thinking" may show when the bot has no answer (a person handles the conversation), milliseconds. */
const thinkingLimitMs = 60_000;

/** Takes commands, presses and forms: acknowledged at once, processed until durable. */
interface Interactions {
  take(interaction: APIInteraction, handled: () => void): void;
}

export function createInteractions(deps: ReceiveDeps & { readonly work: WorkQueue }): Interactions {
  const { self, api, channel, work } = deps;

  async function acknowledge(interaction: Interaction): Promise<void> {
    const path = Routes.interactionCallback(interaction.id, interaction.token);
    try {
      await api.request({ method: 'POST', path, body: acknowledgement(interaction), open: true });
    } catch (error) {
      // Too late, or already acknowledged: the input counts all the same.
      channel.log.info({ code: codeOf(error) }, 'an interaction could not be acknowledged');
    }
  }

  /** The choice, with the value that was too long for the button. */
  async function revealed(interaction: Interaction, delivery: Taken): Promise<Inbound> {
    const { inbound, platformConversation } = delivery;
    const name = interaction.type === InteractionType.MessageComponent ? sealedName(chosenId(interaction)) : null;
    if (name === null || inbound.content.kind !== 'text') return inbound;
    const { tenant, id } = self.account();
    const value = await channel.notes.open(channel.conversationId(tenant, id, platformConversation), name);
    if (value === null) return inbound;
    return { ...inbound, content: { ...inbound.content, kind: 'choice', value: Buffer.from(value).toString() } };
  }

  const original = (interaction: Interaction) =>
    Routes.webhookMessage(interaction.application_id, interaction.token, '@original');

  /** Marks the choice on the message, so that it is not chosen twice. */
  async function showChosen(interaction: Interaction): Promise<void> {
    if (interaction.type !== InteractionType.MessageComponent) return;
    const components = withChosen(interaction.message.components, chosenId(interaction));
    await api.request({ method: 'PATCH', path: original(interaction), body: { components }, open: true });
  }

  /** Removes "is thinking" if no answer replaced it. */
  async function stopThinking(interaction: Interaction, after: number): Promise<void> {
    if (interaction.type === InteractionType.MessageComponent) return;
    await sleep(after, unheldTimer, work.ending);
    if (work.ending.aborted) return;
    const path = original(interaction);
    const { flags } = await api.request<APIMessage>({ method: 'GET', path, open: true });
    if (((flags ?? 0) & MessageFlags.Loading) !== 0) await api.request({ method: 'DELETE', path, open: true });
  }

  /** Cosmetic calls: nothing is lost if they fail. */
  const trying = (attempt: Promise<void>) => void attempt.catch(() => {});

  return {
    take(interaction, handled) {
      if (!isOurs(interaction)) return handled();
      const account = self.account();
      const delivery = toDelivery(interaction, commandIn(channel.menu(), account.locale));
      const acknowledged = acknowledge(interaction);
      if (delivery === null) {
        trying(acknowledged.then(() => stopThinking(interaction, 0)));
        return handled();
      }
      work.run(
        delivery.platformConversation,
        async () => {
          await acknowledged;
          const inbound = await revealed(interaction, delivery);
          await channel.receive({ account, ...delivery, inbound });
        },
        () => {
          handled();
          trying(showChosen(interaction));
          trying(stopThinking(interaction, thinkingLimitMs));
        },
      );
    },
  };
}
