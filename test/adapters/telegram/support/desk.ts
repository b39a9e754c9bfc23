import { createHmac } from 'node:crypto';
import type { Channel, OpenAccount } from '../../../../adapters/adapter.ts';
import { platform } from '../../../../adapters/telegram/index.ts';
import { startSingle } from '../../../../src/core/engine/single.ts';
import type { CodedError } from '../../../../src/core/model/errors.ts';
import type { Rendered } from '../../../../src/core/model/message.ts';
import type { Delivery, Receive, Sending } from '../../../../src/core/ports/adapter.ts';
import type { Leases } from '../../../../src/core/ports/lease.ts';
import { createHttpApp } from '../../../../src/http/server.ts';
import { createLocalLeases } from '../../../../src/store/local/leases.ts';
import { type Address, openAddress } from '../../../contract/adapter/address.ts';
import { accountWith } from '../../../support/account.ts';
import { createKeptFiles, type KeptFiles } from '../../../support/keptFiles.ts';
import { createLog } from '../../../support/log.ts';
import { type FakeBot, type FakeBotApi, startBotApi } from './fakeBotApi.ts';

/** One process with one account of Telegram, and nothing behind it but what a test puts there. */
export interface Desk {
  readonly api: FakeBotApi;
  readonly bot: FakeBot;
  readonly address: Address;
  readonly channel: Channel;
  /** All that was handed in, in its order. */
  readonly taken: readonly Delivery[];
  readonly log: ReturnType<typeof createLog>;
  readonly kept: KeptFiles;
  /** Bytes of files and notes so far, whatever their conversation. */
  readonly sealed: () => readonly Uint8Array[];
  /** Seals a file in the conversation to which `send` sends. */
  keep(id: string, bytes: Uint8Array): void;
  readonly failed: readonly CodedError[];
  readonly account: ReturnType<typeof accountWith>;
  open(): Promise<OpenAccount>;
  /** Sends to a chat as the outbox does. */
  send(address: unknown, message: Partial<Rendered>, key?: string): Promise<{ platformId: string | null }>;
  /** Texts handed in so far. */
  texts(): readonly string[];
  close(): Promise<void>;
}

export interface DeskOptions {
  readonly receive?: 'polling' | 'webhook';
  readonly fileBytes?: number;
  /** Other settings of the account. */
  readonly settings?: object;
  /** What becomes of a delivery; it is taken unless this rejects. */
  readonly take?: (delivery: Delivery) => Promise<void>;
  readonly token?: string;
  /** Those of another process, to share its platform and its leases. */
  readonly beside?: { readonly api: FakeBotApi; readonly leases: Leases };
}

export const token = '42:a-token-that-nobody-may-see';

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const { receive: way = 'polling', take = async () => {} } = options;
  const api = options.beside?.api ?? (await startBotApi());
  const bot = api.bot(token);
  const leases = options.beside?.leases ?? createLocalLeases(Date.now);
  const address = await openAddress();
  const log = createLog();
  const taken: Delivery[] = [];
  const kept = createKeptFiles();
  const failed: CodedError[] = [];
  const account = accountWith({ id: 'desk', channel: 'telegram', capabilities: platform.capabilities });
  const timer = (_: number, callback: () => void) => {
    const handle = setTimeout(callback, 5);
    return () => clearTimeout(handle);
  };

  const conversationId = (...names: readonly string[]) =>
    createHmac('sha256', 'test').update(JSON.stringify(names)).digest('hex');
  const receive: Receive = async (delivery) => {
    await take(delivery);
    taken.push(delivery);
    const { tenant, id } = delivery.account;
    const conversation = conversationId(tenant, id, delivery.platformConversation);
    return { conversation, revision: taken.length, duplicate: false };
  };
  const channel = platform.createChannel({
    receive,
    conversationId,
    files: kept.files,
    notes: kept.notes,
    menu: () => [
      {
        command: 'help',
        name: { ca: 'ajuda', es: 'ayuda', en: 'help' },
        description: { ca: 'Què puc fer', es: 'Qué puedo hacer', en: 'What I can do' },
      },
    ],
    single: (name, work) => startSingle({ leases, name, work, timer, log }),
    publicUrl: address.url,
    secret: new Uint8Array(32).fill(7),
    clock: () => 1_000_000,
    log,
  });
  const routers = channel.router ? [channel.router] : [];
  address.serve(createHttpApp({ trustProxy: 0, channels: routers, routers: [], log }), null);

  return {
    api,
    bot,
    address,
    channel,
    taken,
    log,
    kept,
    sealed: () => [...kept.bytes.values(), ...kept.noted.values()].map((bytes) => Buffer.from(bytes)),
    keep: (id, bytes) => kept.bytes.set(`${conversationId('default', 'desk', 'here')}/${id}`, bytes),
    failed,
    account,
    open: () =>
      channel.open({
        account: () => account,
        secrets: { token: options.token ?? token },
        settings: platform.readSettings({
          receive: way,
          apiRoot: api.url,
          ...options.settings,
          ...(options.fileBytes && { fileBytes: options.fileBytes }),
        }),
        failed: (error) => failed.push(error),
      }),
    async send(to, message, key = 'k.1.0') {
      const { send } = channel;
      if (send === null) throw new Error('it sends');
      const whole: Rendered = { text: '', markup: 'markdown', choices: [], files: [], locale: 'ca', ...message };
      const conversation = conversationId('default', 'desk', 'here');
      const { signal } = new AbortController();
      const sending: Sending = { account, conversation, address: to, message: whole, idempotencyKey: key, signal };
      return send(sending);
    },
    texts: () => taken.map(({ inbound: { content } }) => ('text' in content ? content.text : '')),
    async close() {
      await channel.close();
      await address.close();
      if (!options.beside) await api.close();
    },
  };
}
