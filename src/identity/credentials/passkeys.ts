import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import * as z from 'zod';
import type { Agent, AgentId } from '../../core/model/agent.ts';
import type { Passkey, PasskeyQuestion } from '../auth.ts';
import type { Challenges } from './challenges.ts';
import type { Inside } from './library.ts';
import type { PasskeyRow } from './staffSteps.ts';

/** Maximum number of passkeys of one person. */
const maxEach = 20;
const model = 'passkey';
/**
 * Accepted signature algorithms (COSE): Ed25519, ES256, RS256. Node supports others only as experiments, with a
 * warning.
 */
const algorithms = [-8, -7, -257];

/** The fields of a browser's response that are read before it is verified. */
const answered = z.looseObject({
  id: z.string().min(1).max(1_024),
  response: z.looseObject({ userHandle: z.string().max(200).nullish(), transports: z.array(z.string()).optional() }),
});

/** The rest of a response is the library's to verify. */
type Response = z.infer<typeof answered> & RegistrationResponseJSON & AuthenticationResponseJSON;
const isResponse = (value: unknown): value is Response => answered.safeParse(value).success;

/**
 * Passkeys of staff. The device must verify the person each time (PIN, finger, face), so one passkey counts as two
 * factors.
 */
export interface Passkeys {
  list(id: AgentId): Promise<readonly Passkey[]>;
  /** `origin`: the origin of the browser's page, `https://host`. */
  askToMake(agent: Agent, origin: string): Promise<PasskeyQuestion>;
  /** Stores the passkey of a response; false when the response is not valid, or no longer. */
  add(id: AgentId, answer: string, browser: { readonly origin: string; readonly userAgent: string }): Promise<boolean>;
  remove(id: AgentId, passkey: string): Promise<void>;
  /** `of` null: any passkey for this site. */
  askToUse(of: AgentId | null, origin: string): Promise<PasskeyQuestion>;
  /** Whose passkey answered; null when the response is not valid. */
  use(of: AgentId | null, answer: string, origin: string): Promise<AgentId | null>;
}

/** Creates passkeys over the table of `staffSteps`. */
export function createPasskeys({ adapter, internalAdapter }: Inside, challenges: Challenges): Passkeys {
  const rowsOf = (id: AgentId) => adapter.findMany<PasskeyRow>({ model, where: [{ field: 'userId', value: id }] });
  const making = (id: AgentId) => `make ${id}`;
  const using = (of: AgentId | null) => (of === null ? 'use' : `use ${of}`);
  const expected = (purpose: string, origin: string) => ({
    expectedChallenge: (challenge: string) => challenges.take(challenge, purpose),
    expectedOrigin: origin,
    expectedRPID: new URL(origin).hostname,
    requireUserVerification: true,
  });

  return {
    async list(id) {
      const rows = await rowsOf(id);
      return rows
        .map(({ id: passkey, userAgent, createdAt, usedAt }) => ({
          id: passkey,
          userAgent,
          createdAt: createdAt.getTime(),
          usedAt: usedAt?.getTime() ?? null,
        }))
        .sort((a, b) => a.createdAt - b.createdAt);
    },

    async askToMake({ id, email, name }, origin) {
      const options = await generateRegistrationOptions({
        rpName: 'Finestreta',
        rpID: new URL(origin).hostname,
        userID: Uint8Array.from(Buffer.from(id)),
        userName: email,
        userDisplayName: name,
        challenge: challenges.make(making(id)),
        attestationType: 'none',
        supportedAlgorithmIDs: algorithms,
        excludeCredentials: (await rowsOf(id)).map(({ credentialId }) => ({ id: credentialId })),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      });
      return { ...options };
    },

    async add(id, answer, { origin, userAgent }) {
      const response = read(answer);
      if (response === null || (await rowsOf(id)).length >= maxEach) return false;
      const verified = await tried(() =>
        verifyRegistrationResponse({
          ...expected(making(id), origin),
          supportedAlgorithmIDs: algorithms,
          response,
        }),
      );
      if (!verified?.verified) return false;
      const { credential } = verified.registrationInfo;
      if ((await byCredential(credential.id)) !== null) return false;
      const row: Omit<PasskeyRow, 'id'> = {
        userId: id,
        credentialId: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: JSON.stringify((response.response.transports ?? []).slice(0, 10)),
        userAgent,
        createdAt: new Date(),
        usedAt: null,
      };
      await adapter.create({ model, data: row });
      await internalAdapter.updateUser(id, { twoFactorEnabled: true });
      return true;
    },

    async remove(id, passkey) {
      const row = (await rowsOf(id)).find((each) => each.id === passkey);
      if (row !== undefined) await adapter.delete({ model, where: [{ field: 'id', value: row.id }] });
    },

    async askToUse(of, origin) {
      const options = await generateAuthenticationOptions({
        rpID: new URL(origin).hostname,
        challenge: challenges.make(using(of)),
        userVerification: 'required',
        ...(of !== null && {
          allowCredentials: (await rowsOf(of)).map(({ credentialId, transports }) => ({
            id: credentialId,
            transports: JSON.parse(transports),
          })),
        }),
      });
      return { ...options };
    },

    async use(of, answer, origin) {
      const response = read(answer);
      const row = response && (await byCredential(response.id));
      if (response === null || row === null || (of !== null && row.userId !== of)) return null;
      const handle = response.response.userHandle;
      if (handle && Buffer.from(handle, 'base64url').toString() !== row.userId) return null;
      const publicKey = Uint8Array.from(Buffer.from(row.publicKey, 'base64url'));
      const verified = await tried(() =>
        verifyAuthenticationResponse({
          ...expected(using(of), origin),
          response,
          credential: { id: row.credentialId, publicKey, counter: row.counter },
        }),
      );
      if (!verified?.verified) return null;
      const update = { counter: verified.authenticationInfo.newCounter, usedAt: new Date() };
      await adapter.update({ model, where: [{ field: 'id', value: row.id }], update });
      return row.userId;
    },
  };

  function byCredential(credentialId: string): Promise<PasskeyRow | null> {
    return adapter.findOne<PasskeyRow>({ model, where: [{ field: 'credentialId', value: credentialId }] });
  }
}

function read(answer: string): Response | null {
  try {
    const response: unknown = JSON.parse(answer);
    return isResponse(response) ? response : null;
  } catch {
    return null;
  }
}

/** The library throws for any fault in a response. */
async function tried<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
