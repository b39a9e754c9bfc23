import { createOTP } from '@better-auth/utils/otp';
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Agent, AgentId } from '../../core/model/agent.ts';
import type { NewSecondFactor } from '../auth.ts';
import type { Inside } from './library.ts';

/** Milliseconds in which a person must type the first code of a new secret. */
const setupTimeoutMs = 15 * 60_000;
const backupCodes = 10;

interface Made {
  readonly secret: string;
  readonly codes: readonly string[];
}

/**
 * Codes from an app as a second factor. A new secret is kept next to the old one until one of its codes was accepted.
 */
export interface Totp {
  has(id: AgentId): Promise<boolean>;
  begin(agent: Agent): Promise<NewSecondFactor>;
  /** Activates the new secret, with its backup codes, if a code is right. */
  prove(id: AgentId, code: string): Promise<'set' | 'wrong' | 'expired'>;
  /** Null where no codes are set up. */
  renewBackupCodes(id: AgentId): Promise<readonly string[] | null>;
}

/** Reads and writes the table of the library's plugin, sealed as the plugin does. */
export function createTotp({ adapter, internalAdapter, secretConfig: key }: Inside): Totp {
  const waiting = (id: AgentId) => `new-second-factor-${id}`;
  const seal = (data: string) => symmetricEncrypt({ key, data });
  const ofPerson = (id: AgentId) => [{ field: 'userId', value: id }];
  const find = (id: AgentId) => adapter.findOne<{ id: string }>({ model: 'twoFactor', where: ofPerson(id) });

  return {
    has: async (id) => (await find(id)) !== null,

    async begin({ id, email }) {
      const secret = generateRandomString(32);
      const codes = makeBackupCodes();
      await internalAdapter.deleteVerificationByIdentifier(waiting(id));
      await internalAdapter.createVerificationValue({
        identifier: waiting(id),
        value: await seal(JSON.stringify({ secret, codes } satisfies Made)),
        expiresAt: new Date(Date.now() + setupTimeoutMs),
      });
      const uri = createOTP(secret).url('Finestreta', email);
      return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', backupCodes: codes };
    },

    async prove(id, code) {
      const kept = await internalAdapter.findVerificationValue(waiting(id));
      if (!kept || kept.expiresAt <= new Date()) return 'expired';
      const { secret, codes } = JSON.parse(await symmetricDecrypt({ key, data: kept.value })) as Made;
      if (!(await createOTP(secret).verify(code))) return 'wrong';
      const sealed = {
        secret: await seal(secret),
        backupCodes: await seal(JSON.stringify(codes)),
        verified: true,
        failedVerificationCount: 0,
        lockedUntil: null,
      };
      if ((await find(id)) === null) {
        await adapter.create({ model: 'twoFactor', data: { ...sealed, userId: id } });
      } else {
        await adapter.update({ model: 'twoFactor', where: ofPerson(id), update: sealed });
      }
      await internalAdapter.updateUser(id, { twoFactorEnabled: true });
      await internalAdapter.deleteVerificationByIdentifier(waiting(id));
      return 'set';
    },

    async renewBackupCodes(id) {
      if ((await find(id)) === null) return null;
      const codes = makeBackupCodes();
      const update = { backupCodes: await seal(JSON.stringify(codes)) };
      await adapter.update({ model: 'twoFactor', where: ofPerson(id), update });
      return codes;
    },
  };
}

function makeBackupCodes(): readonly string[] {
  return Array.from({ length: backupCodes }, () =>
    [5, 5].map((length) => generateRandomString(length, 'a-z', '0-9')).join('-'),
  );
}
