import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { deleteSessionCookie, expireCookie, setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import * as z from 'zod';

/**
 * Maximum duration of the second step in seconds, and the name of the cookie that binds it to a browser, as in the
 * plugin.
 */
const stepSeconds = 600;
const stepCookie = 'two_factor';

/** A passkey as it is stored. */
export interface PasskeyRow {
  readonly id: string;
  readonly userId: string;
  /** The browser's name for it, base64url. */
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  /** JSON: the transports by which the browser reaches it. */
  readonly transports: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

/**
 * Extends the library: the table of passkeys, a second step after any first one, and a session for people who prove
 * their identity by a passkey. No route is served: our own code calls these functions.
 */
export function staffSteps() {
  return {
    id: 'staff-steps',
    schema: {
      passkey: {
        modelName: 'staffPasskey',
        fields: {
          userId: { type: 'string', required: true, index: true, references: { model: 'user', field: 'id' } },
          credentialId: { type: 'string', required: true, unique: true },
          publicKey: { type: 'string', required: true },
          counter: { type: 'number', required: true },
          transports: { type: 'string', required: true },
          userAgent: { type: 'string', required: true },
          createdAt: { type: 'date', required: true },
          usedAt: { type: 'date', required: false },
        },
      },
    },
    endpoints: {
      /** Opens a session that has passed the second factor, and ends a second step in progress. */
      openSession: createAuthEndpoint.serverOnly(
        { method: 'POST', body: z.object({ user: z.string() }) },
        async (context) => {
          const { internalAdapter } = context.context;
          const user = await internalAdapter.findUserById(context.body.user);
          const session = user && (await internalAdapter.createSession(user.id, false, { secondFactor: true }, true));
          if (!session) throw new APIError('UNAUTHORIZED');
          const cookie = context.context.createAuthCookie(stepCookie);
          const step = await context.getSignedCookie(cookie.name, context.context.secret);
          if (step) await internalAdapter.consumeVerificationValue(step);
          expireCookie(context, cookie);
          await setSessionCookie(context, { session, user });
          return { user: user.id };
        },
      ),
      /** Withdraws the session that a first step opened, and waits for the second step instead. */
      awaitSecondStep: createAuthEndpoint.serverOnly({ method: 'POST' }, async (context) => {
        const { internalAdapter, secret } = context.context;
        const found = await getSessionFromCtx(context);
        if (!found) throw new APIError('UNAUTHORIZED');
        deleteSessionCookie(context, true);
        await internalAdapter.deleteSession(found.session.token);
        const identifier = `2fa-${generateRandomString(20)}`;
        const expiresAt = new Date(Date.now() + stepSeconds * 1_000);
        const value = found.user.id;
        await internalAdapter.createVerificationValue({ value, identifier, expiresAt });
        // The plugin counts the attempts of a step there.
        await internalAdapter.createVerificationValue({
          value: '0',
          identifier: `2fa-attempts-${identifier}`,
          expiresAt,
        });
        const cookie = context.context.createAuthCookie(stepCookie, { maxAge: stepSeconds });
        await context.setSignedCookie(cookie.name, identifier, secret, cookie.attributes);
        return null;
      }),
      /** Who has completed the first step in this browser; null: nobody, or too long ago. */
      whoseSecondStep: createAuthEndpoint.serverOnly({ method: 'GET' }, async (context) => {
        const cookie = context.context.createAuthCookie(stepCookie);
        const step = await context.getSignedCookie(cookie.name, context.context.secret);
        const value = step ? await context.context.internalAdapter.findVerificationValue(step) : null;
        return value && value.expiresAt > new Date() ? value.value : null;
      }),
    },
  } as const;
}
