import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { ReadTranscript } from '../../../src/core/journal/transcript.ts';
import { citizenTypingTopic, type Wake } from '../../../src/core/ports/pubsub.ts';
import type { RefuseTooMany } from '../counting.ts';
import type { Door } from '../door.ts';
import { inboundId, parseActivity, toInbound } from '../inbound.ts';
import { activitiesOf, type Reader } from '../outbound.ts';
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
export const page = 50;

export interface ActivityParts {
  readonly tokens: Tokens;
  readonly door: Door;
  readonly readTranscript: ReadTranscript;
  /** Counts one request, and refuses it where there were too many. */
  readonly count: RefuseTooMany;
  /** What stands for the address of a request. */
  readonly senderOf: (request: Request) => string;
  readonly wake: Pick<Wake, 'publish'>;
  readonly baseUrl: BaseUrl;
  readonly readerOf: (session: Session, base: string) => Reader;
}

/** The handlers that take what a person says and tell what happened. */
export function createActivities(parts: ActivityParts): Record<'post' | 'list', Handler> {
  return {
    /** Takes one activity and answers with its id once it is durable. */
    async post(request, response, origin) {
      const session = sessionOf(request, origin, parts.tokens, 'use');
      await parts.count.post(request, session.conversation);
      const activity = parseActivity(await readJson(request));
      const { platformConversation } = session;
      if (activity.type !== 'message') {
        if (activity.type === 'typing') parts.wake.publish(citizenTypingTopic(session.conversation));
        // Typing, events and the rest say nothing that the bot would answer: they are taken and not kept.
        sendJson(response, 200, { id: `${platformConversation}|${randomUUID()}` });
        return;
      }
      const inbound = toInbound(activity, inboundId(activity), session.locale);
      const { revision } = await parts.door.take(deliveryOf(session, inbound, parts.senderOf(request)));
      sendJson(response, 200, { id: activityId(platformConversation, revision, 0) });
    },

    /** What happened after the client's watermark. */
    async list(request, response, origin) {
      const session = sessionOf(request, origin, parts.tokens, 'use');
      await parts.count.read(request, session.conversation);
      const after = readWatermark(request.query.watermark);
      const turns = await parts.readTranscript(session.conversation, after, page);
      const reader = parts.readerOf(session, parts.baseUrl(request));
      sendJson(response, 200, {
        activities: turns.flatMap((turn) => activitiesOf(turn, reader)),
        watermark: String(turns.at(-1)?.revision ?? after),
      });
    },
  };
}
