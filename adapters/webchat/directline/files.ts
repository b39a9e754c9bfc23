import type { Request } from 'express';
import type { ConversationId } from '../../../src/core/model/conversation.ts';
import type { FileStore } from '../../../src/core/ports/files.ts';
import { fileTypeOf, media } from '../../../src/core/util/fileType.ts';
import { filesContent } from '../../../src/core/util/takeFile.ts';
import type { DrainGate } from '../drainGate.ts';
import { inboundId, parseActivity, toFilesInbound } from '../inbound.ts';
import type { MultipartForm } from '../multipart.ts';
import type { RefuseTooMany } from '../rateLimits.ts';
import type { Uploads } from '../uploads.ts';
import { sessionOf } from './access.ts';
import { activityId } from './activity.ts';
import type { FileLinks } from './fileLinks.ts';
import type { Handler } from './handler.ts';
import { Refusal, sendJson } from './refusal.ts';
import { deliveryOf, type Session } from './session.ts';
import type { Tokens } from './tokens.ts';

interface FileDeps {
  readonly files: FileStore;
  readonly tokens: Tokens;
  readonly links: FileLinks;
  readonly drainGate: DrainGate;
  /** Counts one request, and throws if there were too many. */
  readonly count: RefuseTooMany;
  /** Key for the address of a request. */
  readonly senderOf: (request: Request) => string;
  readonly uploads: Uploads;
}

/** Handlers that accept people's files and return them. */
export function createFileHandlers(deps: FileDeps): Record<'upload' | 'download', Handler> {
  return {
    async upload(request, response, origin) {
      const session = sessionOf(request, origin, deps.tokens, 'use');
      await deps.count.post(request, session.conversation);
      const address = deps.senderOf(request);
      await deps.uploads.ofProgram(request, session, async (upload) =>
        sendJson(response, 200, { id: await takeUpload(session, address, upload, deps) }),
      );
    },

    async download(request, response, origin) {
      const conversation = mayRead(request, origin, deps);
      await deps.count.file(request, conversation);
      const id = String(request.params.file);
      const bytes = await deps.files.open(conversation, id);
      const type = bytes && fileTypeOf(bytes);
      if (!bytes || !type) throw new Refusal(404, 'route.unknown', 'There is no such file; it may have been erased.');
      response.writeHead(200, {
        'Content-Type': media[type].type,
        'Content-Length': bytes.byteLength,
        // Omits the file's original name, which the activity has: URLs and headers end up in logs.
        'Content-Disposition': `attachment; filename="${id}.${media[type].endings[0]}"`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'X-Content-Type-Options': 'nosniff',
        // Pages of other origins may show it as an image.
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': 'private, no-store',
      });
      response.end(bytes);
    },
  };
}

/**
 * Checks and stores the files, then commits the message, which says what was not stored; resolves to the activity's id.
 */
async function takeUpload(session: Session, address: string, upload: MultipartForm, deps: FileDeps): Promise<string> {
  const activity = parseActivity(activityOf(upload));
  if (upload.files.length === 0) throw new Refusal(400, 'input.invalid', 'The upload has no file. Add one.');
  const id = inboundId(activity);
  const taken = await deps.uploads.keep(upload.files, session, id, address);
  const inbound = toFilesInbound(activity, id, (text) => filesContent(taken, text, null), session.locale);
  const { revision } = await deps.drainGate.take(deliveryOf(session, inbound, address));
  return activityId(session.platformConversation, revision, 0);
}

function activityOf(upload: MultipartForm): unknown {
  if (upload.activity === null) return { type: 'message' };
  try {
    return JSON.parse(upload.activity);
  } catch (cause) {
    throw new Refusal(400, 'input.invalid', 'The "activity" part is not JSON. Send one activity.', { cause });
  }
}

/** The conversation whose files the request may read: by its token, or by the signed link in the URL. */
function mayRead(request: Request, origin: string | null, deps: FileDeps): ConversationId {
  const { id, file } = request.params;
  const link = request.query.t;
  if (typeof link !== 'string') return sessionOf(request, origin, deps.tokens, 'use').conversation;
  const conversation = deps.links.open(link, String(id), String(file));
  if (conversation === null)
    throw new Refusal(403, 'auth.refused', 'This link has expired. Load the conversation again.');
  return conversation;
}
