import { createRequire } from 'node:module';
import { freePort } from '../../../support/freePort.ts';

/** What people do with the bot in telegram-test-api, as far as tests use it. */
interface PeerClient {
  makeMessage(text: string, options?: object): object;
  makeCommand(text: string, options?: object): object;
  makeCallbackQuery(data: string, options?: object): object;
  sendMessage(message: object): Promise<unknown>;
  sendCommand(message: object): Promise<unknown>;
  sendCallback(query: object): Promise<unknown>;
  /** What the bot has sent since the last time; waits for some. */
  getUpdates(): Promise<{ result: readonly PeerMessage[] }>;
}

export interface PeerMessage {
  readonly messageId: number;
  readonly message: {
    readonly chat_id: number;
    readonly text: string;
    readonly parse_mode?: string;
    readonly reply_markup?: { inline_keyboard: { text: string; callback_data: string }[][] };
  };
}

interface Server {
  readonly config: { readonly apiURL: string };
  readonly webhooks: Record<string, { url: string; secret_token?: string }>;
  start(): Promise<void>;
  stop(): Promise<boolean>;
  getClient(token: string, options?: object): PeerClient;
}

/** Somebody else's Telegram: telegram-test-api. It does not take 0 for any port. */
export async function startPeer(): Promise<Server> {
  const TelegramServer = createRequire(new URL('../../../peers/package.json', import.meta.url))('telegram-test-api');
  const server: Server = new TelegramServer({ host: '127.0.0.1', port: await freePort() });
  await server.start();
  return server;
}
