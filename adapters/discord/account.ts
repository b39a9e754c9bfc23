import { type APIApplication, type APIUser, ApplicationFlags, type IIdentifyThrottler, Routes } from 'discord.js';
import { AccountOff, codeOf, PlatformRefused } from '../../src/core/model/errors.ts';
import type { Send } from '../../src/core/ports/adapter.ts';
import type { Lease } from '../../src/core/ports/lease.ts';
import { untilAborted } from '../../src/core/util/sleep.ts';
import type { AccountToOpen, ChannelDeps, Identity, OpenAccount } from '../adapter.ts';
import { readAddress } from './address.ts';
import { announcementChannelOf } from './announcementChannel.ts';
import { type Api, createApi } from './api.ts';
import { DiscordRefused } from './errors.ts';
import { messageContentMissing, openGateway } from './gateway.ts';
import { commandsOf, registerCommands } from './menu.ts';
import { createNotes } from './notes.ts';
import { createReceiver } from './receive.ts';
import { loadResumeState } from './resumeState.ts';
import type { DiscordAccount } from './self.ts';
import { sendMessage } from './send.ts';
import type { Settings } from './settings.ts';
import { staffInboxChannelOf } from './staffInbox.ts';
import { showTyping } from './typing.ts';

export { createIdentifyThrottle } from './identifyThrottle.ts';

/** An open account: every process can send with it, and one of them also receives. */
export interface OpenDiscord extends OpenAccount {
  readonly send: Send;
  showTyping(address: unknown): void;
}

/** Asks Discord who a token belongs to. @throws {CodedError} `platform.refused`, `platform.unreachable` */
export async function identify(given: AccountToOpen, deps: ChannelDeps): Promise<Identity> {
  const api = apiOf(given, deps);
  try {
    return identityOf(await api.request<APIUser>({ method: 'GET', path: Routes.user() }));
  } finally {
    api.close();
  }
}

/** Opens an account. Throws like `identify`. */
export async function openAccount(
  given: AccountToOpen,
  deps: ChannelDeps,
  throttle: IIdentifyThrottler,
): Promise<OpenDiscord> {
  const api = apiOf(given, deps);
  const settings = given.settings as Settings;
  try {
    const [bot, application] = await Promise.all([
      api.request<APIUser>({ method: 'GET', path: Routes.user() }),
      api.request<APIApplication>({ method: 'GET', path: Routes.currentApplication() }),
    ]);
    if (readsAll(settings)) requireMessageContent(application);
    const self: DiscordAccount = { account: given.account, settings, bot: bot.id, application: application.id };
    const { tenant, id } = given.account();
    const listening = deps.single(`discord:${tenant}/${id}`, (lease, end) =>
      listen({ given, deps, throttle, api, self }, lease, end),
    );
    const staffInboxChannel = staffInboxChannelOf(self, api);
    const announcementChannel = announcementChannelOf(settings, api, deps.secret);
    return {
      identity: identityOf(bot),
      ...(staffInboxChannel && { staffInboxChannel }),
      ...(announcementChannel && { announcementChannel }),
      send: (sending) => reportingRefusal(given, sendMessage(sending, { ...deps, api })),
      showTyping: (address) => showTyping(api, readAddress(address).channel),
      async close() {
        await listening.stop();
        api.close();
      },
    };
  } catch (error) {
    api.close();
    throw error;
  }
}

function apiOf({ secrets, settings }: AccountToOpen, { clock }: ChannelDeps): Api {
  return createApi({ url: (settings as Settings).api, token: secrets.token ?? '', clock });
}

function identityOf({ id, username, global_name }: APIUser): Identity {
  // Discord has no link that opens a chat with a code: the person opens the chat and types the code.
  return { id, name: global_name ?? username, profile: `https://discord.com/users/${id}`, start: null };
}

/** Whether the bot must see messages that do not mention it. */
function readsAll({ readThreads, staff }: Settings): boolean {
  return readThreads || staff !== undefined;
}

function requireMessageContent({ flags }: APIApplication): void {
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlags;
  if (((flags ?? 0) & (GatewayMessageContent | GatewayMessageContentLimited)) !== 0) return;
  throw new PlatformRefused(messageContentMissing, { retryAt: null });
}

/** A withdrawn token is not the message's fault: the message waits, and the account is shown as failing. */
async function reportingRefusal<T>(given: AccountToOpen, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DiscordRefused && error.status === 401)) throw error;
    given.failed(error);
    throw new AccountOff();
  }
}

/** How often the receive position is saved in case the process crashes, milliseconds. */
const saveIntervalMs = 6 * 3_600_000;

/** Longest silence of the gateway before the account is shown as failing, milliseconds. */
const inactivityTimeoutMs = 5 * 60_000;

interface Listening {
  readonly given: AccountToOpen;
  readonly deps: ChannelDeps;
  readonly throttle: IIdentifyThrottler;
  readonly api: Api;
  readonly self: DiscordAccount;
}

/** Keeps the gateway connection open until the end. */
async function listen({ given, deps, throttle, api, self }: Listening, lease: Lease, end: AbortSignal): Promise<void> {
  const { tenant, id } = given.account();
  // A conversation of no person; it holds only the gateway's records.
  const conversation = deps.conversationId(tenant, id, '(gateway)');
  const notes = createNotes(deps.notes, conversation, deps.clock);
  const resumeState = await loadResumeState({ notes, sealed: deps.notes, log: deps.log });
  const receiver = createReceiver({ self, api, resumeState, channel: deps, held: lease.held });
  const gateway = openGateway({
    api: self.settings.api,
    token: given.secrets.token ?? '',
    readThreads: readsAll(self.settings),
    inactivityTimeoutMs,
    sessions: resumeState.sessions,
    throttle,
    onDispatch: receiver.take,
    onFailure: given.failed,
  });
  const commands = commandsOf(deps.menu(), given.account().locale);
  registerCommands(api, self.application, commands).catch((error) =>
    deps.log.warn({ code: codeOf(error), account: given.account().id }, 'the command menu could not be registered'),
  );
  const saving = setInterval(() => void resumeState.save(), saveIntervalMs).unref();
  await untilAborted(end);
  clearInterval(saving);
  const taken = receiver.close();
  await gateway.close();
  await taken;
  await resumeState.save();
}
