import { createHash, randomBytes } from 'node:crypto';
import type { TranscriptTurn } from '../../../core/journal/transcript.ts';
import type { Choice, InboundContent } from '../../../core/model/message.ts';
import type { PageStrings } from '../strings.ts';
import { answerTurn, ratedEntry, ratingLabel } from './rating.ts';
import type { TextSigner } from './signer.ts';

/** Maximum length of one message, in UTF-16 units. */
export const maxTextLength = 4_000;

/** What a person sent with the form. */
export interface Sent {
  readonly ticket: string;
  readonly text: string;
  readonly choice: string;
  /** The turn whose answer is meant; 0: none. */
  readonly revision: number;
  /** Whether files came with it: a form that is shown again has lost them. */
  readonly hasFiles: boolean;
}

/** Why a form is shown again instead of being accepted. */
export type FormFault =
  | 'empty'
  | 'tooLong'
  | 'stale'
  | 'busy'
  | 'foreign'
  | 'noCookie'
  | 'notContinued'
  | 'unproven'
  | 'fileGone'
  | 'fileType'
  | 'fileSize'
  | 'filesBusy';

/** Reads the fields of the form; missing or strange ones are empty. */
export function readSent(body: unknown, { hasFiles } = { hasFiles: false }): Sent {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
  const field = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string).toWellFormed() : '');
  return {
    ticket: field('form'),
    text: field('text').replace(/\r\n?/g, '\n').trim(),
    choice: field('choice'),
    revision: /^[1-9]\d{0,9}$/.test(field('revision')) ? Number(field('revision')) : 0,
    hasFiles,
  };
}

/** The content of a form without its files, or what is wrong with it. A choice must be one that the bot offered. */
export function formContent(
  sent: Sent,
  turns: readonly TranscriptTurn[],
  { chat, begins }: { readonly chat: PageStrings['chat']; readonly begins: readonly Choice[] },
): InboundContent | FormFault {
  if (sent.choice !== '') {
    const label = labelOf(sent.choice, turns, chat) ?? labelAmong(begins, sent.choice);
    return label === null ? 'stale' : { kind: 'choice', value: sent.choice, text: label };
  }
  if (sent.text === '' && !sent.hasFiles) return 'empty';
  return sent.text.length > maxTextLength ? 'tooLong' : { kind: 'text', text: sent.text };
}

function labelOf(value: string, turns: readonly TranscriptTurn[], chat: PageStrings['chat']): string | null {
  const rated = ratedEntry(value);
  if (rated !== null) return answerTurn(turns, rated) === null ? null : ratingLabel(value, chat);
  const offered = turns.flatMap(({ content }) => content?.outbound ?? []).flatMap(({ choices }) => choices);
  return labelAmong(offered, value);
}

/** The newest of the choices with this value. */
function labelAmong(choices: readonly Choice[], value: string): string | null {
  return choices.findLast((choice) => choice.value === value)?.label ?? null;
}

/** A new ticket for one form of one conversation: it proves that the form is ours, and identifies its message. */
export function newTicket(signer: TextSigner, platformConversation: string): string {
  return signer.sign(randomBytes(12).toString('base64url'), platformConversation);
}

/**
 * The id of a form's message, null when the form is not ours or of another conversation. The same form with the same
 * content is the same message, however often it is sent; with a different content it is another message.
 */
export function messageIdOf(
  signer: TextSigner,
  sent: Sent,
  { conversation, files }: { readonly conversation: string; readonly files: readonly { readonly bytes: Uint8Array }[] },
): string | null {
  const form = signer.open(sent.ticket, conversation);
  if (form === null) return null;
  const digests = files.map(({ bytes }) => createHash('sha256').update(bytes).digest('base64url'));
  return `xat-${form}-${signer.digest(JSON.stringify([form, sent.choice, sent.text, ...digests])).slice(0, 16)}`;
}
