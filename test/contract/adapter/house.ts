import { inspect } from 'node:util';
import type { AccountToOpen, Channel, OpenAccount } from '../../../adapters/adapter.ts';
import { createEngine } from '../../../src/core/engine/engine.ts';
import { startSingle } from '../../../src/core/engine/single.ts';
import { readHere } from '../../../src/core/engine/understand.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { Event } from '../../../src/core/model/event.ts';
import type { FileRef, Inbound, Rendered } from '../../../src/core/model/message.ts';
import type { MenuEntry } from '../../../src/core/model/parsedCommand.ts';
import type { Delivery, Receipt, Sending } from '../../../src/core/ports/adapter.ts';
import { createHttpApp } from '../../../src/http/server.ts';
import { createLocalLeases } from '../../../src/store/local/leases.ts';
import { accountWith } from '../../support/account.ts';
import { createClock, testDay } from '../../support/clock.ts';
import { noVectors } from '../../support/danger.ts';
import { dispatcherOver } from '../../support/dispatcher.ts';
import { createKeptFiles } from '../../support/keptFiles.ts';
import { createLog } from '../../support/log.ts';
import { createMemoryJournal } from '../../support/memoryJournal.ts';
import { createMemoryKeys, createMemorySealer } from '../../support/memorySealer.ts';
import { echoPhrases } from '../../support/phrases.ts';
import { createPubSub } from '../../support/pubsub.ts';
import { roomyLine } from '../../support/roomyLine.ts';
import { sideEffectsOver } from '../../support/sideEffectsOver.ts';
import { until } from '../coordination/until.ts';
import { openAddress } from './address.ts';
import type { AdapterFixture, FakePlatform } from './fixture.ts';
import { contractKnowledge } from './knowledge.ts';

/** A message that the adapter handed in, and what the engine made of it. */
export interface Taken {
  readonly delivery: Delivery;
  readonly receipt: Receipt;
}

/** One turn as the journal holds it. */
interface HeldTurn {
  readonly events: readonly Event[];
  readonly inbound: Inbound | null;
  readonly outbound: readonly Rendered[];
}

const menu: readonly MenuEntry[] = [
  {
    command: 'help',
    name: { ca: 'ajuda', es: 'ayuda', en: 'help' },
    description: { ca: 'Què puc fer', es: 'Qué puedo hacer', en: 'What I can do' },
  },
];

/** The service around one platform: a real engine, journal, outbox and dispatcher, which outlive its processes. */
export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse({ platform }: Pick<AdapterFixture, 'platform'>, fake: FakePlatform) {
  const clock = createClock(testDay);
  const log = createLog();
  const pubsub = createPubSub();
  const store = createMemoryJournal();
  const keys = createMemoryKeys();
  const sealer = createMemorySealer(keys);
  const kept = createKeptFiles();
  const address = await openAddress();
  const timer = (milliseconds: number, callback: () => void) => {
    const handle = setTimeout(callback, milliseconds);
    return () => clearTimeout(handle);
  };
  const knowledge = { current: () => contractKnowledge };
  const translate = echoPhrases;
  const observe = () => {};
  const sideEffects = sideEffectsOver({ journal: store.journal, sealer, keys, clock: clock.now });
  const engine = createEngine({
    ...sideEffects,
    ...{
      journal: store.journal,
      outbox: store.outbox,
      sealer,
      knowledge,
      program: '1.0.0',
      reader: readHere,
      line: roomyLine(),
      vectors: noVectors,
      translate,
      pubsub,
      recentCommits: { put() {} },
      clock: clock.now,
      log,
      observe,
    },
  });

  const taken: Taken[] = [];
  const secrets = new Set<string>();
  const failing: { account: string; code: string }[] = [];
  /** How many messages are still committed without the adapter hearing of it, as when the process ends just then. */
  let unheard = 0;
  let forgetsSent = false;
  let sendingTime = new AbortController();

  function startProcess(): { channel: Channel; accounts: Map<string, { account: Account; open: OpenAccount }> } {
    const leases = createLocalLeases(Date.now);
    const channel = platform.createChannel({
      receive: async (delivery) => {
        if (process !== running) throw new Error('this process has ended');
        const receipt = await engine.receive(delivery);
        taken.push({ delivery, receipt });
        if (unheard === 0) return receipt;
        unheard -= 1;
        throw new Error('the process ended here');
      },
      conversationId: sealer.conversationId,
      files: kept.files,
      notes: kept.notes,
      menu: () => menu,
      single: (name, work) => startSingle({ leases, name, work, timer, log }),
      publicUrl: address.url,
      secret: new Uint8Array(32).fill(7),
      clock: clock.now,
      log,
    });
    const routers = channel.router ? [channel.router] : [];
    address.serve(createHttpApp({ trustProxy: 0, channels: routers, routers: [], log }), channel.upgrade);
    const process = { channel, accounts: new Map() };
    return process;
  }

  fake.serve(address.url);
  let running = startProcess();

  const delivery = {
    outbox: {
      ...store.outbox,
      done: async (...given: Parameters<typeof store.outbox.done>) => {
        if (!forgetsSent) return store.outbox.done(...given);
        forgetsSent = false;
        throw new Error('the process ended here');
      },
    },
    journal: store.journal,
    sealer,
    runSideEffect: sideEffects.runSideEffect,
    route: (_: string, name: string) => {
      const here = running.accounts.get(name);
      const { send } = running.channel;
      if (here === undefined || send === null) return null;
      const { signal } = sendingTime;
      return { account: here.account, send: (sending: Sending) => send({ ...sending, signal }) };
    },
    clock,
    log,
  };
  // Attempts that take too long are broken off by `runOutOfTime`.
  const dispatcher = dispatcherOver(delivery, { observe });

  function define(name: string, secret: 'right' | 'wrong'): AccountToOpen {
    const given = fake.account(name, secret);
    for (const value of Object.values(given.secrets)) secrets.add(value);
    const account = accountWith({
      id: name,
      channel: platform.channel,
      capabilities: { ...platform.capabilities, pace: null },
      pace: { burst: 1_000, perMinute: 1_000 },
    });
    return {
      account: () => account,
      secrets: given.secrets,
      settings: platform.readSettings(given.settings),
      failed: ({ code }) => failing.push({ account: name, code }),
    };
  }

  const house = {
    /** Where the service is. */
    url: address.url,
    clock,
    log,
    kept,
    files: kept.files,
    store,
    /** All that was handed in and committed so far. */
    taken: taken as readonly Taken[],

    /** Accounts that said that they stopped working. */
    failing: failing as readonly { account: string; code: string }[],

    /** Opens an account under the name by which the platform knows it. Rejects as the channel does. */
    async open(name: string, secret: 'right' | 'wrong'): Promise<OpenAccount> {
      const given = define(name, secret);
      const open = await running.channel.open(given);
      running.accounts.set(name, { account: given.account(), open });
      await dispatcher.resume(given.account().tenant, name);
      return open;
    },

    /** Asks the platform who an account is, and opens nothing. */
    identify: (name: string, secret: 'right' | 'wrong') => running.channel.identify(define(name, secret)),

    async shut(name: string): Promise<void> {
      const here = running.accounts.get(name);
      running.accounts.delete(name);
      await here?.open.close();
    },

    async reopen(name: string): Promise<void> {
      await house.shut(name);
      await house.open(name, 'right');
    },

    /** Does something that people do, and resolves with the message that it made the service take. */
    async onStaffMessage(work: () => Promise<unknown>): Promise<Taken> {
      const before = taken.length;
      await work();
      await until(() => taken.length > before);
      return taken[before] as Taken;
    },

    /** Resolves when so many messages were taken since the beginning, duplicates included. */
    receiveUpTo: (count: number) => until(() => taken.length >= count),

    /** Resolves when something that people see has come true. */
    sees: (condition: () => boolean) => until(condition),

    async turns(conversation: string): Promise<readonly HeldTurn[]> {
      const commits = await store.journal.read(conversation, 0, 1_000);
      return Promise.all(
        commits.map(async (commit) => {
          const content = await sealer.open(commit);
          if (content === null) throw new Error('it was erased');
          return { events: commit.events, inbound: content.inbound, outbound: content.outbound };
        }),
      );
    },

    /** Lets the bot say something by itself, later, as staff do. */
    async announce(conversation: string, message: { text: string; files: readonly FileRef[] }): Promise<void> {
      const last = (await store.journal.read(conversation, 0, 1_000)).at(-1);
      const content = last && (await sealer.open(last));
      if (!content) throw new Error('nobody spoke there');
      const { address, inbound } = content;
      const { markup } = platform.capabilities;
      const outbound = [{ ...message, markup, choices: [], locale: 'ca' as const }];
      const sealed = await sealer.seal(conversation, { address, inbound, outbound }, 'current');
      const revision = last.revision + 1;
      const outbox = [{ ordinal: 0, kind: 'send' as const, message: 0 }];
      const own = { revision, inboundKey: `told ${revision}`, at: clock.now(), events: [], outbox };
      await store.journal.append({ ...last, ...own, ...sealed });
    },

    /** Sends what is due now; resolves to when more will be. */
    deliverDue: dispatcher.deliver,

    /** Sends all that waits, however long it has to. */
    async deliver(): Promise<void> {
      for (let round = 0; round < 100; round++) {
        const due = await dispatcher.deliver();
        if (due === null) return;
        clock.advance(Math.max(0, due - clock.now()));
      }
      throw new Error('the outbox does not become empty');
    },

    /** Breaks off every attempt that is under way, as when it has taken too long. */
    runOutOfTime(): void {
      sendingTime.abort();
      sendingTime = new AbortController();
    },

    /** From now on, so many messages are committed and the adapter hears nothing but the end of its process. */
    cutAfterCommit(messages: number): void {
      unheard = messages;
    },

    /** The next message that is sent is not marked as sent: the process ends before. */
    cutAfterSending(): void {
      forgetsSent = true;
    },

    /** Ends the process and starts another one with the same accounts over the same store. */
    async restart(): Promise<void> {
      const before = running;
      address.serve(null, null);
      running = startProcess();
      await before.channel.close();
      unheard = 0;
      for (const name of before.accounts.keys()) await house.open(name, 'right');
    },

    /** All that was logged, errors and their causes with every field. */
    logged: () => inspect(log.lines, { depth: 20, maxStringLength: null, maxArrayLength: null, showHidden: true }),

    /** What must not be in a log: secrets, and what people said. */
    unspeakable: (): readonly string[] => [
      ...secrets,
      ...taken
        .map(({ delivery: { inbound } }) => ('text' in inbound.content ? inbound.content.text : ''))
        .filter(isDistinctive),
    ],

    async close(): Promise<void> {
      address.serve(null, null);
      await running.channel.close();
      await fake.close();
      await address.close();
    },
  };
  return house;
}

/** Long enough not to be found by chance. */
const isDistinctive = (text: string) => text.length >= 12;
