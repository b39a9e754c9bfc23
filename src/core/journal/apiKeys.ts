import type { AgentId } from '../model/agent.ts';
import type { ApiKey, ApiKeysRecord } from '../model/desk/apiKey.ts';
import { CodedError } from '../model/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordLog } from './recordLog.ts';

/** Most keys of a council, those that were revoked included: programs are few. */
const maxKeys = 500;

/** A key with who answers for its program; `owner` null: that can no longer be read. */
interface OwnedApiKey extends ApiKey {
  readonly owner: string | null;
}

/** The keys of programs that may file requests. A key is shown once, to the administrator who makes it. */
export interface ApiKeys {
  /** Makes the key of a program. @throws {CodedError} `input.invalid` where there is one, or there are too many */
  make(key: { readonly id: string; readonly owner: string; readonly perHour: number; readonly by: AgentId }): Promise<{
    readonly key: string;
  }>;
  /** Ends a key at once. @throws {CodedError} `input.invalid` where there is no such key */
  revoke(id: string, by: AgentId): Promise<void>;
  /** Oldest first. */
  list(): Promise<readonly OwnedApiKey[]>;
  /** The key that a text is, null where it is none, or was revoked. */
  find(key: string): Promise<ApiKey | null>;
}

/** `digest`: SHA-256, hex; `newKey`: 256 random bits as text. */
export function createApiKeys(deps: {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append' | 'newest' | 'read' | 'payloadOf'>;
  readonly digest: (text: string) => string;
  readonly newKey: () => string;
  readonly clock: Clock;
}): ApiKeys {
  const { tenant, records, digest, newKey, clock } = deps;
  const stream = { tenant, account: '(staff)', name: 'api keys' };
  const all = async () => (await records.newest<ApiKeysRecord>(stream))?.state.keys ?? [];

  return {
    async make({ id, owner, perHour, by }) {
      const key = newKey();
      await records.append<ApiKeysRecord>(stream, owner, (state, revision) => {
        const keys = state?.keys ?? [];
        if (keys.some((each) => each.id === id && each.revokedAt === null))
          throw new CodedError('input.invalid', `There is a key ${id}. Revoke it first, or choose another name.`);
        if (keys.length >= maxKeys)
          throw new CodedError(
            'input.invalid',
            `There are ${maxKeys} keys, revoked ones included: no more can be made.`,
          );
        const made: ApiKey = {
          id,
          digest: digest(key),
          perHour,
          madeAt: clock(),
          by,
          revision,
          revokedAt: null,
        };
        return {
          events: [{ type: 'api-key.made', by, key: id }],
          state: { record: 'api-keys', shape: 1, keys: [...keys, made] },
        };
      });
      return { key };
    },

    async revoke(id, by) {
      await records.append<ApiKeysRecord>(stream, '', (state) => {
        const keys = state?.keys ?? [];
        if (!keys.some((each) => each.id === id && each.revokedAt === null))
          throw new CodedError('input.invalid', `There is no key ${id} that is good. List them to see their names.`);
        const at = clock();
        return {
          events: [{ type: 'api-key.revoked', by, key: id }],
          state: {
            record: 'api-keys',
            shape: 1,
            keys: keys.map((each) => (each.id === id && each.revokedAt === null ? { ...each, revokedAt: at } : each)),
          },
        };
      });
    },

    async list() {
      const commits = await records.read(stream, 0);
      const ownerOf = async ({ revision }: ApiKey) => {
        const commit = commits.find((each) => each.revision === revision);
        return commit === undefined ? null : records.payloadOf(commit);
      };
      return Promise.all((await all()).map(async (key) => ({ ...key, owner: await ownerOf(key) })));
    },

    async find(key) {
      // A digest of 256 random bits tells nothing about its neighbours, so the time of this comparison does not matter.
      const given = digest(key);
      return (await all()).find((each) => each.digest === given && each.revokedAt === null) ?? null;
    },
  };
}
