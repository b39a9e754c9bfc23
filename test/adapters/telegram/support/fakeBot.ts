import type { Update } from 'telegraf/types';

/** An update without its number. */
export type NewUpdate = Update extends infer U ? (U extends Update ? Omit<U, 'update_id'> : never) : never;

/** One call of the bot, as the platform saw it. */
export interface Call {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests check
  readonly payload: any;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** The id of the message that it made, null when it made none. */
  readonly message: number | null;
}

/** What befalls a call. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly description: string; readonly parameters: object }
  | { readonly kind: 'silence' }
  | { readonly kind: 'cut' };

export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** One bot, as the platform keeps it. */
export interface FakeBot {
  readonly token: string;
  readonly id: number;
  readonly username: string;
  /** Calls that the platform carried out, oldest first; asking for updates is not among them. */
  readonly calls: Call[];
  /** Offsets with which updates were asked for. */
  readonly offsets: number[];
  /** Files that people sent, by `file_id`. */
  readonly files: Map<string, Uint8Array>;
  readonly webhook: Webhook | null;
  /** Numbers of updates that the bot has not confirmed. */
  unconfirmed(): readonly number[];
  /** Brings an update; resolves to its number once the webhook has answered, or once it can be fetched. */
  bring(update: NewUpdate): Promise<number>;
  /** Brings several, in their order, all to be fetched at once. */
  bringAll(updates: readonly NewUpdate[]): Promise<readonly number[]>;
  /** Brings the newest update once more. */
  bringAgain(): Promise<void>;
  /** Lets the next call of a method (a word of its name) fail; resolves when it has. */
  problem(method: RegExp, problem: Fault): Promise<void>;
  /** Lets every call of a method fail. */
  alwaysFault(method: RegExp, problem: Fault): void;
  /** Calls of a method once there are so many of them. */
  seen(method: string, count: number): Promise<readonly Call[]>;
  /** Has requests for updates held no longer than so many milliseconds. */
  holdFor(milliseconds: number): void;
  /** Asks for updates as another program would, and resolves when it has an answer. */
  asUnknownSender(): Promise<void>;
  /** Resolves when something about the bot has come true. */
  until(condition: () => boolean): Promise<void>;
}

/** The platform's side of a bot. */
export interface BotState extends FakeBot {
  webhook: Webhook | null;
  /** A failure for a call, which it uses up. */
  meet(method: string): Fault | null;
  /** Updates to hand out for an offset, which confirms all before it; waits for some, at most so long. */
  fetch(offset: number, milliseconds: number): Promise<readonly Update[] | 'conflict'>;
  setWebhook(webhook: Webhook | null): void;
  record(call: Call): void;
  /** Ends all waiting. */
  end(): void;
}

/** Milliseconds between two attempts to bring what a webhook did not take. */
const bringAgainAfter = 25;

export function createBot(token: string, id: number, username: string): BotState {
  let updates: Update[] = [];
  let newest: Update | null = null;
  let number = 1_000 * id;
  let again: Update[] = [];
  let problems: { method: RegExp; problem: Fault; once: boolean; met: () => void }[] = [];
  let poll: { conflict: () => void } | null = null;
  let ended = false;
  let longest = Number.POSITIVE_INFINITY;
  const watchers = new Set<() => void>();
  const timers = new Set<NodeJS.Timeout>();
  const lanes = new Map<number, Promise<unknown>>();
  const news = () => {
    for (const watcher of [...watchers]) watcher();
  };

  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!condition() && !ended) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });

  /** Posts an update until it is taken; resolves after the first answer. Those of one chat go one after the other. */
  function post(update: Update): Promise<void> {
    return new Promise((answered) => {
      const attempt = async (): Promise<void> => {
        const { webhook } = bot;
        if (ended || webhook === null) return answered();
        const status = await fetch(webhook.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': webhook.secret },
          body: JSON.stringify(update),
        }).then(
          (response) => response.status,
          () => 0,
        );
        answered();
        if (status >= 200 && status < 300) {
          updates = updates.filter((each) => each !== update);
          news();
          return;
        }
        await new Promise<void>((resolve) => timers.add(setTimeout(resolve, bringAgainAfter)));
        await attempt();
      };
      const chat = chatOf(update);
      const before = lanes.get(chat) ?? Promise.resolve();
      lanes.set(chat, before.then(attempt));
    });
  }

  const bot: BotState = {
    token,
    id,
    username,
    calls: [],
    offsets: [],
    files: new Map(),
    webhook: null,
    unconfirmed: () => updates.map(({ update_id }) => update_id),
    async bring(update) {
      const [made] = await bot.bringAll([update]);
      return made as number;
    },
    async bringAll(given) {
      const made = given.map((update) => ({ ...update, update_id: number++ }) as Update);
      newest = made.at(-1) ?? newest;
      updates.push(...made);
      news();
      if (bot.webhook !== null) await Promise.all(made.map(post));
      return made.map(({ update_id }) => update_id);
    },
    async bringAgain() {
      if (newest === null) return;
      if (bot.webhook !== null) return post(newest);
      again.push(newest);
      news();
    },
    problem: (method, problem) =>
      new Promise((met) => {
        problems.push({ method, problem, once: true, met });
      }),
    alwaysFault(method, problem) {
      problems.push({ method, problem, once: false, met: () => {} });
    },
    async seen(method, count) {
      const those = () => bot.calls.filter((call) => call.method === method);
      await until(() => those().length >= count);
      return those();
    },
    holdFor(milliseconds) {
      longest = milliseconds;
    },
    async asUnknownSender() {
      await bot.fetch(0, 0);
    },
    until,
    meet(method) {
      const found = problems.find((each) => each.method.test(method));
      if (found === undefined) return null;
      if (found.once) problems = problems.filter((each) => each !== found);
      setImmediate(found.met);
      return found.problem;
    },
    async fetch(offset, milliseconds) {
      bot.offsets.push(offset);
      updates = updates.filter(({ update_id }) => update_id >= offset);
      // Two who ask at once: the platform sends the first one away.
      poll?.conflict();
      let conflict = false;
      let late = false;
      const own = {
        conflict: () => {
          conflict = true;
        },
      };
      poll = own;
      const timer = setTimeout(
        () => {
          late = true;
          news();
        },
        Math.min(milliseconds, longest),
      );
      news();
      await until(() => conflict || late || again.length + updates.length > 0);
      clearTimeout(timer);
      if (conflict) return 'conflict';
      poll = null;
      const handed = [...again, ...updates].slice(0, 100);
      again = [];
      return handed;
    },
    setWebhook(webhook) {
      bot.webhook = webhook;
      if (webhook !== null) for (const update of updates) void post(update);
    },
    record(call) {
      bot.calls.push(call);
      news();
    },
    end() {
      ended = true;
      for (const timer of timers) clearTimeout(timer);
      news();
    },
  };
  return bot;
}

function chatOf(update: Update): number {
  if ('message' in update) return update.message.chat.id;
  if ('edited_message' in update) return update.edited_message.chat.id;
  return 'callback_query' in update ? (update.callback_query.message?.chat.id ?? 0) : 0;
}
