import { randomUUID } from 'node:crypto';
import type { Account, SendingPace } from '../../../src/core/model/account.ts';
import { createDispatcher, type DeliveryReport, type Dispatcher } from '../../../src/core/outbox/dispatcher.ts';
import { startDispatchLoop } from '../../../src/core/outbox/dispatchLoop.ts';
import type { Sending } from '../../../src/core/ports/adapter.ts';
import type { Timer } from '../../../src/core/ports/clock.ts';
import type { Outbox } from '../../../src/core/ports/outbox.ts';
import { accountWith, pushCapabilities } from '../../support/account.ts';
import { createBench } from '../../support/engine.ts';
import { pause } from '../../support/pause.ts';
import { sideEffectsOver } from '../../support/sideEffectsOver.ts';
import { createTimers } from '../../support/timers.ts';

/** What a platform does with a message: takes it (after some milliseconds), or throws. */
type Behave = (sending: Sending, attempt: number) => number | Promise<never>;

export interface SentMessage {
  readonly account: string;
  readonly chat: string;
  readonly text: string;
  readonly at: number;
}

/** A process that can be suspended at any moment; one that never goes on was killed. */
interface Process {
  readonly dispatcher: Dispatcher;
  suspend(): void;
  goOn(): void;
  stop(): Promise<void>;
}

/** Lets a process do things, or not: what it would do while it is suspended it does when it goes on. */
function createPower() {
  let isOn = true;
  const waiting: (() => void)[] = [];
  const run = (work: () => void): void => {
    if (isOn) work();
    else waiting.push(work);
  };
  return {
    run,
    running: () => new Promise<void>((resolve) => run(resolve)),
    suspend: () => {
      isOn = false;
    },
    goOn: () => {
      isOn = true;
      for (const work of waiting.splice(0)) work();
    },
  };
}

type Power = ReturnType<typeof createPower>;

/** A city with several accounts whose outbox is at work in one process, in a time that only the test moves on. */
export function openPost(names: readonly string[], pace: SendingPace | null) {
  const bench = createBench(accountWith({}), (deps) => deps);
  const { clock } = bench;
  const timers = createTimers(clock);
  const accounts = new Map<string, Account>();
  const off = new Set<string>();
  const behaviours = new Map<string, Behave>();
  const sent: SentMessage[] = [];
  const tried: SentMessage[] = [];
  const reports: DeliveryReport[] = [];
  const counts = { running: new Map<string, number>(), maxRunning: new Map<string, number>(), writes: 0 };
  let steps = 0;
  for (const id of names) {
    accounts.set(
      id,
      accountWith({ id, capabilities: { ...pushCapabilities, pace }, pace: { burst: 999, perMinute: 999 } }),
    );
  }

  const wait = (milliseconds: number) => new Promise<void>((resolve) => timers.timer(milliseconds, resolve));

  async function send(sending: Sending): Promise<{ platformId: string | null }> {
    const { account, address, message, idempotencyKey } = sending;
    steps += 1;
    const attempt = {
      account: account.id,
      chat: (address as { chat: string }).chat,
      text: message.text,
      at: clock.now(),
    };
    tried.push(attempt);
    const running = (counts.running.get(account.id) ?? 0) + 1;
    counts.running.set(account.id, running);
    counts.maxRunning.set(account.id, Math.max(running, counts.maxRunning.get(account.id) ?? 0));
    try {
      const behave = behaviours.get(account.id) ?? (() => 0);
      const taken = behave(
        sending,
        tried.filter(({ chat, text }) => chat === attempt.chat && text === attempt.text).length,
      );
      await (typeof taken === 'number' ? taken > 0 && wait(taken) : taken);
      sent.push({ ...attempt, at: clock.now() });
      return { platformId: idempotencyKey };
    } finally {
      counts.running.set(account.id, (counts.running.get(account.id) ?? 0) - 1);
      steps += 1;
    }
  }

  /** The outbox as one process reaches it; counts what happens, so that a test knows when nothing more does. */
  const outboxOf = (power: Power) =>
    new Proxy(bench.store.outbox, {
      get: (target, name: keyof Outbox) => {
        const method = target[name] as (...given: unknown[]) => Promise<unknown>;
        return async (...given: unknown[]) => {
          steps += 1;
          if (name === 'defer' || name === 'retry') counts.writes += 1;
          await power.running();
          const answer = await method(...given);
          await power.running();
          return answer;
        };
      },
    });

  function startProcess(): Process {
    const power = createPower();
    const timer: Timer = (milliseconds, callback) => timers.timer(milliseconds, () => power.run(callback));
    const sendHere = async (sending: Sending) => {
      await power.running();
      const answer = await send(sending);
      await power.running();
      return answer;
    };
    const dispatcher = createDispatcher({
      outbox: outboxOf(power),
      journal: bench.store.journal,
      sealer: bench.deps.sealer,
      runSideEffect: sideEffectsOver({ ...bench.deps, keys: bench.keys }).runSideEffect,
      route: (_, id) => {
        const account = accounts.get(id);
        return account && !off.has(id) ? { account, send: sendHere } : null;
      },
      clock: clock.now,
      elapsed: clock.now,
      newName: randomUUID,
      timer,
      jitter: () => 1,
      log: bench.log,
      observe: (report) => reports.push(report),
    });
    const { pubsub, log } = bench;
    const loop = startDispatchLoop({ work: dispatcher.look, pubsub, clock: clock.now, timer, log });
    dispatcher.onProgress(loop.look);
    return {
      dispatcher,
      suspend: power.suspend,
      goOn: power.goOn,
      async stop() {
        const undelivered = dispatcher.stop();
        await loop.stop();
        await undelivered;
      },
    };
  }

  /** Resolves when nothing more happens without time going by. */
  async function settled(): Promise<void> {
    for (let still = 0, before = steps; still < 25; still++) {
      await pause();
      if (steps !== before) still = 0;
      before = steps;
    }
  }

  return {
    clock,
    store: bench.store,
    log: bench.log,
    sent,
    tried,
    reports,
    counts,
    off,
    startProcess,
    settled,
    behave: (account: string, behaviour: Behave) => void behaviours.set(account, behaviour),

    /** Somebody writes; the answers wait in the outbox. */
    async say(account: string, chat: string, text: string): Promise<void> {
      const here = accounts.get(account);
      if (here === undefined) throw new Error(`there is no account ${account}`);
      const content = { kind: 'text', text } as const;
      await bench.engine.receive({
        account: here,
        platformConversation: chat,
        surface: 'private',
        person: null,
        address: { chat },
        inbound: { id: `${text} ${steps++}`, content, localeHint: null },
      });
    },

    /** Lets so much time go by, every timer at its moment. */
    async pass(milliseconds: number): Promise<void> {
      const end = clock.now() + milliseconds;
      for (;;) {
        await settled();
        const next = timers.next();
        if (next === null || next > end) break;
        clock.advance(Math.max(0, next - clock.now()));
        timers.ring();
      }
      clock.advance(end - clock.now());
    },

    sentBy: (account: string) => sent.filter((message) => message.account === account),
    waiting: async () => (await bench.store.outbox.depth()).waiting,
  };
}
