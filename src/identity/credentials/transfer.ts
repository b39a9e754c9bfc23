import { CodedError } from '../../core/model/errors.ts';
import type { Credentials } from './openCredentials.ts';

/** The lasting tables, each after those that it refers to; sessions and unfinished sign-ins are left out. */
const kinds = ['user', 'account', 'twoFactor', 'passkey'] as const;
/** The tables of temporary credentials. */
const passing = ['session', 'verification'] as const;
/** More rows than a council has people: the library's default limit is a hundred. */
const all = 100_000;

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Copies the accounts from one store to another: passwords, second factors, passkeys and ids at identity providers,
 * still sealed. Nobody is signed in there afterwards. Throws `store.unusable` when not everything was copied.
 */
export async function carryAccounts(from: Credentials, to: Credentials): Promise<void> {
  const source = from.inside.adapter;
  const target = to.inside.adapter;
  for (const model of [...passing, ...kinds.toReversed()]) {
    for (const { id } of await target.findMany<Row>({ model, limit: all })) {
      await target.delete({ model, where: [{ field: 'id', value: id }] });
    }
  }
  for (const model of kinds) {
    const rows = await source.findMany<Row>({ model, limit: all });
    for (const data of rows) await target.create({ model, data, forceAllowId: true });
    if ((await target.count({ model })) === (await source.count({ model }))) continue;
    throw new CodedError(
      'store.unusable',
      `Not all accounts of staff were copied (${model}). Stop the service, if it runs, and move again.`,
    );
  }
}
