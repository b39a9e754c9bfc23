import { setTimeout as sleep } from 'node:timers/promises';

/** Result of one message that was sent until it was acknowledged. */
export interface SentMessage {
  readonly id: string;
  /** The revision in each acknowledgement: all must be the same. */
  readonly places: readonly string[];
}

/** Result of a conversation. */
export interface Talked {
  readonly sent: readonly SentMessage[];
  /** Posts that had to be repeated because they were not acknowledged. */
  readonly retries: number;
  /** Posts that were repeated on purpose. */
  readonly doubles: number;
  /** Messages that were not acknowledged before the run gave up. */
  readonly silent: number;
  /** Whether each message was sent only after the one before was acknowledged. */
  readonly sequential: boolean;
}

interface TalkDeps {
  /** Prefix of the ids, which are unique over all conversations. */
  readonly name: string;
  readonly texts: readonly string[];
  readonly random: () => number;
  /** Most messages. */
  readonly messages: number;
  readonly sequential: boolean;
  /** Longest pause between two messages, milliseconds. */
  readonly pause: number;
  /** Whether to finish; the current message is still sent until it is acknowledged. */
  readonly stopped: () => boolean;
  /** Whether an acknowledgement can no longer be expected. */
  readonly hopeless: () => boolean;
  /** Posts once; resolves to the revision in the acknowledgement, null when there was none. */
  readonly post: (id: string, text: string) => Promise<string | null>;
}

/** How often in a hundred a message is sent twice at the same moment, and once more long after it was acknowledged. */
const twiceAtOnce = 20;
const onceMore = 8;

/** Sends message after message, or several at once, each until it is acknowledged and always with the same id. */
export async function talk(deps: TalkDeps): Promise<Talked> {
  const { name, random, texts, post } = deps;
  const sent: { readonly id: string; readonly text: string; readonly places: string[] }[] = [];
  let retries = 0;
  let doubles = 0;
  let silent = 0;

  async function say(number: number): Promise<void> {
    const message = {
      id: `${name}-${number}`,
      text: texts[Math.floor(random() * texts.length)] ?? '?',
      places: [] as string[],
    };
    const once = async () => {
      const place = await post(message.id, message.text);
      if (place !== null) message.places.push(place);
    };
    while (message.places.length === 0) {
      if (random() * 100 < twiceAtOnce) {
        doubles += 1;
        await Promise.all([once(), once()]);
      } else await once();
      if (message.places.length > 0) break;
      if (deps.hopeless()) {
        silent += 1;
        return;
      }
      retries += 1;
      await sleep(20 + random() * 150);
    }
    sent.push(message);
  }

  async function sayAgain(): Promise<void> {
    const message = sent[Math.floor(random() * sent.length)];
    if (message === undefined) return;
    doubles += 1;
    const place = await post(message.id, message.text);
    if (place !== null) message.places.push(place);
  }

  for (let number = 0; number < deps.messages && !deps.stopped(); ) {
    const count = deps.sequential ? 1 : 1 + Math.floor(random() * 4);
    await Promise.all(Array.from({ length: count }, () => say(number++)));
    if (random() * 100 < onceMore) await sayAgain();
    await sleep(random() * deps.pause);
  }
  return {
    sent: sent.map(({ id, places }) => ({ id, places })),
    retries,
    doubles,
    silent,
    sequential: deps.sequential,
  };
}
