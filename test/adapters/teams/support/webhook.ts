import type { Channel, ChannelDeps, OpenAccount } from '../../../../adapters/adapter.ts';
import type { Cloud } from '../../../../adapters/teams/cloud.ts';
import { createTeamsPlatform } from '../../../../adapters/teams/platform.ts';
import type { Delivery, Receive } from '../../../../src/core/ports/adapter.ts';
import { createHttpApp } from '../../../../src/http/server.ts';
import { openAddress } from '../../../contract/adapter/address.ts';
import { accountWith } from '../../../support/account.ts';
import { createKeptFiles, type KeptFiles } from '../../../support/keptFiles.ts';
import { createLog } from '../../../support/log.ts';
import { type FakeTeams, openTeams, testCloud } from './fakeTeams.ts';

/** The channel alone, with an engine that the test plays. */
export interface WebhookScene {
  readonly fake: FakeTeams;
  readonly channel: Channel;
  readonly url: string;
  readonly log: ReturnType<typeof createLog>;
  /** What was handed to the engine. */
  readonly received: Delivery[];
  readonly kept: KeptFiles;
  /** The bytes of its files. */
  readonly blobs: Map<string, Uint8Array>;
  readonly failed: string[];
  /** What the engine does with a delivery; by default it is durable at once. */
  answerWith(receive: (delivery: Delivery) => Promise<void>): void;
  open(account: string, settings?: unknown): Promise<OpenAccount>;
  close(): Promise<void>;
}

interface AuthOptions {
  readonly publicUrl?: string;
  readonly cloud?: Partial<Cloud>;
  readonly onStaffMessage?: NonNullable<ChannelDeps['onStaffMessage']>;
}

export async function openWebhook(options: AuthOptions = {}): Promise<WebhookScene> {
  const fake = await openTeams();
  const address = await openAddress();
  const log = createLog();
  const received: Delivery[] = [];
  const kept = createKeptFiles(' ');
  const failed: string[] = [];
  let answer: (delivery: Delivery) => Promise<void> = async () => {};
  const receive: Receive = async (delivery) => {
    await answer(delivery);
    received.push(delivery);
    return { conversation: delivery.platformConversation, revision: received.length, duplicate: false };
  };
  const platform = createTeamsPlatform(
    Object.defineProperties(
      {},
      {
        ...Object.getOwnPropertyDescriptors(testCloud),
        ...Object.getOwnPropertyDescriptors(options.cloud ?? {}),
      },
    ) as Cloud,
  );
  const channel = platform.createChannel({
    receive,
    conversationId: (_tenant, account, conversation) => `${account} ${conversation}`,
    files: kept.files,
    notes: kept.notes,
    ...(options.onStaffMessage && { onStaffMessage: options.onStaffMessage }),
    menu: () => [],
    single: () => ({ stop: async () => {} }),
    publicUrl: options.publicUrl ?? address.url,
    secret: new Uint8Array(32).fill(7),
    clock: Date.now,
    log,
  });
  const routers = channel.router ? [channel.router] : [];
  address.serve(createHttpApp({ trustProxy: 0, channels: routers, routers: [], log }), null);
  fake.serve(address.url);
  return {
    ...{ fake, channel, url: address.url, log, received, kept, blobs: kept.bytes, failed },
    answerWith(change) {
      answer = change;
    },
    open(id, settings) {
      const given = fake.account(id, 'right');
      const account = accountWith({ id, channel: 'teams', capabilities: platform.capabilities });
      return channel.open({
        account: () => account,
        secrets: given.secrets,
        settings: platform.readSettings(settings ?? given.settings),
        failed: ({ code }) => failed.push(code),
      });
    },
    async close() {
      await channel.close();
      await fake.close();
      await address.close();
    },
  };
}
