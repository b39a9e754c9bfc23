import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { ReadTranscript } from '../../../src/core/journal/transcript.ts';
import { citizenTypingTopic, type PubSub } from '../../../src/core/ports/pubsub.ts';
import type { DrainGate } from '../drainGate.ts';
import { inboundId, parseActivity, toInbound } from '../inbound.ts';
import { activitiesOf, type Reader } from '../outbound.ts';
import type { RefuseTooMany } from '../rateLimits.ts';
import { sessionOf } from './access.ts';
import { activityId } from './activity.ts';
import type { BaseUrl } from './addresses.ts';
import { readJson } from './body.ts';
import type { Handler } from './handler.ts';
import { sendJson } from './refusal.ts';
import { deliveryOf, type Session } from './session.ts';
import type { Tokens } from './tokens.ts';
import { readWatermark } from './watermark.ts';

/** Most turns in one answer; the client asks again with the new watermark. */
export const pageSize = 50;

interface ActivityDeps {
  readonly tokens: Tokens;
  readonly drainGate: DrainGate;
  readonly readTranscript: ReadTranscript;
  /** Counts one request, and throws if there were too many. */
  readonly count: RefuseTooMany;
  /** Key for the address of a request. */
  readonly senderOf: (request: Request) => string;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly baseUrl: BaseUrl;
  readonly readerOf: (session: Session, base: string) => Reader;
}

/** Handlers that accept activities and return those of a conversation. */
export function createActivities(deps: ActivityDeps): Record<'post' | 'list', Handler> {
  return {
    /** Accepts one activity and answers with its id once it is durable. */
    async post(request, response, origin) {
      const session = sessionOf(request, origin, deps.tokens, 'use');
      await deps.count.post(request, session.conversation);
      const activity = parseActivity(await readJson(request));
      const { platformConversation } = session;
      if (activity.type !== 'message') {
        if (activity.type === 'typing') deps.pubsub.publish(citizenTypingTopic(session.conversation));
        // Typing indicators, events and the like need no answer: they are accepted and not stored.
        sendJson(response, 200, { id: `${platformConversation}|${randomUUID()}` });
        return;
      }
      const inbound = toInbound(activity, inboundId(activity), session.locale);
      const { revision } = await deps.drainGate.take(deliveryOf(session, inbound, deps.senderOf(request)));
      sendJson(response, 200, { id: activityId(platformConversation, revision, 0) });
    },

    /** Returns the activities after the client's watermark. */
    async list(request, response, origin) {
      const session = sessionOf(request, origin, deps.tokens, 'use');
      await deps.count.read(request, session.conversation);
      const after = readWatermark(request.query.watermark);
      const turns = await deps.readTranscript(session.conversation, after, pageSize);
      const reader = deps.readerOf(session, deps.baseUrl(request));
      sendJson(response, 200, {
        activities: turns.flatMap((turn) => activitiesOf(turn, reader)),
        watermark: String(turns.at(-1)?.revision ?? after),
      });
    },
  };
}
