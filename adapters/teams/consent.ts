import type { InvokeResponse } from 'botbuilder';
import { z } from 'zod';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { FileStore } from '../../src/core/ports/files.ts';
import type { TeamsAddress } from './address.ts';
import type { FrameworkBot } from './bot.ts';
import type { Cloud } from './cloud.ts';
import type { FileLinks } from './fileLinks.ts';
import { fileInfo } from './files.ts';

const accepted = z.object({
  action: z.literal('accept'),
  context: z.object({ file: z.string().max(2_048) }),
  uploadInfo: z.object({
    name: z.string(),
    contentUrl: z.string(),
    uploadUrl: z.url().max(8_192),
    uniqueId: z.string(),
    fileType: z.string(),
  }),
});

const timeoutMs = 30_000;

/**
 * Uploads a file to a person's OneDrive after their consent, shows it in the chat and deletes the question. The file
 * must have been offered in this very conversation.
 */
export async function followConsent(deps: {
  value: unknown;
  account: string;
  conversation: string;
  address: TeamsAddress;
  /** The message with the question. */
  question: string | null;
  bot: FrameworkBot;
  files: FileStore;
  links: FileLinks;
  cloud: Cloud;
}): Promise<InvokeResponse> {
  const consent = accepted.safeParse(deps.value).data;
  if (!consent) return { status: 200 };
  const offered = deps.links.read(consent.context.file);
  const own = offered?.account === deps.account && offered.conversation === deps.conversation;
  const target = new URL(consent.uploadInfo.uploadUrl);
  const bytes = offered && own ? await deps.files.open(offered.conversation, offered.file) : null;
  if (!bytes || !deps.cloud.mayReach(target)) return { status: 404 };
  const response = await fetch(target, {
    method: 'PUT',
    headers: { 'Content-Range': `bytes 0-${bytes.length - 1}/${bytes.length}` },
    body: Buffer.from(bytes),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(() => null);
  if (!response?.ok) throw new PlatformUnreachable('OneDrive did not take the file. The person may try again.');
  const signal = AbortSignal.timeout(timeoutMs);
  await deps.bot.say(deps.address, { type: 'message', attachments: [fileInfo(consent.uploadInfo)] }, signal);
  if (deps.question !== null) await deps.bot.withdraw(deps.address, deps.question, signal).catch(() => {});
  return { status: 200 };
}
