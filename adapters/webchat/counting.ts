import type { IncomingMessage } from 'node:http';
import { Refusal } from './directline/refusal.ts';
import type { ByteLimit, Limit } from './limit.ts';

/** One limit by address and one by conversation: neither a stranger with many conversations gets far, nor one in a hurry. */
export interface TwoLimits {
  readonly address: Limit;
  readonly conversation: Limit;
}

export interface WebchatLimits {
  /** Tokens and conversations, by address. */
  readonly starts: Limit;
  /** What is posted: activities and uploads. */
  readonly posts: TwoLimits;
  /** What is read: activities, files, and tokens that are renewed. */
  readonly reads: TwoLimits;
  /** Bytes of uploads, by address. */
  readonly addressBytes: ByteLimit;
}

/** Whether one more is welcome; `retryAfter` as in `Limit`. */
type Answer = ReturnType<Limit['allow']>;

/** Counts what people ask of the web chat, whether a program asks for them or a page. */
export interface Counting {
  start(request: IncomingMessage): Answer;
  post(request: IncomingMessage, conversation: string): Answer;
  read(request: IncomingMessage, conversation: string): Answer;
}

/** `senderOf`: what stands for the address of a request. */
export function createCounting(limits: WebchatLimits, senderOf: (request: IncomingMessage) => string): Counting {
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
  };
}

const tooMany = {
  start: 'Too many conversations from this address. Wait a moment.',
  post: 'Too many messages at once. Wait a moment and send it again.',
  read: 'This is read too often. Wait a moment, or follow the stream instead.',
} as const;

/** The same for Direct Line. Each throws `rate.limited`, with the seconds after which to come again. */
export function refuseTooMany(counting: Counting) {
  const unless = async (kind: keyof Counting, answer: Answer): Promise<void> => {
    const { ok, retryAfter } = await answer;
    if (!ok) throw new Refusal(429, 'rate.limited', tooMany[kind], { retryAfter });
  };
  return {
    start: (request: IncomingMessage) => unless('start', counting.start(request)),
    post: (request: IncomingMessage, conversation: string) => unless('post', counting.post(request, conversation)),
    read: (request: IncomingMessage, conversation: string) => unless('read', counting.read(request, conversation)),
  };
}

export type RefuseTooMany = ReturnType<typeof refuseTooMany>;
