import { createLruCache } from '../core/util/lruCache.ts';

/** Messages that a process remembers to be sending, or to have sent. */
const rememberedMessages = 1_000;

/** Sends the message of an id, unless this process is sending it, or has sent it: then that result is shared. @throws as `send` */
export type SendOnce = <Result>(id: string, send: () => Promise<Result>) => Promise<Result>;

/**
 * Keeps a process from sending a message twice. An attempt that failed is forgotten, so that the next one sends. Another process
 * knows nothing of it: the outbox keeps tasks from others while they go on, and ids let servers recognise a repetition after a crash.
 */
export function createSendOnce(): SendOnce {
  const sendings = createLruCache<string, Promise<unknown>>(rememberedMessages);
  return <Result>(id: string, send: () => Promise<Result>) => {
    const known = sendings.get(id) as Promise<Result> | undefined;
    if (known !== undefined) return known;
    const sending = send();
    sendings.set(id, sending);
    sending.catch(() => sendings.delete(id));
    return sending;
  };
}

/** The same sender, which sends each message once. */
export function sendingOnce<Message extends { readonly id: string }>(
  send: (message: Message) => Promise<void>,
): (message: Message) => Promise<void> {
  const once = createSendOnce();
  return (message) => once(message.id, () => send(message));
}
