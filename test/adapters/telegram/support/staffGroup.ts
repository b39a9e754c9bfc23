import { randomUUID } from 'node:crypto';
import type { OpenAccount } from '../../../../adapters/adapter.ts';
import { platform } from '../../../../adapters/telegram/index.ts';
import type { Agent } from '../../../../src/core/agent.ts';
import { createDispatcher } from '../../../../src/core/dispatcher.ts';
import { createEffects } from '../../../../src/core/effects.ts';
import { startSingle } from '../../../../src/core/lease.ts';
import { createRecordLog } from '../../../../src/core/recordLog.ts';
import type { StaffInbox } from '../../../../src/core/staffInbox.ts';
import { createStaffInbox } from '../../../../src/notify/inbox/staffInbox.ts';
import { createLocalLeases } from '../../../../src/store/local/leases.ts';
import { openStaffBench, type StaffBench } from '../../../core/staff/bench.ts';
import { accountWith, pushCapabilities } from '../../../support/account.ts';
import { startBotApi } from './fakeBotApi.ts';
import { says, topicOf } from './people.ts';

/** The group of staff. */
export const group = -100_777;
const token = '42:a-token-that-nobody-may-see';

/** Citizens on one channel, staff in a Telegram group with topics: all between them is real but the journal. */
export async function openStaffGroup(agents: readonly Agent[], departments: readonly string[] | undefined) {
  const api = await startBotApi();
  const bot = api.bot(token);
  const citizens = accountWith({ id: 'web', channel: 'test', capabilities: pushCapabilities });
  const own = accountWith({ id: 'desk', channel: 'telegram', capabilities: platform.capabilities });
  const toCitizen: string[] = [];
  let opened: OpenAccount | null = null;
  let bench: StaffBench | null = null;
  const there = <T>(value: T | null): T => {
    if (value === null) throw new Error('not yet');
    return value;
  };
  const made: { inbox: StaffInbox | null; carryOut: ReturnType<typeof createEffects> | null } = {
    inbox: null,
    carryOut: null,
  };
  const place = { name: 'desk', departments: departments ?? null, locale: 'ca' as const };
  bench = openStaffBench(citizens, agents, (parts) => {
    const { journal, sealer, clock, wake } = parts;
    const inbox = createStaffInbox({
      ...{ journal, sealer, wake, publicUrl: 'https://bot.example.cat' },
      records: createRecordLog({ journal, sealer, clock, newId: randomUUID }),
      places: () => [place],
      room: (_, name) => (name === 'desk' ? (opened?.staffRoom ?? null) : null),
      directory: {
        list: (tenant) => there(bench).directory.list(tenant),
        find: (tenant, id) => there(bench).directory.find(tenant, id),
        findOnPlatform: (tenant, channel, id) => there(bench).directory.findOnPlatform(tenant, channel, id),
      },
      departments: () => [
        { id: 'oiac', name: { ca: 'Oficina', es: 'Oficina', en: 'Office' }, head: null },
        { id: 'premsa', name: { ca: 'Premsa', es: 'Prensa', en: 'Press' }, head: null },
      ],
      act: (act) => there(bench).engine.act(act),
    });
    const more = createEffects({
      keys: { destroy: async () => {} },
      handovers: { offer: async () => {} },
      caseRows: { show: async () => {}, forget: async () => {} },
      notifier: null,
      staffInbox: inbox,
    });
    const carryOut: typeof more = async (effect, commit) => {
      await parts.carryOut(effect, commit);
      await more(effect, commit);
    };
    made.inbox = inbox;
    made.carryOut = carryOut;
    return { ...parts, carryOut };
  });
  const { store, clock, log, keys, parts } = bench;
  const dispatcher = createDispatcher({
    ...{ outbox: store.outbox, journal: store.journal, sealer: parts.sealer, carryOut: there(made.carryOut) },
    route: (_, id) =>
      id === 'web'
        ? { account: citizens, send: async ({ message }) => ({ platformId: String(toCitizen.push(message.text)) }) }
        : null,
    ...{ clock: clock.now, timer: () => () => {}, jitter: () => 1, log, observe: () => {} },
  });
  const leases = createLocalLeases(Date.now);
  const timer = (_: number, callback: () => void) => {
    const handle = setTimeout(callback, 5);
    return () => clearTimeout(handle);
  };
  let asCitizen = 0;
  const channel = platform.createChannel({
    receive: async () => {
      asCitizen += 1;
      throw new Error('words of staff were taken for a citizen’s');
    },
    hearStaff: there(made.inbox).hear,
    conversationId: parts.sealer.conversationId,
    files: { seal: async () => {}, open: async () => null },
    menu: () => [],
    single: (name, work) => startSingle({ leases, name, work, timer, log }),
    publicUrl: 'https://bot.example.cat',
    secret: new Uint8Array(32).fill(7),
    clock: clock.now,
    log,
  });
  opened = await channel.open({
    account: () => own,
    secrets: { token },
    settings: platform.readSettings({
      receive: 'polling',
      apiRoot: api.url,
      staff: { chat: group, ...(departments && { departments }) },
    }),
    failed: () => {},
  });
  /** Calls about topics and what was posted, in their order. */
  const inGroup = () => bot.calls.filter(({ payload }) => payload.chat_id === group);

  return {
    ...bench,
    keys,
    bot,
    toCitizen,
    inGroup,
    taken: () => asCitizen,
    deliver: () => dispatcher.deliver(),
    /** Topics that were opened, by their titles. */
    topics: () => inGroup().flatMap(({ method, payload }) => (method === 'createForumTopic' ? [payload.name] : [])),
    /** What was posted so far. */
    posted: () => inGroup().flatMap(({ method, payload }) => (method === 'sendMessage' ? [payload.text] : [])),
    /** Id of the topic into which was posted last. */
    topic: () => inGroup().findLast(({ method }) => method === 'sendMessage')?.payload.message_thread_id as number,
    /** Somebody writes in a topic; resolves once it was taken and all that it causes was delivered. */
    async write(person: number, thread: number, text: string, more: object = {}): Promise<void> {
      await bot.bring(says(topicOf(group, person, thread), text, more));
      await bot.until(() => bot.unconfirmed().length === 0);
      await dispatcher.deliver();
    },
    async again(): Promise<void> {
      await bot.bringAgain();
      await bot.until(() => bot.unconfirmed().length === 0);
      await dispatcher.deliver();
    },
    async close() {
      await channel.close();
      await api.close();
    },
  };
}
