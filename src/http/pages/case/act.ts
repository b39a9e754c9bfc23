import type { Request } from 'express';
import { z } from 'zod';
import type { CasePageAct } from '../../../core/cases/commands/fromCasePage.ts';
import type { SealedContent } from '../../../core/model/commit.ts';
import { type ContactChoice, contactWays, updatesBy } from '../../../core/model/contact/contact.ts';
import { type CallingCode, toMobileNumber } from '../../../core/model/contact/mobileNumber.ts';
import type { ConversationId } from '../../../core/model/conversation.ts';
import type { Locale } from '../../../core/model/locale.ts';
import type { InboundContent } from '../../../core/model/message.ts';
import type { FileStore } from '../../../core/ports/files.ts';
import { type FileType, fileTypeOf, media } from '../../../core/util/fileType.ts';
import { filesContent, mediaKindOf, takeFiles } from '../../../core/util/takeFile.ts';
import { ratedText } from '../../ratedText.ts';
import { maxTextLength } from '../chat/form.ts';

const short = z.string().max(40).catch('');

/** What a citizen sends from the page of their case. Missing or strange fields are empty. */
const fields = z.object({
  code: short,
  key: short,
  lang: short,
  /** Names the form: the same one sent twice is one act. */
  form: z
    .string()
    .regex(/^[\w-]{16,32}$/)
    .catch(''),
  act: z
    .enum(['write', 'withdraw', 'rate', 'notify', 'phone', 'code', 'stop', 'device', 'undevice'])
    .nullable()
    .catch(null),
  rating: z.coerce.number().int().min(1).max(5).nullable().catch(null),
  endpoint: z.string().max(2_000).catch(''),
  p256dh: z.string().max(100).catch(''),
  auth: z.string().max(40).catch(''),
  email: z.string().trim().max(254).pipe(z.email()).catch(''),
  phone: short,
  /** The code that was sent to a telephone. */
  confirmation: short,
  /** The way by which they want to be told no more. */
  way: z.enum(contactWays).catch('email'),
  text: z
    .string()
    .transform((text) => text.toWellFormed().replace(/\r\n?/g, '\n').trim())
    .catch(''),
});

export type SentAct = z.infer<typeof fields> & {
  readonly file: { readonly name: string; readonly bytes: Buffer } | null;
};

/** Reads a form with or without a file; null: it is not one. */
export async function readSentAct(request: Request): Promise<SentAct | null> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) return { ...fields.parse(body ?? {}), file: null };
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  try {
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    const entries = [...form].filter(([, value]) => typeof value === 'string');
    const file = form.get('file');
    const isFile = file instanceof File && file.size > 0;
    return {
      ...fields.parse(Object.fromEntries(entries)),
      file: isFile ? { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) } : null,
    };
  } catch {
    return null;
  }
}

export type ActFault = 'empty' | 'tooLong' | 'stale' | 'file' | 'email' | 'phone' | 'device';

/** What is sealed with an act: where they are told of answers. */
export function sealedWith(
  act: CasePageAct,
  { email, phone, endpoint, p256dh, auth }: SentAct,
  { locale, textsTo }: { readonly locale: Locale; readonly textsTo: readonly CallingCode[] },
): Pick<SealedContent, 'updatesTo' | 'device'> {
  if (act.kind === 'notify') {
    const number = act.way === 'phone' ? toMobileNumber(phone, textsTo) : null;
    return { updatesTo: number === null ? { email, locale } : { phone: number, locale } };
  }
  return act.kind === 'notify-device' ? { device: { endpoint, p256dh, auth, locale } } : {};
}

/** What a form asks for, or what is wrong with it; a file is kept. */
export async function actOf(
  sent: SentAct,
  {
    code,
    conversation,
    store,
    limits,
    withdrawn,
    choice,
    textsTo,
    accepts,
  }: {
    /** Where they are told of answers. */
    readonly choice: ContactChoice;
    /** Countries to whose mobile numbers text messages are sent; empty: to none. */
    readonly textsTo: readonly CallingCode[];
    /** Whether a browser's subscription is one that we send to. */
    readonly accepts: (device: Pick<SentAct, 'endpoint' | 'p256dh' | 'auth'>) => boolean;
    readonly code: string;
    /** What somebody says by closing their case. */
    readonly withdrawn: string;
    readonly conversation: ConversationId;
    readonly store: FileStore;
    readonly limits: { readonly bytes: number; readonly types: readonly FileType[] };
  },
): Promise<{ readonly act: CasePageAct; readonly content: InboundContent | null } | ActFault> {
  const { act, form, rating, text, file } = sent;
  if (form === '' || act === null) return 'stale';
  if (text.length > maxTextLength) return 'tooLong';
  if (act === 'notify') return sent.email === '' ? 'email' : { act: { kind: act, way: 'email' }, content: null };
  if (act === 'phone') {
    const isMobile = toMobileNumber(sent.phone, textsTo) !== null;
    return isMobile ? { act: { kind: 'notify', way: act }, content: null } : 'phone';
  }
  if (act === 'code') return { act: { kind: act, typed: sent.confirmation.replace(/\D/g, '') }, content: null };
  if (act === 'device') return accepts(sent) ? { act: { kind: 'notify-device' }, content: null } : 'device';
  if (act === 'undevice') return { act: { kind: 'stop-devices' }, content: null };
  if (act === 'stop') {
    const revision = updatesBy(choice, sent.way)?.revision;
    return revision === undefined ? 'stale' : { act: { kind: act, revision }, content: null };
  }
  if (act === 'withdraw') return { act: { kind: act }, content: { kind: 'text', text: withdrawn } };
  if (act === 'rate') {
    if (rating === null) return 'empty';
    const value = `rate:${code}:${rating}`;
    return { act: { kind: act, rating }, content: { kind: 'choice', value, text: ratedText(rating, text) } };
  }
  if (file === null) return text === '' ? 'empty' : { act: { kind: act }, content: { kind: 'text', text } };
  const type = fileTypeOf(file.bytes);
  if (type === null || !limits.types.includes(type) || file.bytes.length > limits.bytes) return 'file';
  const offered = {
    id: form,
    name: file.name,
    fallback: 'file',
    what: mediaKindOf(media[type].type),
    size: file.bytes.length,
    fetch: async () => file.bytes,
  };
  const taken = await takeFiles([offered], { conversation, most: limits.bytes, store });
  if (taken.files.length === 0) return 'file';
  return { act: { kind: act }, content: filesContent(taken, text, null) };
}
