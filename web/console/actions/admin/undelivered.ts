import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { UndeliveredMessages } from '../../../../src/http/api/wireAccounts.ts';
import { ask, read } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { stringsNow } from '../../strings.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';

/** Messages that could not be delivered. */
export const undeliveredStore = createStore<{
  found: UndeliveredMessages | null;
  account: string;
  /** Texts that were asked for, by message; null: it was erased. */
  texts: Readonly<Record<string, string | null>>;
  busy: boolean;
  fault: string | null;
}>({ found: null, account: '', texts: {}, busy: false, fault: null });

export async function readUndelivered(account: string): Promise<void> {
  undeliveredStore.set({ account });
  try {
    const found = await read<UndeliveredMessages>('undelivered', { account });
    undeliveredStore.set({ found, fault: null });
  } catch (error) {
    undeliveredStore.set({ fault: faultText(faultCode(error)) });
  }
}

/** Sends one message again, or all of an account. */
export async function resend(choice: { readonly id: string } | { readonly account: string }): Promise<void> {
  undeliveredStore.set({ busy: true });
  try {
    const { count } = await ask<{ count: number }>('POST', 'undelivered/resend', choice);
    toast(interpolate(stringsNow().undelivered.resent, { n: count }), 'good');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
  undeliveredStore.set({ busy: false });
  await readUndelivered(undeliveredStore.get().account);
}

/** Reads what a message says, which is recorded. */
export async function readText(id: string): Promise<void> {
  try {
    const { text } = await ask<{ text: string | null }>('POST', 'undelivered/text', { id });
    undeliveredStore.set({ texts: { ...undeliveredStore.get().texts, [id]: text } });
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}
