import type { IncomingMessage } from 'node:http';
import type { ReadTranscript } from '../../src/core/journal/transcript.ts';
import type { Account } from '../../src/core/model/account.ts';
import type { Receive } from '../../src/core/ports/adapter.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { FileStore } from '../../src/core/ports/files.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { PubSub } from '../../src/core/ports/pubsub.ts';
import type { Sealer } from '../../src/core/ports/sealer.ts';
import { systemTimer } from '../../src/core/util/sleep.ts';
import { createUploadSlots } from '../../src/core/util/uploadSlots.ts';
import type { Channel, Identity } from '../adapter.ts';
import { createActivities } from './directline/activities.ts';
import { type BaseUrl, createBaseUrl, fileUrl } from './directline/addresses.ts';
import { createConversations } from './directline/conversations.ts';
import { createFileLinks } from './directline/fileLinks.ts';
import { createFileHandlers } from './directline/files.ts';
import { createOrigins, type Origins } from './directline/origins.ts';
import { Refusal } from './directline/refusal.ts';
import { createRoutes } from './directline/routes.ts';
import type { Session } from './directline/session.ts';
import { createStreams } from './directline/streams.ts';
import { createTickets } from './directline/tickets.ts';
import { createTokens } from './directline/tokens.ts';
import { createDrainGate } from './drainGate.ts';
import type { Reader } from './outbound.ts';
import { createRequestLimits, type RequestLimits, refuseTooMany, type WebchatLimits } from './rateLimits.ts';
import type { WebchatSettings } from './settings.ts';
import type { SiteSettings } from './siteSettings.ts';
import { createSites } from './sites.ts';
import { createUploads, type Uploads } from './uploads.ts';

export interface WebchatDeps {
  readonly files: FileStore;
  readonly settings: WebchatSettings;
  /** Id of the account that the bare site key names. */
  readonly mainAccount: string;
  readonly receive: Receive;
  readonly readTranscript: ReadTranscript;
  readonly conversationId: Sealer['conversationId'];
  readonly pubsub: PubSub;
  readonly limits: WebchatLimits;
  /** Key for the address of a request wherever requests are counted by address: see `addressKey`. */
  readonly senderOf: (request: IncomingMessage) => string;
  /** At least 32 bytes, the same in every process: signs tokens. */
  readonly secret: Uint8Array;
  /** URL of a harmless page, for a person who must leave at once. */
  readonly quickExit: () => string;
  /** Whether there is a public log, so that answers can be proven. */
  readonly proves: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** The web chat, and what this server's own pages need to hold the same conversations without a Direct Line client. */
export interface Webchat extends Channel {
  /** The session of a token; null when the token is not valid, not even for renewal. */
  verifyToken(token: string): { readonly account: string; readonly platformConversation: string } | null;
  /** The id of the account of a public key; null when there is none. */
  accountOf(siteKey: string): string | null;
  /** Whether pages of an origin may show the chat. */
  readonly allowsOrigin: Origins['allows'];
  /** URL under which a request reached the server, without a trailing slash. */
  readonly baseUrl: BaseUrl;
  /** Counts requests, including those of this server's pages. */
  readonly counting: RequestLimits;
  /** Takes what people send with the forms of this server's pages. */
  readonly uploads: Pick<Uploads, 'limits' | 'ofPage'>;
  /** Number of open streams. */
  openStreams(): number;
}

/** Creates the web chat: Direct Line 3.0 on our own server, for any client that supports it. */
export function createWebchat(deps: WebchatDeps): Webchat {
  const { settings, mainAccount, secret, clock, log, pubsub, readTranscript, files } = deps;
  const { siteKey } = settings;
  const sites = createSites({ siteKey, mainAccount, origins: settings.origins, conversationId: deps.conversationId });
  const { tokenSeconds, resumeSeconds } = settings;
  const tokens = createTokens({ secret, sites, tokenSeconds, resumeSeconds, clock });
  const tickets = createTickets({ secret, sites, clock });
  const links = createFileLinks({ secret, sites, seconds: tokenSeconds, clock });
  const origins = createOrigins(sites, settings.publicUrl);
  const baseUrl = createBaseUrl(settings.publicUrl);
  const drainGate = createDrainGate(deps.receive);
  const { senderOf } = deps;
  const { addressBytes } = deps.limits;
  const requestLimits = createRequestLimits(deps.limits, senderOf);
  const count = refuseTooMany(requestLimits);
  const slots = createUploadSlots(settings.upload, { elapsed: () => performance.now(), timer: systemTimer });
  const uploads = createUploads({ files, links, senderOf, addressBytes, slots, limits: settings.upload });

  const readerOf = (session: Session, base: string): Reader => ({
    platformConversation: session.platformConversation,
    user: session.user,
    botName: session.account.name,
    quickExit: deps.quickExit(),
    proves: deps.proves,
    fileUrl: (id) => fileUrl(base, session.platformConversation, id, links.issue(session, id)),
  });

  const router = createRoutes(
    {
      conversations: createConversations({
        tokens,
        tickets,
        origins,
        sites,
        drainGate,
        readTranscript,
        count,
        senderOf,
        baseUrl,
      }),
      activities: createActivities({ tokens, drainGate, readTranscript, count, senderOf, pubsub, baseUrl, readerOf }),
      files: createFileHandlers({ files, tokens, links, drainGate, count, senderOf, uploads }),
    },
    origins,
    log,
  );
  const streams = createStreams({
    tickets,
    origins,
    drainGate,
    readerOf,
    senderOf,
    readTranscript,
    pubsub,
    clock,
    log,
    limits: settings.streams,
    keepAliveMs: settings.streams.keepAliveMs,
  });

  const close = async () => {
    await drainGate.shut();
    await streams.close();
  };

  return {
    send: null,
    showTyping: null,
    identify: async ({ account }) => identityOf(account()),
    async open({ account, settings: own }) {
      const remove = sites.add(account, own as SiteSettings);
      const { id } = account();
      return {
        identity: identityOf(account()),
        async close() {
          remove();
          await Promise.all([drainGate.settled(id), streams.closeOf(id)]);
        },
      };
    },
    close,
    router,
    upgrade: streams.upgrade,
    verifyToken(token) {
      try {
        const { account, platformConversation } = tokens.read(token, 'renew');
        return { account: account.id, platformConversation };
      } catch (error) {
        if (error instanceof Refusal) return null;
        throw error;
      }
    },
    accountOf: (key) => sites.byKey(key)?.id ?? null,
    allowsOrigin: origins.allows,
    baseUrl,
    counting: requestLimits,
    uploads,
    openStreams: streams.open,
  };
}

/** The web chat is its own platform: an account is identified by its definition. */
function identityOf({ id, name, links }: Account): Identity {
  return { id, name, profile: links.profile, start: links.start };
}
