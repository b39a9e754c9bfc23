import { APIError, createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { deleteSessionCookie, expireCookie, setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import * as z from 'zod';

/** Seconds for which the second step may take, and the name of the cookie that binds it to a browser: the plugin's own. */
const stepSeconds = 600;
const stepCookie = 'two_factor';

/** A passkey as it is stored. */
export interface PasskeyRow {
  readonly id: string;
  readonly userId: string;
  /** As the browser names it, base64url. */
  readonly credentialId: string;
  /** COSE key, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  /** JSON: how the browser reaches it. */
  readonly transports: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

/**
 * What the library lacks: the table of passkeys, a second step after any first one, and a session for whoever has proven
 * themselves by a passkey. No route is served: our own code calls these.
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
      /** Opens a session that has passed the second factor; a second step that was under way is over. */
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
      /** Takes back the session that a first step opened, and waits for the second one instead. */
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
        // The plugin counts the attempts at one step there.
        await internalAdapter.createVerificationValue({
          value: '0',
          identifier: `2fa-attempts-${identifier}`,
          expiresAt,
        });
        const cookie = context.context.createAuthCookie(stepCookie, { maxAge: stepSeconds });
        await context.setSignedCookie(cookie.name, identifier, secret, cookie.attributes);
        return null;
      }),
      /** Who has done the first step in this browser; null: nobody, or too long ago. */
      whoseSecondStep: createAuthEndpoint.serverOnly({ method: 'GET' }, async (context) => {
        const cookie = context.context.createAuthCookie(stepCookie);
        const step = await context.getSignedCookie(cookie.name, context.context.secret);
        const value = step ? await context.context.internalAdapter.findVerificationValue(step) : null;
        return value && value.expiresAt > new Date() ? value.value : null;
      }),
    },
  } as const;
}
