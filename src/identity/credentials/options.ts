import { randomUUID } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Log } from '../../core/ports/log.ts';
import { hashPassword, longest, shortest, verifyPassword } from '../password.ts';
import { oidcPath, oidcProvider } from './oidcNames.ts';
import { type OidcSettings, providerAskedTwice, providerOf } from './provider.ts';
import { lockedForSeconds } from './request.ts';
import { staffSteps } from './steps.ts';

/** Seconds after which a session ends that nobody uses, and how exactly that is counted. */
const idleSeconds = 8 * 60 * 60;
const refreshSeconds = 5 * 60;

export interface OptionsDeps {
  /** As the library takes it. */
  readonly database: unknown;
  /** Address at which people reach us, without a slash at its end. */
  readonly url: string;
  /** At least 32 bytes, the same in every process. */
  readonly secret: Uint8Array;
  readonly oidc: OidcSettings | null;
  /** Whether somebody who is listed may come in. */
  readonly mayEnter: (id: string) => Promise<boolean>;
  readonly log: Log;
}

/** How better-auth is set up: nobody signs up, nothing is cached in cookies, no address is kept, nothing is sent home. */
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
    // Pages count attempts themselves: by person and by address, for all processes.
    rateLimit: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.warn({ library: message }, 'the accounts of staff') },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortest,
      maxPasswordLength: longest * 2,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    // They stand among others' collections where everything is in one database.
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
        // When its person proved once more who they are.
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
            // One id at the provider for each person: a second one is somebody else who got the same address.
            if (account.providerId === oidcProvider) {
              const known = await context?.context.internalAdapter.findAccounts(account.userId);
              if (known?.some(({ providerId }) => providerId === oidcProvider) !== false) return false;
            }
            // Nothing is ever asked of the provider again: its tokens are not kept.
            return { data: { ...account, accessToken: null, refreshToken: null, idToken: null } };
          },
        },
      },
    },
    advanced: {
      // Sets the names itself, so that browsers hold `__Host-` cookies to this host and to TLS.
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
