import type { Locale } from './locale.ts';

/** A file of a conversation; its bytes are sealed in the blob store under `id`. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  /** Media type, as checked when it arrived. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** What a person sent besides text, by its everyday name. */
export const mediaKinds = [
  'photo',
  'video',
  'video-note',
  'voice',
  'audio',
  'animation',
  'file',
  'sticker',
  'poll',
  'dice',
  'game',
  'story',
  'paid-media',
  'gift',
  'giveaway',
  'checklist',
  'live-location',
  'other',
] as const;

export type MediaKind = (typeof mediaKinds)[number];

/**
 * Why something was not kept. `too-large`, `file-type`, `too-many`: the account does not accept it; `failed`: the
 * platform did not deliver it; `quota`: the person, or everybody together, has reached the storage quota; `no-space`:
 * the disk is nearly full; `unsupported`: the bot keeps nothing of this kind.
 */
export const notKeptReasons = [
  'too-large',
  'file-type',
  'too-many',
  'failed',
  'quota',
  'no-space',
  'unsupported',
] as const;

export type NotKeptReason = (typeof notKeptReasons)[number];

/** A part of a message that was not kept. */
export interface NotKept {
  readonly what: MediaKind;
  readonly why: NotKeptReason;
}

/** What arrived from a person, as an adapter understood it. */
export type InboundContent =
  | { readonly kind: 'start' }
  | { readonly kind: 'text'; readonly text: string }
  /** A message that the person has edited; `of` is the platform's id of it. */
  | { readonly kind: 'edit'; readonly of: string; readonly text: string }
  | { readonly kind: 'choice'; readonly value: string; readonly text: string }
  | {
      readonly kind: 'files';
      /** What was kept. */
      readonly files: readonly FileRef[];
      readonly text: string;
      /** Left out where everything was kept. */
      readonly notKept?: readonly NotKept[];
      /** The same for all messages that a person sent as one album; a pseudonym. */
      readonly album?: string;
    }
  /** A position on the map, degrees of WGS 84; `text` is the name that the platform gives it, or empty. */
  | {
      readonly kind: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly text: string;
      /** What goes on at the platform, such as live updates, and is not followed. */
      readonly notKept?: readonly NotKept[];
    }
  /** A phone number that the person shares by a button of the platform; `text` is the name with it, or empty. */
  | { readonly kind: 'contact'; readonly phone: string; readonly text: string }
  /** A one-time code that continues a conversation from another channel; `text` is what the person typed. */
  | { readonly kind: 'continue'; readonly code: string; readonly text: string };

/** The value of a slot. It is sealed with the commit: nothing of it is in the state or in events. */
export interface SlotValue {
  /** As it is said back to the person. */
  readonly text: string;
  /** As conditions compare it: the id of an option, `yes` or `no`, `2026-11-24`, `18:30`, digits, an address. */
  readonly value: string;
  /** Degrees of WGS 84, where a position was shared. */
  readonly position?: { readonly latitude: number; readonly longitude: number };
  readonly files?: readonly FileRef[];
}

export type SlotValues = Readonly<Record<string, SlotValue>>;

/** Who a request is from, as the program that files it says; each empty where it does not say. */
export interface ReportContact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** A request that a program files in one message: the answers to a flow, all at once. */
export interface FiledReport {
  /** Id of the flow. */
  readonly flow: string;
  /** Id of the key with which it was filed. */
  readonly key: string;
  readonly slots: SlotValues;
  /** Where it is; null: the program does not say. */
  readonly place: SlotValue | null;
  readonly contact: ReportContact;
  /** Addresses of pictures elsewhere. Nothing is fetched from them. */
  readonly media: readonly string[];
}

/** One message from a person. */
export interface Inbound {
  /** The platform's id of the message, or the client's own, unique in its conversation; a redelivery repeats it. */
  readonly id: string;
  readonly content: InboundContent;
  /** Language that the platform or page declares, if it is one of ours. */
  readonly localeHint: Locale | null;
  /** The request of which `content` is the description. Absent: a person wrote it in a conversation. */
  readonly report?: FiledReport;
  /** All answers to a survey, given at once on its page. Absent: it is something else. */
  readonly survey?: { readonly id: string; readonly answers: Readonly<Record<string, string>> };
}

/** Something that a person may pick instead of typing. */
export interface Choice {
  readonly label: string;
  /** The value that comes back as `choice.value`: `entry:padro.alta`, `command:person`, `locale:es`, `none`. */
  readonly value: string;
}

/** A message of the bot, before the limits of a channel are applied. */
export interface Outbound {
  /** Light Markdown: paragraphs, `**bold**`, `- ` lists and `[text](https://…)`. */
  readonly text: string;
  readonly choices: readonly Choice[];
  readonly files: readonly FileRef[];
  readonly locale: Locale;
  /** Whether the reader may have to leave at once, unseen; left out where not. */
  readonly quickExit?: true;
  /** The entry that it answers with, which its reader may rate; absent: none. */
  readonly answers?: string;
  /** Who of the city's people says it, as the person is told; absent: the bot does. */
  readonly speaker?: string;
  /** Who of the city's people answers in this conversation while the bot says it; absent: nobody does. */
  readonly attendedBy?: string;
  /** The announcements that it tells of, in these versions; absent: none. */
  readonly announces?: readonly { readonly id: string; readonly version: string }[];
}

/** One platform message, ready to be sent: `text` is in `markup`, and with files it is their caption. */
export interface Rendered extends Outbound {
  readonly markup: 'plain' | 'markdown';
}

/**
 * The parts of a message that were not kept. A message with neither text nor files counts as a part that its adapter
 * does not know.
 */
export function notKeptIn(content: InboundContent): readonly NotKept[] {
  if (content.kind === 'location') return content.notKept ?? [];
  if (content.kind !== 'files') return [];
  const { files, text, notKept = [] } = content;
  const isEmpty = notKept.length === 0 && files.length === 0 && text.trim() === '';
  return isEmpty ? [{ what: 'other', why: 'unsupported' }] : notKept;
}

/** The text of a message; empty for a start, and for a commit that no message caused. */
export function textOf(inbound: Inbound | null): string {
  return inbound === null || inbound.content.kind === 'start' ? '' : inbound.content.text;
}

/** A position as it is shown to people: degrees of WGS 84, to about a metre. */
export function pointText({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** What a person sent in words: a position without a name is its numbers; empty where there is nothing to show. */
export function visibleText(content: InboundContent): string {
  if (content.kind === 'start') return '';
  return content.kind === 'location' && content.text === '' ? pointText(content) : content.text;
}

/** Who else sees a conversation. */
export type Surface = 'private' | 'public';

/**
 * What staff read of a request besides its description and what was collected, a line each: who it is from, where it is,
 * and its pictures elsewhere.
 */
export function reportLines({ contact, media, place, slots }: FiledReport): readonly string[] {
  const { name, email, phone } = contact;
  const from = [name, email, phone].filter((part) => part !== '').join(' · ');
  const isCollected = Object.values(slots).some(({ text }) => text === place?.text);
  const where = place === null || isCollected ? '' : place.text;
  return [from, where, ...media].filter((line) => line !== '');
}
