import type { OpenAccount } from '../../../../adapters/adapter.ts';
import { platform } from '../../../../adapters/telegram/index.ts';
import { startSingle } from '../../../../src/core/engine/single.ts';
import type { Agent } from '../../../../src/core/model/agent.ts';
import { createLocalLeases } from '../../../../src/store/local/leases.ts';
import { openInboxBench } from '../../../notifications/staffInbox/inboxBench.ts';
import { accountWith } from '../../../support/account.ts';
import { createKeptFiles } from '../../../support/keptFiles.ts';
import { startBotApi } from './fakeBotApi.ts';
import { says, topicOf } from './people.ts';

/** The group of staff. */
export const group = -100_777;
const token = '42:a-token-that-nobody-may-see';

/** Citizens on one channel, staff in a Telegram group with topics: all between them is real but the journal. */
export async function openStaffGroup(agents: readonly Agent[], departments: readonly string[] | undefined) {
  const api = await startBotApi();
  const bot = api.bot(token);
  const own = accountWith({ id: 'desk', channel: 'telegram', capabilities: platform.capabilities });
  let opened: OpenAccount | null = null;
  const { bench, onStaffMessage, dispatcher, toCitizen } = openInboxBench(
    agents,
    departments,
    () => opened?.staffInboxChannel ?? null,
  );
  const { clock, log, keys, deps } = bench;
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
    onStaffMessage,
    conversationId: deps.sealer.conversationId,
    ...createKeptFiles(),
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
