import { ask } from '../api.ts';
import { state } from '../state.ts';

/** Where this browser remembers whose device it is, and which: the person's id and the device's. */
const key = 'finestreta.console.device';

export const isDevice = (): boolean => localStorage.getItem(key) !== null;

export const rememberHere = (person: string, id: string): void => localStorage.setItem(key, `${person} ${id}`);

/** The id of this browser among the devices of the person; null: it is none of them, as far as it remembers. */
export function idHere(): string | null {
  const [person, id] = (localStorage.getItem(key) ?? '').split(' ');
  return person === state.get().me?.id && id !== undefined ? id : null;
}

/** Ends the subscription itself: nothing reaches it any more, whatever is kept elsewhere. Never rejects. */
export async function forgetHere(): Promise<void> {
  localStorage.removeItem(key);
  try {
    const worker = await navigator.serviceWorker.getRegistration('/console');
    await (await worker?.pushManager.getSubscription())?.unsubscribe();
  } catch {
    // The push service is out of reach. What it passes on says no more than a code.
  }
}

/** Who leaves this browser is notified here no more. Never rejects. */
export async function leaveHere(): Promise<void> {
  const id = idHere();
  await Promise.all([id !== null && ask('POST', 'me/devices/remove', { id }).catch(() => {}), forgetHere()]);
}

/** Where somebody else worked before and did not sign out, what was to reach them must not reach who works here now. */
export function keepOwnDevice(): void {
  if (isDevice() && idHere() === null) void forgetHere();
}
