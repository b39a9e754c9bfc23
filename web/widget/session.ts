import { pointText } from '../../src/core/model/message.ts';
import { backoff } from './backoff.ts';
import { createBell } from './bell.ts';
import { LineError } from './connectionProblem.ts';
import type { ConversationListener } from './conversationListener.ts';
import type { ConversationLog, OfferedChoice } from './conversationLog.ts';
import type { SharedCredentials } from './credentials.ts';
import type { DirectLine } from './directLine.ts';
import type { ActivitySet, OutgoingMessage } from './directLineWire.ts';
import { type Follower, follow } from './follower.ts';
import { shownFile } from './localFiles.ts';
import { newKey } from './newKey.ts';
import { createRenewal } from './renewal.ts';
import { createSender } from './sender.ts';
import type { Shelf } from './shelf.ts';

/** The conversation of one page with the bot. Nothing leaves the page before it is opened. */
export interface ChatSession {
  open(): void;
  /** Stops: the page may not reach the server, and learns so by other means than a response. */
  bar(): void;
  send(text: string): void;
  /** The person is writing: says so, and nothing of what. Called at every change, it says it every few seconds. */
  type(): void;
  choose(choice: OfferedChoice): void;
  /** Rates an answer, named by its key. */
  rate(key: string, rating: OfferedChoice): void;
  attach(files: readonly File[], caption: string): void;
  /** Sends a position, degrees of WGS 84. */
  locate(point: NonNullable<OutgoingMessage['place']>): void;
  /** Tries again to send one message, or (null) all that have failed. */
  retry(key: string | null): void;
  /** Leaves this conversation for a new one. */
  restart(): void;
  /** Leaves this conversation and removes it from this browser. */
  leave(): void;
  /** Another tab may have begun another conversation: joins it. */
  join(): void;
  /** The page is visible or online again: looks for missed events. */
  check(): void;
  /** Stops following until `signal`, as the page is put away. */
  sleep(): void;
  signal(): void;
  token(): string | null;
}

interface SessionDeps {
  readonly line: DirectLine;
  readonly credentials: SharedCredentials;
  readonly log: ConversationLog;
  /** This tab's unsent messages, kept across reloads. */
  readonly unsent: Shelf<readonly OutgoingMessage[]>;
  readonly locale: () => string;
  readonly listener: ConversationListener;
}

/** How long the stream may take to bring back what the server has taken. */
const echoTimeoutMs = 3_000;
/** How often to say that the person is writing; who reads it forgets it after six seconds. */
const typingIntervalMs = 4_000;

export function createSession(deps: SessionDeps): ChatSession {
  const { line, credentials, log, unsent, locale, listener } = deps;
  const bell = createBell();
  /** Counts conversations and resumptions, so that results of an earlier one are ignored. */
  let life = 0;
  let conversation: string | null = null;
  let cursor = '';
  let follower: Follower | null = null;
  let isOpen = false;
  /** Whether the server does not let this page show the chat. */
  let isBarred = false;
  let saidTypingAt = 0;
  const renewal = createRenewal(credentials);
  /** Answers by the keys of the messages that rate them. */
  const rated = new Map<string, string>();

  const sender = createSender({
    post,
    isOnline: () => navigator.onLine,
    mark(key, state) {
      log.mark(key, state);
      const answer = rated.get(key);
      if (answer !== undefined && state === 'failed') log.rate(answer, null);
      listener.changed();
      if (state === 'failed') listener.failed();
    },
    // Files can't be kept; their caption alone would be another message.
    keep: (messages) => unsent.set(messages.length > 0 ? messages.filter(({ files }) => !files) : null),
  });

  /** Finds or starts the conversation, loads its messages, and follows it. */
  async function begin(): Promise<void> {
    life += 1;
    const mine = life;
    isBarred = false;
    follower?.stop();
    follower = null;
    for (let attempt = 0; mine === life; attempt += 1) {
      try {
        const { saved, streamUrl } = await credentials.begin(locale());
        if (mine !== life) return;
        conversation = saved.id;
        if (streamUrl === null) await load(mine);
        if (mine !== life) return;
        follower = followFrom(mine, streamUrl);
        renewal.schedule();
        sender.go();
        return;
      } catch (error) {
        if (mine !== life) return;
        const { problem, rest } = error instanceof LineError ? error : new LineError('passing', 0);
        if (problem === 'gone' && conversation !== null) return forget();
        if (problem === 'barred' || (problem !== 'passing' && conversation === null)) return bar();
        listener.status(navigator.onLine ? (attempt > 0 ? 'lost' : 'connecting') : 'offline');
        bell.hush();
        await bell.wait(navigator.onLine ? Math.max(rest, backoff(attempt, Math.random())) : Number.POSITIVE_INFINITY);
      }
    }
  }

  async function load(mine: number): Promise<void> {
    let before: string;
    do {
      before = cursor;
      const set = await read();
      if (mine !== life) return;
      take(set, 'read');
      // Erased turns leave empty pages: only a cursor that no longer moves is at the end.
    } while (cursor !== before);
    listener.status('online');
  }

  function followFrom(mine: number, streamUrl: string | null): Follower {
    return follow(
      {
        async connect() {
          const { id, token } = await ours();
          const connection = await line.resume(id, token, cursor);
          credentials.keep(connection);
          return connection.streamUrl ?? null;
        },
        read,
        take: (set) => mine === life && take(set, 'live'),
        status: (status) => mine === life && listener.status(status),
        back: () => mine === life && sender.go(),
        gone: () => mine === life && forget(),
        barred: () => mine === life && bar(),
      },
      streamUrl,
    );
  }

  async function ours() {
    const saved = await credentials.fresh();
    // Another tab has switched to a new conversation; this one will be notified.
    if (saved.id !== conversation) throw new LineError('passing', 0);
    return saved;
  }

  async function read(): Promise<ActivitySet> {
    const { id, token } = await ours();
    return line.read(id, token, cursor);
  }

  function take(set: ActivitySet, how: 'read' | 'live'): boolean {
    const { said, isNews } = log.take(set.activities);
    if (set.watermark !== undefined && !(Number(set.watermark) <= Number(cursor))) cursor = set.watermark;
    for (const { type, from, channelData } of set.activities) {
      if (type === 'typing' && from.role === 'bot') listener.typing();
      if (channelData?.clientActivityID) sender.arrived(channelData.clientActivityID);
    }
    if (isNews) listener.changed();
    if (how === 'live' && said.length > 0) listener.news(said);
    return isNews;
  }

  async function post(message: OutgoingMessage): Promise<void> {
    const mine = life;
    const { id, token } = await ours();
    try {
      await line.post(id, token, message, locale());
    } catch (error) {
      if (error instanceof LineError && error.problem === 'barred' && mine === life) bar();
      if (!(error instanceof LineError) || error.problem !== 'gone') throw error;
      await repost(message, mine);
    }
    follower?.nudge();
    setTimeout(() => {
      if (mine === life && !log.isConfirmed(message.key)) follower?.check();
    }, echoTimeoutMs);
  }

  /** A refused token may only be too old; if the server does not know the conversation either, a new one starts. */
  async function repost(message: OutgoingMessage, mine: number): Promise<void> {
    try {
      const { id, token } = await credentials.renew();
      await line.post(id, token, message, locale());
    } catch (error) {
      if (mine === life && error instanceof LineError && error.problem === 'gone') forget();
      throw error;
    }
  }

  function forget(): void {
    if (conversation !== null) credentials.leave(conversation);
    listener.forgotten();
    change();
  }

  /** Stops, because retrying automatically is useless. */
  function bar(): void {
    life += 1;
    isBarred = true;
    follower?.stop();
    sender.giveUp();
    listener.status('barred');
  }

  /** Switches to this browser's current conversation, and sends unsent messages there. */
  function change(): void {
    sender.hold();
    conversation = null;
    cursor = '';
    log.forgetConfirmed();
    listener.changed();
    void begin();
  }

  function submit(message: OutgoingMessage): void {
    log.put(message.key, message.text, (message.files ?? []).map(shownFile), Date.now());
    listener.changed();
    sender.add(message);
    if (isBarred) void begin();
  }

  return {
    bar,
    open() {
      if (isBarred) void begin();
      if (isOpen) return;
      isOpen = true;
      listener.status('connecting');
      for (const message of unsent.get() ?? []) submit(message);
      void begin();
    },
    send: (text) => submit({ key: newKey(), text }),
    type() {
      const now = Date.now();
      if (now < saidTypingAt + typingIntervalMs) return;
      saidTypingAt = now;
      // Nobody misses it.
      ours()
        .then(({ id, token }) => line.type(id, token))
        .catch(() => {});
    },
    choose: ({ label, value }) => submit({ key: newKey(), text: label, choice: value }),
    rate(answer, { label, value }) {
      const key = newKey();
      rated.set(key, answer);
      log.rate(answer, value);
      listener.changed();
      sender.add({ key, text: label, choice: value });
    },
    attach: (files, text) => submit({ key: newKey(), text, files }),
    locate: (place) => submit({ key: newKey(), text: pointText(place), place }),
    retry(key) {
      sender.retry(key);
      if (isBarred) void begin();
    },
    restart() {
      if (conversation !== null) credentials.leave(conversation);
      sender.clear();
      log.clear();
      change();
    },
    leave() {
      life += 1;
      follower?.stop();
      sender.hold();
      sender.clear();
      credentials.clear();
      conversation = null;
      cursor = '';
      isOpen = isBarred = false;
      log.clear();
      listener.changed();
    },
    join() {
      const saved = credentials.current();
      if (isOpen && conversation !== null && saved !== null && saved.id !== conversation) change();
    },
    check() {
      bell.ring();
      follower?.check();
    },
    sleep() {
      life += 1;
      sender.hold();
      follower?.stop();
    },
    signal() {
      if (!isOpen) return;
      const kept = credentials.kept();
      if (conversation === null || kept?.id === conversation) void begin();
      else if (kept === null) listener.left();
      else change();
    },
    token: () => credentials.current()?.token ?? null,
  };
}
