import { z } from 'zod';
import { type CodedError, PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Cloud } from './cloud.ts';
import { unreachable } from './errors.ts';
import type { Sdk } from './sdk.ts';
import type { TeamsSettings } from './settings.ts';

/** Source of the bot's access tokens. */
export interface TokenSource {
  /**
   * A token that is still valid for a while.
   * @throws {CodedError} `platform.refused` (the identity is not accepted) or `platform.unreachable`
   */
  get(): Promise<string>;
  /** Discards the cached token, since the platform did not accept it. */
  forget(): void;
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** A token is renewed this long before it expires, milliseconds. */
const renewalMarginMs = 5 * 60_000;
/** Timeout of Azure's answer, milliseconds. */
export const tokenTimeoutMs = 20_000;

/** Exchanges the client secret for a token of the directory (OAuth 2.0, client credentials). */
export function createSecretTokens(deps: {
  cloud: Cloud;
  settings: Extract<TeamsSettings, { identity: 'single-tenant' }>;
  secret: string;
  clock: Clock;
}): TokenSource {
  const { cloud, settings, clock } = deps;
  return cached(clock, async () => {
    const response = await fetch(`${cloud.login}/${settings.directoryId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: settings.appId,
        client_secret: deps.secret,
        scope: `${cloud.audience}/.default`,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(tokenTimeoutMs),
    }).catch((error: unknown) => {
      throw unreachable(error);
    });
    const body: unknown = await response.json().catch(() => null);
    const grant = response.ok ? granted.safeParse(body).data : undefined;
    if (!grant) throw refusal(response.status, body);
    return { token: grant.access_token, until: clock() + grant.expires_in * 1_000 - renewalMarginMs };
  });
}

/**
 * Uses the machine's managed identity; the SDK asks Azure's metadata service. Where there is none, the SDK tries other
 * ways for minutes: after `timeout` milliseconds that counts as a failure.
 */
export function createManagedTokens(deps: {
  sdk: Pick<Sdk, 'ConfigurationServiceClientCredentialFactory'>;
  cloud: Cloud;
  settings: Extract<TeamsSettings, { identity: 'managed-identity' }>;
  timeoutMs: number;
}): TokenSource {
  const { settings, cloud } = deps;
  const factory = new deps.sdk.ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: 'UserAssignedMsi',
    MicrosoftAppId: settings.appId,
    MicrosoftAppTenantId: settings.directoryId,
  });
  let force = false;

  async function ask(): Promise<string> {
    const credentials = await factory.createCredentials(settings.appId, cloud.audience, cloud.login, true);
    if (!givesTokens(credentials)) throw new TypeError("the SDK's credentials give no tokens");
    const token = await credentials.getToken(force);
    force = false;
    return token;
  }

  return {
    async get() {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error('too late')), deps.timeoutMs);
      try {
        return await Promise.race([ask(), late.promise]);
      } catch {
        throw new PlatformUnreachable(
          'Azure gave no token to the managed identity. Check that it is assigned to this machine or container.',
        );
      } finally {
        clearTimeout(timer);
      }
    },
    forget() {
      force = true;
    },
  };
}

function cached(clock: Clock, fetchToken: () => Promise<{ token: string; until: number }>): TokenSource {
  let held: { token: string; until: number } | null = null;
  let asking: Promise<{ token: string; until: number }> | null = null;
  return {
    async get() {
      if (held && held.until > clock()) return held.token;
      asking ??= fetchToken().finally(() => {
        asking = null;
      });
      held = await asking;
      return held.token;
    },
    forget() {
      held = null;
    },
  };
}

/** Names Entra's own error (`invalid_client`, AADSTS7000215 …), which leads to the setting to fix. */
function refusal(status: number, body: unknown): CodedError {
  const { error, error_codes: codes } = (body ?? {}) as { error?: unknown; error_codes?: unknown };
  const named = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : `HTTP ${status}`;
  const numbers = Array.isArray(codes) ? codes.filter((code) => Number.isInteger(code)) : [];
  const detail = numbers.length > 0 ? `${named}, AADSTS${numbers.join(', AADSTS')}` : named;
  if (status >= 400 && status < 500 && status !== 429) {
    const advice = 'Check appId and directoryId, and create a new client secret if the old one has expired.';
    return new PlatformRefused(`Microsoft Entra does not accept the app (${detail}). ${advice}`, { retryAt: null });
  }
  return new PlatformUnreachable(`Microsoft Entra gave no token (${detail}). The message will be retried.`);
}

/** The SDK declares less of its credentials than they have. */
function givesTokens(credentials: object): credentials is { getToken(force: boolean): Promise<string> } {
  return 'getToken' in credentials && typeof credentials.getToken === 'function';
}
