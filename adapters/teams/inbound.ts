import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isLocale, type Locale } from '../../src/core/model/locale.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import type { Delivery } from '../../src/core/ports/adapter.ts';
import { type Attachment, isGroupChat, type ReadActivity } from './activity.ts';
import { type TeamsAddress, toAddress } from './address.ts';
import { filesAmong } from './attachments.ts';
import { mentionsBot, writtenText } from './mention.ts';

/** What an activity means for the bot. */
export type Understood =
  /** A message for the engine; its files have not been downloaded yet. */
  | {
      readonly kind: 'delivery';
      readonly delivery: Omit<Delivery, 'account'>;
      readonly files: readonly Attachment[];
      /** A button press on a card, which needs an immediate response: the card to show next. */
      readonly pressed: PressedButton | null;
    }
  /** A person's answer to whether the bot may put a file into their OneDrive. */
  | {
      readonly kind: 'consent';
      readonly platformConversation: string;
      readonly address: TeamsAddress;
      readonly value: unknown;
    }
  /** An invoke activity that the bot does not know. */
  | { readonly kind: 'unknown' }
  /** Nothing to do. */
  | { readonly kind: 'nothing' };

/** Data of a button: `said` is the text of its card. */
const pressedButton = z.object({
  choice: z.string().min(1).max(200).transform(wellFormed),
  label: z.string().max(400).default('').transform(wellFormed),
  said: z.string().max(20_000).default('').transform(wellFormed),
});

type PressedButton = z.infer<typeof pressedButton>;

/**
 * The id of the turn that opens a conversation. It is constant: when the app is installed, Teams says so up to three
 * times, and the bot must greet only once.
 */
const startId = 'start';

const invocation = z.object({ action: z.object({ data: z.unknown() }) });

/** Interprets an activity; a pure function. */
export function understandActivity(activity: ReadActivity): Understood {
  switch (activity.type) {
    case 'message':
      return message(activity);
    case 'messageUpdate':
      return activity.channelData?.eventType === 'editMessage' && isAddressed(activity) ? edit(activity) : nothing;
    case 'conversationUpdate':
      return isGroupChat(activity) || !activity.membersAdded?.length ? nothing : start(activity);
    case 'installationUpdate':
      return isGroupChat(activity) || activity.action !== 'add' ? nothing : start(activity);
    case 'invoke':
      return invoke(activity);
    default:
      return nothing;
  }
}

const nothing: Understood = { kind: 'nothing' };

/** In a public place only messages that mention the bot are for it. */
function isAddressed(activity: ReadActivity): boolean {
  return !isGroupChat(activity) || mentionsBot(activity);
}

function message(activity: ReadActivity): Understood {
  const files = filesAmong(activity.attachments ?? []);
  const text = writtenText(activity);
  const pressed = pressedButton.safeParse(activity.value).data;
  if (pressed) {
    const content = { kind: 'choice', value: pressed.choice, text: text || pressed.label } as const;
    return deliver(activity, activity.id, content, [], null);
  }
  // Ignore other bots: two bots that answer each other never stop.
  if (!isAddressed(activity) || activity.from?.role === 'bot') return nothing;
  if (files.length > 0) return deliver(activity, activity.id, { kind: 'files', files: [], text }, files, null);
  if (text !== '') return deliver(activity, activity.id, said(text), [], null);
  // A GIF, a card, content of another app: without text there is nothing to read.
  if ((activity.attachments ?? []).length === 0) return nothing;
  const notKept = [{ what: 'other', why: 'unsupported' }] as const;
  return deliver(activity, activity.id, { kind: 'files', files: [], text, notKept }, [], null);
}

/** `/start` restarts the conversation, `/start CODE` redeems a transfer code; everything else is text. */
function said(text: string): InboundContent {
  const start = /^\/start(?:\s+([A-Za-z0-9_-]{1,128}))?$/i.exec(text);
  if (start === null) return { kind: 'text', text };
  return start[1] === undefined ? { kind: 'start' } : { kind: 'continue', code: start[1], text: '' };
}

function edit(activity: ReadActivity): Understood {
  const text = writtenText(activity);
  if (!activity.id || text === '') return nothing;
  // The platform does not number versions: its time and the text tell edits apart.
  const version = createHash('sha256').update(`${activity.timestamp}\n${text}`).digest('base64url').slice(0, 22);
  return deliver(activity, `${activity.id}.edit.${version}`, { kind: 'edit', of: activity.id, text }, [], null);
}

function start(activity: ReadActivity): Understood {
  return deliver(activity, startId, { kind: 'start' }, [], null);
}

function invoke(activity: ReadActivity): Understood {
  if (activity.name === 'fileConsent/invoke') {
    const address = toAddress(activity, activity.from?.id ?? '', activity.replyToId ?? null);
    return { kind: 'consent', platformConversation: conversationOf(activity), address, value: activity.value };
  }
  if (activity.name !== 'adaptiveCard/action') return { kind: 'unknown' };
  const pressed = pressedButton.safeParse(invocation.safeParse(activity.value).data?.action.data).data;
  if (!pressed) return { kind: 'unknown' };
  const content = { kind: 'choice', value: pressed.choice, text: pressed.label } as const;
  return deliver(activity, activity.id, content, [], pressed);
}

function deliver(
  activity: ReadActivity,
  id: string | null | undefined,
  content: InboundContent,
  files: readonly Attachment[],
  pressed: PressedButton | null,
): Understood {
  const person = activity.from?.id;
  if (!id || !person) return nothing;
  const message = activity.type === 'message' ? id : (activity.replyToId ?? null);
  return {
    kind: 'delivery',
    files,
    pressed,
    delivery: {
      platformConversation: conversationOf(activity),
      surface: isGroupChat(activity) ? 'public' : 'private',
      person,
      address: toAddress(activity, person, message),
      inbound: { id, content, localeHint: localeOf(activity) },
    },
  };
}

/** In a public place the bot's memory is per person; a channel's id already includes its thread. */
function conversationOf(activity: ReadActivity): string {
  const { id } = activity.conversation;
  return isGroupChat(activity) ? `${id}/${activity.from?.id ?? ''}` : id;
}

function wellFormed(text: string): string {
  return text.toWellFormed();
}

function localeOf({ locale }: ReadActivity): Locale | null {
  const language = locale?.split(/[-_]/, 1)[0]?.toLowerCase();
  return isLocale(language) ? language : null;
}
