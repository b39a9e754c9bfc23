import {
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ChannelType,
  InteractionResponseType,
  InteractionType,
  SnowflakeUtil,
} from 'discord.js';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Delivery } from '../../src/core/ports/adapter.ts';
import type { Address } from './address.ts';
import { isThread } from './chatRef.ts';
import { contentOfChoice, labelOf } from './choices.ts';
import { clientLocaleOf } from './locale.ts';

/** Anything a person does other than writing a message: a command, a button press or choice, a submitted form. */
export type Interaction = APIApplicationCommandInteraction | APIMessageComponentInteraction | APIModalSubmitInteraction;

/** How long an interaction can be answered directly, milliseconds: a quarter of an hour, less a margin. */
const answerableFor = 14.5 * 60_000;

export function isOurs(interaction: APIInteraction): interaction is Interaction {
  const { ApplicationCommand, MessageComponent, ModalSubmit } = InteractionType;
  return [ApplicationCommand, MessageComponent, ModalSubmit].some((type) => type === interaction.type);
}

/** The acknowledgement due within three seconds: "is thinking" for a command or a form, nothing visible for a press. */
export function acknowledgement({ type }: Interaction): { readonly type: InteractionResponseType } {
  const pressed = type === InteractionType.MessageComponent;
  const { DeferredMessageUpdate, DeferredChannelMessageWithSource } = InteractionResponseType;
  return { type: pressed ? DeferredMessageUpdate : DeferredChannelMessageWithSource };
}

export type Taken = Omit<Delivery, 'account'>;

/**
 * Converts an interaction to the core's format; null when it has no content. `command` maps a menu name to its command.
 */
export function toDelivery(interaction: Interaction, command: (name: string, locale: string) => string): Taken | null {
  const content = contentOf(interaction, command);
  const person = (interaction.member?.user ?? interaction.user)?.id;
  const channel = interaction.channel;
  if (content === null || !person || !channel) return null;
  const inServer = interaction.guild_id !== undefined;
  const { parent_id: parent } = channel as { parent_id?: string | null };
  const inThread = isThread(channel.type as ChannelType);
  const above = inThread && parent ? `${parent}/${channel.id}` : channel.id;
  return {
    platformConversation: inServer ? `${above}/${person}` : channel.id,
    surface: inServer ? 'public' : 'private',
    person,
    address: addressOf(interaction, channel.id, { crowded: inServer && !inThread, parent: parentOf(channel) }),
    inbound: { id: interaction.id, content, localeHint: clientLocaleOf(interaction.locale) },
  };
}

function addressOf(
  interaction: Interaction,
  channel: string,
  { crowded, parent }: { crowded: boolean; parent: string | null },
): Address {
  const pressed = interaction.type === InteractionType.MessageComponent;
  return {
    channel,
    parent,
    replyTo: pressed && crowded ? interaction.message.id : null,
    interaction: {
      application: interaction.application_id,
      token: interaction.token,
      until: SnowflakeUtil.timestampFrom(interaction.id) + answerableFor,
      waits: !pressed,
    },
  };
}

/** Parent channel of a public thread. */
function parentOf(channel: object): string | null {
  const { type, parent_id } = channel as { type?: ChannelType; parent_id?: string | null };
  return type !== undefined && isThread(type) && type !== ChannelType.PrivateThread ? (parent_id ?? null) : null;
}

function contentOf(interaction: Interaction, command: (name: string, locale: string) => string): InboundContent | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return { kind: 'text', text: `/${command(interaction.data.name, interaction.locale)}` };
    case InteractionType.MessageComponent: {
      const id = chosenId(interaction);
      return contentOfChoice(id, labelOf(interaction.message.components, id));
    }
    case InteractionType.ModalSubmit: {
      const text = answersOf(interaction).join('\n').toWellFormed().trim();
      return text === '' ? null : { kind: 'text', text };
    }
  }
}

/** The id of the pressed button or chosen option. */
export function chosenId({ data }: APIMessageComponentInteraction): string {
  return 'values' in data ? (data.values[0] ?? '') : data.custom_id;
}

/** The text of a submitted form, field by field. */
function answersOf({ data }: APIModalSubmitInteraction): readonly string[] {
  const fields = data.components.flatMap((part) => {
    if ('components' in part) return part.components;
    return 'component' in part ? [part.component] : [];
  });
  return fields.flatMap((field) => {
    if ('values' in field) return field.values;
    return typeof field.value === 'string' && field.value !== '' ? [field.value] : [];
  });
}
