import { randomUUID } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Log } from '../../core/ports/log.ts';
import { hashPassword, maxLength, minLength, verifyPassword } from '../password.ts';
import { oidcPath, oidcProvider } from './oidcNames.ts';
import { type OidcSettings, providerAskedTwice, providerOf } from './provider.ts';
import { lockedForSeconds } from './request.ts';
import { staffSteps } from './staffSteps.ts';

/** Seconds after which an unused session ends, and the precision of that in seconds. */
const idleSeconds = 8 * 60 * 60;
const refreshSeconds = 5 * 60;

export interface OptionsDeps {
  /** In the form that the library expects. */
  readonly database: unknown;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** At least 32 bytes, the same in every process. */
  readonly secret: Uint8Array;
  readonly oidc: OidcSettings | null;
  /** Whether a person of the directory may sign in. */
  readonly mayEnter: (id: string) => Promise<boolean>;
  readonly log: Log;
}

/** The configuration of better-auth: no sign-up, no cookie cache, no stored addresses, no telemetry. */
export function optionsOf(deps: OptionsDeps) {
  const { url, log } = deps;
  const isSecure = url.startsWith('https:');
  return {
    appName: 'Finestreta',
    baseURL: url,
    basePath: oidcPath,
    secret: Buffer.from(deps.secret).toString('base64'),
    database: deps.database as NonNullable<BetterAuthOptions['database']>,
    telemetry: { enabled: false },
    // Our pages limit attempts by person and address, across all processes.
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message) => log.warn({ library: message }, 'error of the authentication library'),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: minLength,
      maxPasswordLength: maxLength * 2,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    // Prefixed, because one database may hold other collections too.
    user: { modelName: 'staffUser' },
    verification: { modelName: 'staffVerification' },
    session: {
      modelName: 'staffSession',
      expiresIn: idleSeconds,
      updateAge: refreshSeconds,
      freshAge: 0,
      cookieCache: { enabled: false },
      additionalFields: {
        // Whether it has passed a second factor, ours or the provider's.
        secondFactor: { type: 'boolean', required: false, input: false },
        // When the person last proved their identity again.
        provenAt: { type: 'date', required: false, input: false },
      },
    },
    account: {
      modelName: 'staffAccount',
      accountLinking: { enabled: true, updateUserInfoOnLink: false },
      updateAccountOnSignIn: false,
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            if (!(await deps.mayEnter(session.userId))) return false;
            const path = context?.path ?? '';
            const passed = path.startsWith('/two-factor/') || (path.startsWith('/callback') && providerAskedTwice());
            return { data: { ...session, secondFactor: session.secondFactor ?? passed } };
          },
        },
      },
      account: {
        create: {
          before: async (account, context) => {
            // One provider id for each person: a second one would be somebody else with the same address.
            if (account.providerId === oidcProvider) {
              const known = await context?.context.internalAdapter.findAccounts(account.userId);
              if (known?.some(({ providerId }) => providerId === oidcProvider) !== false) return false;
            }
            // The provider is never asked again, so its tokens are not stored.
            return { data: { ...account, accessToken: null, refreshToken: null, idToken: null } };
          },
        },
      },
    },
    advanced: {
      // Sets cookie names itself, so that browsers bind `__Host-` cookies to this host and to TLS.
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-finestreta' : 'finestreta',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => randomUUID() },
    },
    plugins: [
      twoFactor({
        issuer: 'Finestreta',
        accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: lockedForSeconds },
      }),
      staffSteps(),
      genericOAuth({ config: deps.oidc === null ? [] : [providerOf(deps.oidc)] }),
    ],
  } satisfies BetterAuthOptions;
}
