import type { IncomingMessage } from 'node:http';
import type { Limit } from '../../src/core/ports/limit.ts';
import { Refusal } from './directline/refusal.ts';

/**
 * One limit per address and one per conversation: the first stops a client with many conversations, the second a busy
 * one.
 */
interface TwoLimits {
  readonly address: Limit;
  readonly conversation: Limit;
}

export interface WebchatLimits {
  /** Tokens and conversations, by address. */
  readonly starts: Limit;
  /** Writes: activities and uploads. */
  readonly posts: TwoLimits;
  /** Reads: activities, pages, and token renewals. */
  readonly reads: TwoLimits;
  /** Files, apart from the reads: a conversation with many pictures can be read all the same. */
  readonly files: TwoLimits;
  /** Bytes of uploads, by address. */
  readonly addressBytes: Limit;
}

/** Counts a request; `retryAfter` as in `Limit`. */
type Answer = ReturnType<Limit['allow']>;

/** Counts the requests to the web chat, from programs and pages alike. */
export interface RequestLimits {
  start(request: IncomingMessage): Answer;
  post(request: IncomingMessage, conversation: string): Answer;
  read(request: IncomingMessage, conversation: string): Answer;
  file(request: IncomingMessage, conversation: string): Answer;
}

/** `senderOf`: key for the address of a request. */
export function createRequestLimits(
  limits: WebchatLimits,
  senderOf: (request: IncomingMessage) => string,
): RequestLimits {
  const both = async ({ address, conversation }: TwoLimits, sender: string, id: string): Answer => {
    const answers = await Promise.all([address.allow(sender), conversation.allow(id)]);
    return {
      ok: answers.every(({ ok }) => ok),
      retryAfter: Math.max(...answers.map(({ retryAfter }) => retryAfter)),
    };
  };
  return {
    start: (request) => limits.starts.allow(senderOf(request)),
    post: (request, conversation) => both(limits.posts, senderOf(request), conversation),
    read: (request, conversation) => both(limits.reads, senderOf(request), conversation),
    file: (request, conversation) => both(limits.files, senderOf(request), conversation),
  };
}

const tooMany = {
  start: 'Too many conversations from this address. Wait a moment.',
  post: 'Too many messages at once. Wait a moment and send it again.',
  read: 'Too many reads. Wait a moment, or follow the stream instead.',
  file: 'Too many files at once. Wait a moment.',
} as const;

/** The same for Direct Line. Each throws `rate.limited`, with the seconds to wait. */
export function refuseTooMany(requestLimits: RequestLimits) {
  const unless = async (kind: keyof RequestLimits, answer: Answer): Promise<void> => {
    const { ok, retryAfter } = await answer;
    if (!ok) throw new Refusal(429, 'rate.limited', tooMany[kind], { retryAfter });
  };
  return {
    start: (request: IncomingMessage) => unless('start', requestLimits.start(request)),
    post: (request: IncomingMessage, conversation: string) => unless('post', requestLimits.post(request, conversation)),
    read: (request: IncomingMessage, conversation: string) => unless('read', requestLimits.read(request, conversation)),
    file: (request: IncomingMessage, conversation: string) => unless('file', requestLimits.file(request, conversation)),
  };
}

export type RefuseTooMany = ReturnType<typeof refuseTooMany>;
