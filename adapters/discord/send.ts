import { type APIMessage, MessageFlags, type RawFile, RESTJSONErrorCodes, Routes } from 'discord.js';
import type { Sending } from '../../src/core/ports/adapter.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { FileStore, NoteStore } from '../../src/core/ports/files.ts';
import { type Address, type InteractionAddress, readAddress } from './address.ts';
import type { Api } from './api.ts';
import { valuesToSeal } from './choices.ts';
import { DiscordRefused } from './errors.ts';
import { openFiles } from './files.ts';
import { nonceOf, type Payload, payloadsOf } from './outbound.ts';

export interface SendDeps {
  readonly api: Api;
  readonly files: FileStore;
  readonly notes: NoteStore;
  readonly secret: Uint8Array;
  readonly clock: Clock;
}

/** Sends one message; resolves to Discord's id for it (the last one, if it took several). */
export async function sendMessage(sending: Sending, deps: SendDeps): Promise<{ platformId: string | null }> {
  const address = readAddress(sending.address);
  const files = await openFiles(sending, deps.files);
  const payloads = payloadsOf(sending.message, { withFiles: files.length > 0, secret: deps.secret });
  for (const { name, value } of valuesToSeal(sending.message.choices, deps.secret)) {
    await deps.notes.seal(sending.conversation, name, Buffer.from(value));
  }
  let platformId: string | null = null;
  for (const [index, payload] of payloads.entries()) {
    const message: Outgoing = {
      payload,
      nonce: nonceOf(sending.idempotencyKey, index),
      files: index === payloads.length - 1 ? files : [],
      signal: sending.signal,
    };
    platformId = await deliver(message, address, deps);
  }
  return { platformId };
}

interface Outgoing {
  readonly payload: Payload;
  readonly nonce: string;
  readonly files: RawFile[];
  readonly signal: AbortSignal;
}

async function deliver(message: Outgoing, address: Address, { api, clock }: SendDeps): Promise<string> {
  const { interaction } = address;
  const open = interaction !== null && clock() < interaction.until ? interaction : null;
  const answered = open?.waits ? await answerCommand(message, open, api) : null;
  if (answered !== null) return answered;
  try {
    return await post(message, address, api);
  } catch (error) {
    if (isGone(error) && address.parent !== null) return await postBesideThread(message, address, address.parent, api);
    // Where the bot may not write, it may still answer the interaction.
    if (open === null || !(error instanceof DiscordRefused && error.status === 403)) throw error;
    return (await followUp(message, open, api)).id;
  }
}

/** Whether a channel or a thread no longer exists. */
function isGone(error: unknown): boolean {
  return error instanceof DiscordRefused && error.reason === RESTJSONErrorCodes.UnknownChannel;
}

/**
 * Answers in the parent channel of a deleted thread: as a reply to the message from which it was opened, if that
 * exists.
 */
function postBesideThread(message: Outgoing, address: Address, parent: string, api: Api): Promise<string> {
  return post(message, { ...address, channel: parent, parent: null, replyTo: address.channel }, api);
}

/** Sends a regular message. Discord recognises a repeated attempt by the nonce, so no duplicate is posted. */
async function post(message: Outgoing, address: Address, api: Api): Promise<string> {
  const path = Routes.channelMessages(address.channel);
  const send = (reference: object) =>
    api.request<APIMessage>({
      method: 'POST',
      path,
      body: { ...message.payload, nonce: message.nonce, enforce_nonce: true, ...reference },
      files: message.files,
      signal: message.signal,
    });
  if (address.replyTo === null) return (await send({})).id;
  try {
    const reference = { message_id: address.replyTo, fail_if_not_exists: false };
    return (await send({ message_reference: reference })).id;
  } catch (error) {
    const mayNotReply = RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory;
    if (!(error instanceof DiscordRefused && error.reason === mayNotReply)) throw error;
    return (await send({})).id;
  }
}

/**
 * Replaces "is thinking" with a message; null when it was already replaced or deleted. A message there with the same
 * text is this one, from an attempt whose answer was lost.
 */
async function answerCommand(message: Outgoing, command: InteractionAddress, api: Api): Promise<string | null> {
  const path = Routes.webhookMessage(command.application, command.token, '@original');
  const { signal, files, payload } = message;
  try {
    const original = await api.request<APIMessage>({ method: 'GET', path, open: true, signal });
    const waits = ((original.flags ?? 0) & MessageFlags.Loading) !== 0;
    if (!waits) return original.content === payload.content ? original.id : null;
    return (await api.request<APIMessage>({ method: 'PATCH', path, body: payload, files, open: true, signal })).id;
  } catch (error) {
    if (error instanceof DiscordRefused && [401, 403, 404].includes(error.status)) return null;
    throw error;
  }
}

function followUp(
  { payload, files, signal }: Outgoing,
  interaction: InteractionAddress,
  api: Api,
): Promise<APIMessage> {
  const path = Routes.webhook(interaction.application, interaction.token);
  return api.request({ method: 'POST', path, query: { wait: 'true' }, body: payload, files, open: true, signal });
}
