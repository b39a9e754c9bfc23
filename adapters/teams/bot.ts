import type { Activity, InvokeResponse } from 'botbuilder';
import { AccountOff, CodedError, PlatformRefused } from '../../src/core/model/errors.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { referenceOf, type TeamsAddress } from './address.ts';
import type { Cloud } from './cloud.ts';
import { TeamsRefused, unreachable } from './errors.ts';
import { createConnectorHttp } from './http.ts';
import { aloud, quietly } from './muteSdk.ts';
import type { Sdk } from './sdk.ts';
import type { TokenSource } from './token.ts';

/** One bot of the Bot Framework: authenticates incoming activities, and sends activities to their conversations. */
export interface FrameworkBot {
  /**
   * Verifies an activity's token and, if it is valid, runs `logic` on it.
   * @throws {CodedError} `auth.refused` when the token is not valid, and whatever `logic` throws
   */
  take(authorization: string, activity: unknown, logic: () => Promise<InvokeResponse>): Promise<InvokeResponse>;
  /**
   * Sends an activity to a conversation at any time. Resolves to the platform's id for it, if it gives one.
   * @throws {CodedError} as `Send` does
   */
  say(address: TeamsAddress, activity: Partial<Activity>, signal: AbortSignal): Promise<string | null>;
  /** Puts another activity in the place of a message of the bot. */
  change(address: TeamsAddress, message: string, activity: Partial<Activity>, signal: AbortSignal): Promise<void>;
  /** Deletes a message of the bot. */
  withdraw(address: TeamsAddress, message: string, signal: AbortSignal): Promise<void>;
}

/** The methods that are used of the SDK's Connector client. */
interface ConnectorClient {
  readonly conversations: {
    sendToConversation(conversation: string, activity: Partial<Activity>, options: Options): Promise<{ id?: string }>;
    replyToActivity(
      conversation: string,
      message: string,
      activity: Partial<Activity>,
      options: Options,
    ): Promise<{ id?: string }>;
    updateActivity(
      conversation: string,
      message: string,
      activity: Partial<Activity>,
      options: Options,
    ): Promise<unknown>;
    deleteActivity(conversation: string, message: string, options: Options): Promise<unknown>;
  };
}

interface Options {
  readonly abortSignal: AbortSignal;
}

export function createFrameworkBot(deps: {
  sdk: Sdk;
  cloud: Cloud;
  /** Null: no token is checked and none is sent. */
  identity: { readonly appId: string; readonly tokens: TokenSource } | null;
  clock: Clock;
}): FrameworkBot {
  const { sdk, cloud, identity } = deps;
  const appId = identity?.appId ?? '';
  const adapter = new sdk.SilentAdapter(
    new sdk.ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: appId,
        ValidateAuthority: true,
        ToChannelFromBotLoginUrl: cloud.login,
        ToChannelFromBotOAuthScope: cloud.audience,
        ToBotFromChannelTokenIssuer: cloud.issuer,
        ToBotFromChannelOpenIdMetadataUrl: cloud.openIdMetadata,
        ToBotFromEmulatorOpenIdMetadataUrl: cloud.openIdMetadata,
        OAuthUrl: cloud.audience,
        CallerId: 'urn:botframework:azure',
      },
      credentialsOf(appId, identity?.tokens ?? null),
      { requiredEndorsements: [] },
      undefined,
      { httpClient: createConnectorHttp(deps.clock) },
    ),
  );

  /** Runs a call to the SDK in a conversation, and maps its errors to ours. */
  async function inConversation(
    address: TeamsAddress,
    work: (client: ConnectorClient) => Promise<void>,
  ): Promise<void> {
    try {
      await quietly(() =>
        adapter.continueConversationAsync(appId, referenceOf(address), (context) =>
          work(context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey)),
        ),
      );
    } catch (error) {
      if (error instanceof AccountOff) identity?.tokens.forget();
      throw error instanceof CodedError ? error : unreachable(error);
    }
  }

  async function sayAt(
    address: TeamsAddress,
    activity: Partial<Activity>,
    signal: AbortSignal,
  ): Promise<string | null> {
    let id: string | null = null;
    const { conversation, bot, person, message, channelId, serviceUrl } = address;
    const whole = {
      ...activity,
      channelId,
      serviceUrl,
      conversation,
      from: { id: bot },
      ...(person !== '' && { recipient: { id: person } }),
      ...(message !== null && { replyToId: message }),
    } as Partial<Activity>;
    await inConversation(address, async ({ conversations }) => {
      const sent =
        message === null
          ? await conversations.sendToConversation(conversation.id, whole, { abortSignal: signal })
          : await conversations.replyToActivity(conversation.id, message, whole, { abortSignal: signal });
      id = sent.id || null;
    });
    return id;
  }

  return {
    async take(authorization, activity, logic) {
      let known = false;
      try {
        let answer: InvokeResponse = { status: 200 };
        await quietly(() =>
          adapter.take(authorization, activity as Activity, async () => {
            known = true;
            answer = await aloud(logic);
          }),
        );
        return answer;
      } catch (error) {
        if (known || error instanceof CodedError) throw error;
        throw strange(error);
      }
    },
    async say(address, activity, signal) {
      try {
        return await sayAt(address, activity, signal);
      } catch (error) {
        const whole = withoutThread(address);
        if (whole === null || !(error instanceof TeamsRefused && error.status === 404)) throw error;
        // The first message of the thread was deleted: its channel still exists.
        return sayAt(whole, activity, signal);
      }
    },
    change: (address, message, activity, signal) =>
      inConversation(address, async ({ conversations }) => {
        const { conversation, bot, channelId, serviceUrl } = address;
        const whole = { ...activity, id: message, channelId, serviceUrl, conversation, from: { id: bot } };
        await conversations.updateActivity(conversation.id, message, whole as Partial<Activity>, {
          abortSignal: signal,
        });
      }),
    withdraw: (address, message, signal) =>
      inConversation(address, async ({ conversations }) => {
        await conversations.deleteActivity(address.conversation.id, message, { abortSignal: signal });
      }),
  };
}

/** The channel of a thread, null where there is none: the part after `;messageid=` names the message that began it. */
function withoutThread(address: TeamsAddress): TeamsAddress | null {
  const id = address.conversation.id.replace(/;messageid=.*$/, '');
  const isAlone = address.conversation.conversationType === 'personal';
  if (id === address.conversation.id && (isAlone || address.message === null)) return null;
  return { ...address, message: null, conversation: { ...address.conversation, id } };
}

/** The SDK's view of the bot's credentials; the token comes from our own source. */
function credentialsOf(appId: string, tokens: TokenSource | null) {
  const signRequest = async <Request extends { headers: { set(name: string, value: string): void } }>(
    request: Request,
  ): Promise<Request> => {
    if (tokens) {
      const token = await tokens.get().catch((error: unknown) => {
        // Not the message's fault: it waits until the account is fixed.
        throw error instanceof PlatformRefused ? new AccountOff() : error;
      });
      request.headers.set('Authorization', `Bearer ${token}`);
    }
    return request;
  };
  return {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => tokens === null,
    createCredentials: async () => ({ signRequest }),
  };
}

/** A failure before the logic ran: the token is not valid, or the keys to check it could not be fetched. */
function strange(error: unknown): CodedError {
  const { name, statusCode } = (error ?? {}) as { name?: string; statusCode?: number };
  const failedToFetch = name === 'FetchError' || (statusCode !== undefined && statusCode >= 500);
  if (failedToFetch) return unreachable(error);
  return new CodedError('auth.refused', 'The token of this request is not valid for this bot.');
}
