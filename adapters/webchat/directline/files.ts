import type { Request } from 'express';
import type { ConversationId } from '../../../src/core/conversation.ts';
import { fileRefOf, fileTypeOf, media } from '../../../src/core/fileType.ts';
import type { FileRef } from '../../../src/core/message.ts';
import type { RefuseTooMany } from '../counting.ts';
import type { Door } from '../door.ts';
import { inboundId, parseActivity, toInbound } from '../inbound.ts';
import type { WebchatSettings } from '../settings.ts';
import { sessionOf } from './access.ts';
import { activityId } from './activity.ts';
import type { FileLinks } from './fileLinks.ts';
import type { Handler } from './handler.ts';
import { readUpload, type Upload } from './multipart.ts';
import { Refusal, sendJson } from './refusal.ts';
import { deliveryOf, type Session } from './session.ts';
import type { Tokens } from './tokens.ts';

/** Where the bytes of files are kept, sealed under the key of their conversation. */
export interface FileStore {
  /** Resolves when the bytes are durable. Putting the same id again replaces it. */
  sealFile(conversation: ConversationId, id: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is no such file in the conversation, or its key was destroyed. */
  openFile(conversation: ConversationId, id: string): Promise<Uint8Array | null>;
}

export interface FileParts extends FileStore {
  readonly tokens: Tokens;
  readonly links: FileLinks;
  readonly door: Door;
  /** Counts one request, and refuses it where there were too many. */
  readonly count: RefuseTooMany;
  /** What stands for the address of a request. */
  readonly senderOf: (request: Request) => string;
  readonly limits: WebchatSettings['upload'];
}

/** The handlers that take files from a person and show them again. */
export function createFiles(parts: FileParts): Record<'upload' | 'download', Handler> {
  let underWay = 0;

  return {
    async upload(request, response, origin) {
      const session = sessionOf(request, origin, parts.tokens, 'use');
      await parts.count.post(request, session.conversation);
      if (underWay >= parts.limits.atOnce) {
        throw new Refusal(503, 'store.busy', 'Too many uploads at this moment. Send it again.', { retryAfter: 2 });
      }
      underWay += 1;
      try {
        const upload = await readUpload(request, parts.limits.bytes);
        const id = await takeUpload(session, parts.senderOf(request), upload, parts);
        sendJson(response, 200, { id });
      } finally {
        underWay -= 1;
      }
    },

    async download(request, response, origin) {
      const conversation = mayRead(request, origin, parts);
      await parts.count.read(request, conversation);
      const id = String(request.params.file);
      const bytes = await parts.openFile(conversation, id);
      const type = bytes && fileTypeOf(bytes);
      if (!bytes || !type) throw new Refusal(404, 'route.unknown', 'There is no such file; it may have been erased.');
      response.writeHead(200, {
        'Content-Type': media[type].type,
        'Content-Length': bytes.byteLength,
        // The name that the person gave is in the activity: addresses and headers end up in logs.
        'Content-Disposition': `attachment; filename="${id}.${media[type].endings[0]}"`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
        // Shown by pages of other origins, as an image.
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': 'private, no-store',
      });
      response.end(bytes);
    },
  };
}

/** Checks and seals the files, then commits the message; resolves to the activity's id. */
async function takeUpload(session: Session, sender: string, upload: Upload, parts: FileParts): Promise<string> {
  const { platformConversation, conversation } = session;
  const activity = parseActivity(activityOf(upload));
  if (upload.files.length === 0) throw new Refusal(400, 'input.invalid', 'The upload has no file. Add one.');
  const id = inboundId(activity);
  const refs = upload.files.map((file, index) =>
    refOf(file, parts.links.id(platformConversation, id, index, file.bytes), parts),
  );
  await Promise.all(
    refs.map((ref, index) => parts.sealFile(conversation, ref.id, upload.files[index]?.bytes ?? Buffer.alloc(0))),
  );
  const inbound = toInbound(activity, id, refs, session.locale);
  const { revision } = await parts.door.take(deliveryOf(session, inbound, sender));
  return activityId(platformConversation, revision, 0);
}

function activityOf(upload: Upload): unknown {
  if (upload.activity === null) return { type: 'message' };
  try {
    return JSON.parse(upload.activity);
  } catch (cause) {
    throw new Refusal(400, 'input.invalid', 'The "activity" part is not JSON. Send one activity.', { cause });
  }
}

function refOf(file: Upload['files'][number], id: string, { limits }: FileParts): FileRef {
  const type = fileTypeOf(file.bytes);
  if (type === null || !limits.types.includes(type)) {
    throw new Refusal(
      415,
      'input.invalid',
      `Files of this kind are not taken. Send one of: ${limits.types.join(', ')}.`,
    );
  }
  return fileRefOf({ id, name: file.name, fallback: 'file', type, size: file.bytes.length });
}

/** The conversation whose files the request may read: by its token, or by the link in the address. */
function mayRead(request: Request, origin: string | null, parts: FileParts): ConversationId {
  const { id, file } = request.params;
  const link = request.query.t;
  if (typeof link !== 'string') return sessionOf(request, origin, parts.tokens, 'use').conversation;
  const conversation = parts.links.open(link, String(id), String(file));
  if (conversation === null)
    throw new Refusal(403, 'auth.refused', 'This link has expired. Load the conversation again.');
  return conversation;
}
