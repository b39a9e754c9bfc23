import { CodedError } from '../../core/model/errors.ts';
import type { Accounts } from './open.ts';

/** What lasts of the accounts, each kind after those that it names; sessions and half-done sign-ins do not. */
const kinds = ['user', 'account', 'twoFactor', 'passkey'] as const;
/** What lets in for a while. */
const passing = ['session', 'verification'] as const;
/** More rows than a council has people: the library gives a hundred where nothing is said. */
const all = 100_000;

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * Makes the accounts at one place what they are at another: passwords, second factors, passkeys and ids of identity providers,
 * as they are sealed. Nobody is signed in there afterwards. Throws `store.unusable` when not everything arrived.
 */
export async function carryAccounts(from: Accounts, to: Accounts): Promise<void> {
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
      `Not all accounts of staff arrived (${model}). Stop the service, if it runs, and move again.`,
    );
  }
}
