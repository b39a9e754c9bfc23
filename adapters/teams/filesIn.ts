import { createHmac } from 'node:crypto';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import { readAtMost } from '../../src/core/util/readAtMost.ts';
import { mediaKindOf, type OfferedFile, type TakenFiles, takeFiles } from '../../src/core/util/takeFile.ts';
import type { ChannelFiles } from '../adapter.ts';
import type { Attachment } from './activity.ts';
import { addressOfFile } from './attachments.ts';
import type { Cloud } from './cloud.ts';
import type { TokenSource } from './token.ts';

/** Files of one message that are taken. */
const maxFiles = 10;
/** Longest that one file may take, milliseconds: Teams waits 15 s for an answer. */
const longestWait = 10_000;

interface Means {
  readonly attachments: readonly Attachment[];
  readonly conversation: ConversationId;
  /** Of the message. */
  readonly id: string;
  readonly serviceUrl: string;
  readonly tokens: TokenSource | null;
  readonly files: ChannelFiles;
  readonly most: number;
  readonly cloud: Cloud;
  readonly secret: Uint8Array;
}

/** Fetches what a person sent, all at once, and keeps it. A redelivery keeps the same ids. */
export async function keepFiles(means: Means): Promise<TakenFiles> {
  const { attachments, conversation, files: attachmentStore, most } = means;
  const offers = attachments.slice(0, maxFiles).map((attachment, index) => offerOf(attachment, index, means));
  const { files, notKept } = await takeFiles(offers, { conversation, most, attachmentStore });
  const surplus = attachments.slice(maxFiles).map(({ contentType }) => {
    return { what: mediaKindOf(contentType), why: 'too-many' } as const;
  });
  return { files, notKept: [...notKept, ...surplus] };
}

function offerOf(attachment: Attachment, index: number, means: Means): OfferedFile {
  const named = `file\n${means.conversation}\n${means.id}\n${index}`;
  const fetched = fetchFile(attachment, means);
  return {
    id: createHmac('sha256', means.secret).update(named).digest('hex').slice(0, 32),
    name: attachment.name ?? '',
    fallback: `${index + 1}`,
    what: mediaKindOf(attachment.contentType),
    size: null,
    fetch: () => fetched,
  };
}

/** The bytes of a file; null when the platform does not give them. */
async function fetchFile(
  attachment: Attachment,
  { serviceUrl, tokens, most, cloud }: Means,
): Promise<Uint8Array | 'too-large' | null> {
  const url = addressOfFile(attachment);
  if (url === null) return null;
  // The bot's token goes to the service that the message came from, and nowhere else.
  const ofService = url.origin === new URL(serviceUrl).origin;
  if (!ofService && !cloud.mayReach(url)) return null;
  try {
    const headers = ofService && tokens ? { Authorization: `Bearer ${await tokens.get()}` } : {};
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(longestWait) });
    return response.ok && response.body ? ((await readAtMost(response.body, most)) ?? 'too-large') : null;
  } catch {
    return null;
  }
}
