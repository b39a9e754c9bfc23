import type {
  AccountAnswer,
  AccountList,
  AccountProblem,
  AccountStepKind,
  ChannelAccountView,
  ChannelForm,
  GivenAccount,
  SavedAccount,
} from '../../../../src/http/api/wireAccounts.ts';
import { ask, read } from '../../api.ts';
import { type AccountFilter, anyAccount } from '../../model/admin/accountFilter.ts';
import { createStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';

/** Channel accounts, loaded when an administrator opens the page. */
export const accountStore = createStore<{
  list: AccountList | null;
  filter: AccountFilter;
  view: ChannelAccountView | null;
  /** What the platform said of the open account; null: it was not asked. */
  answer: AccountAnswer | null;
  busy: boolean;
  fault: string | null;
}>({ list: null, filter: anyAccount, view: null, answer: null, busy: false, fault: null });

const pathOf = (id: string) => `accounts/${encodeURIComponent(id)}`;

async function reading(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    accountStore.set({ fault: null });
  } catch (error) {
    accountStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Does something and returns its result; null when it failed, which is said. */
async function doing<T>(work: () => Promise<T>): Promise<T | null> {
  accountStore.set({ busy: true });
  try {
    return await work();
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
    return null;
  } finally {
    accountStore.set({ busy: false });
  }
}

export const readAccounts = (): Promise<void> =>
  reading(async () => accountStore.set({ list: await read<AccountList>('accounts', {}) }));

export function readAccount(id: string): Promise<void> {
  const { view } = accountStore.get();
  if (view?.id !== id) accountStore.set({ view: null, answer: null });
  return reading(async () => accountStore.set({ view: await read<ChannelAccountView>(pathOf(id), {}) }));
}

export function filterAccounts(change: Partial<AccountFilter>): void {
  accountStore.set({ filter: { ...accountStore.get().filter, ...change } });
}

export const readChannel = (channel: string): Promise<ChannelForm | null> =>
  read<ChannelForm>(`channels/${encodeURIComponent(channel)}`, {}).catch(() => null);

/** Takes a step of the account that is open. */
export async function takeStep(id: string, step: AccountStepKind, reason: string): Promise<ChannelAccountView | null> {
  const view = await doing(() =>
    ask<ChannelAccountView>('POST', `${pathOf(id)}/step`, { step, reason: reason || null }),
  );
  if (view !== null) {
    accountStore.set({ view, answer: null });
    state.set({ dialog: null });
  }
  return view;
}

/** Asks the platform who the open account is. */
export async function checkAccount(id: string): Promise<void> {
  const answer = await doing(() => ask<AccountAnswer>('POST', `${pathOf(id)}/check`, {}));
  accountStore.set({ answer });
}

/** Asks the platform who an account would be. */
export const testAccount = (given: GivenAccount): Promise<AccountAnswer | null> =>
  doing(() => ask<AccountAnswer>('POST', 'accounts/test', given));

/** Saves; returns what is wrong, or null when it failed, which is said. */
export async function saveAccount(
  kind: 'request' | 'change',
  given: GivenAccount,
): Promise<readonly AccountProblem[] | null> {
  const path = kind === 'request' ? 'accounts' : 'accounts/change';
  const saved = await doing(() => ask<SavedAccount>('POST', path, given));
  return saved?.problems ?? null;
}

/** Turns the crisis on or off; whether it worked. */
export async function switchCrisis(
  on: { readonly towards: string; readonly message: string } | null,
  reason: string,
): Promise<boolean> {
  const list = await doing(() =>
    on === null
      ? ask<AccountList>('POST', 'crisis/end', { reason })
      : ask<AccountList>('POST', 'crisis', { towards: on.towards, message: on.message || null, reason }),
  );
  if (list === null) return false;
  accountStore.set({ list });
  state.set({ dialog: null });
  return true;
}
