import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { ReadTranscript } from '../../../src/core/journal/transcript.ts';
import type { Inbound } from '../../../src/core/model/message.ts';
import type { DrainGate } from '../drainGate.ts';
import { startId, toLocale } from '../inbound.ts';
import type { RefuseTooMany } from '../rateLimits.ts';
import type { Sites } from '../sites.ts';
import { bearerOf, sessionOf } from './access.ts';
import { type BaseUrl, streamUrl } from './addresses.ts';
import { readJson } from './body.ts';
import type { Handler } from './handler.ts';
import type { Origins } from './origins.ts';
import { Refusal, sendJson } from './refusal.ts';
import { deliveryOf, type Session } from './session.ts';
import type { Tickets } from './tickets.ts';
import type { Tokens } from './tokens.ts';
import { readWatermark } from './watermark.ts';

interface ConversationDeps {
  readonly tokens: Tokens;
  readonly tickets: Tickets;
  readonly origins: Origins;
  readonly sites: Sites;
  readonly drainGate: DrainGate;
  readonly readTranscript: ReadTranscript;
  /** Counts one request, and throws if there were too many. */
  readonly count: RefuseTooMany;
  /** Key for the address of a request. */
  readonly senderOf: (request: Request) => string;
  readonly baseUrl: BaseUrl;
}

/** Handlers that open and resume conversations, and renew tokens. */
export function createConversations(
  deps: ConversationDeps,
): Record<'generate' | 'refresh' | 'start' | 'resume', Handler> {
  const { tokens } = deps;

  return {
    /** Issues a token for a conversation that does not exist yet. */
    async generate(request, response, origin) {
      await deps.count.start(request);
      const session = await newSession(request, origin, deps);
      sendJson(response, 200, { conversationId: session.platformConversation, ...tokens.issue(session) });
    },

    async refresh(request, response, origin) {
      const session = sessionOf(request, origin, tokens, 'renew');
      await deps.count.read(request, session.conversation);
      sendJson(response, 200, { conversationId: session.platformConversation, ...tokens.issue(session) });
    },

    /** Opens a conversation, and the bot greets; for an open one the same answer with 200. */
    async start(request, response, origin) {
      await deps.count.start(request);
      const session = isSiteKey(request, deps)
        ? await newSession(request, origin, deps)
        : withLocale(sessionOf(request, origin, tokens, 'renew'), (await readOptions(request))?.locale);
      const inbound: Inbound = { id: startId, content: { kind: 'start' }, localeHint: session.locale };
      const receipt = await deps.drainGate.take(deliveryOf(session, inbound, deps.senderOf(request)));
      sendJson(response, receipt.duplicate ? 200 : 201, connection(session, 0, request, deps));
    },

    /** Returns a fresh token and stream for an existing conversation, from the client's cursor on. */
    async resume(request, response, origin) {
      const session = sessionOf(request, origin, tokens, 'renew');
      await deps.count.read(request, session.conversation);
      const watermark = readWatermark(request.query.watermark);
      const [first] = await deps.readTranscript(session.conversation, 0, 1);
      if (first === undefined) throw new Refusal(404, 'conversation.unknown', unknown);
      sendJson(response, 200, connection(session, watermark, request, deps));
    },
  };
}

function connection(session: Session, watermark: number, request: Request, deps: ConversationDeps) {
  const base = deps.baseUrl(request);
  return {
    conversationId: session.platformConversation,
    ...deps.tokens.issue(session),
    streamUrl: streamUrl(base, session.platformConversation, watermark, deps.tickets.issue(session, base)),
  };
}

function isSiteKey(request: Request, deps: ConversationDeps): boolean {
  return deps.sites.byKey(bearerOf(request)) !== null;
}

async function newSession(request: Request, origin: string | null, deps: ConversationDeps): Promise<Session> {
  const platformConversation = randomBytes(16).toString('base64url');
  const found = deps.sites.find(deps.sites.byKey(bearerOf(request))?.id ?? '', platformConversation);
  if (found === null)
    throw new Refusal(
      403,
      'auth.refused',
      'This is not a site key of this server. A page names its site in data-site-key: see WEBCHAT_SITE_KEY.',
    );
  const options = await readOptions(request);
  const origins = [...new Set([...(origin === null ? [] : [origin]), ...(options?.trustedOrigins ?? [])])];
  for (const trusted of origins) {
    if (!deps.origins.allowsFor(found.account.id, trusted, request))
      throw new Refusal(403, 'origin.refused', notTrusted);
  }
  return {
    ...found,
    platformConversation,
    user: options?.user?.id ?? `dl_${randomBytes(12).toString('base64url')}`,
    locale: toLocale(options?.locale),
    origins: origins.length > 0 ? origins : null,
  };
}

function withLocale(session: Session, tag: string | null | undefined): Session {
  return { ...session, locale: toLocale(tag) ?? session.locale };
}

/** Body of a request for a token or a conversation. */
const startOptions = z
  .object({
    user: z.object({ id: z.string().min(1).max(128).nullish() }).nullish(),
    locale: z.string().max(64).nullish(),
    trustedOrigins: z.array(z.string().max(256)).max(20).nullish(),
  })
  .nullish();

async function readOptions(request: Request): Promise<z.infer<typeof startOptions>> {
  const parsed = startOptions.safeParse(await readJson(request));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, 'input.invalid', `Fix the body: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`);
}

const unknown = 'No such conversation. Start a new one with the site key.';
const notTrusted =
  'A trusted origin may not show this chat. Add it to WEBCHAT_ORIGINS, or to the origins of its account, or omit it.';
