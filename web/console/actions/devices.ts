import type { AddedDevice, NotificationChoiceView } from '../../../src/http/api/wire.ts';
import { ask } from '../api.ts';
import { state } from '../state.ts';
import { toast } from './announce.ts';
import { forgetHere, idHere, rememberHere } from './deviceHere.ts';
import { faultCode, faultText } from './faults.ts';
import { notifyingStore } from './notifying.ts';

/** What this browser can do: notify, or not as long as its settings refuse, or not at all. */
export function deviceAbility(): 'possible' | 'refused' | 'impossible' {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'impossible';
  return Notification.permission === 'denied' ? 'refused' : 'possible';
}

/**
 * Has this browser notified while no page of the console is open. Resolves to whether it is: false where the person or their
 * browser does not want it. Rejects where the push service or ours cannot be reached.
 */
export async function addHere(publicKey: string): Promise<boolean> {
  const { me } = state.get();
  if (me === null || (await Notification.requestPermission()) !== 'granted') return false;
  const worker = await navigator.serviceWorker.register('/push-worker.js', { scope: '/console' });
  // Browsers refuse a subscription of a worker that is not active yet.
  await navigator.serviceWorker.ready;
  // Where somebody else worked here, what was to reach them must not reach this person.
  await (await worker.pushManager.getSubscription())?.unsubscribe();
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const keys = { p256dh: textOf(subscription.getKey('p256dh')), auth: textOf(subscription.getKey('auth')) };
  const body = { name: browserName(navigator.userAgent), endpoint: subscription.endpoint, ...keys };
  const { added, view } = await ask<AddedDevice>('POST', 'me/devices', body);
  rememberHere(me.id, added);
  notifyingStore.set({ view, fault: null });
  return true;
}

/** A device of the person is notified no more: this one or one that is out of reach, as a lost phone. */
export async function removeDevice(id: string): Promise<void> {
  try {
    notifyingStore.set({ view: await ask<NotificationChoiceView>('POST', 'me/devices/remove', { id }), fault: null });
    if (id === idHere()) await forgetHere();
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

const textOf = (bytes: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

const browsers = [
  ['Edge', /Edg\w*\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
] as const;
const systems = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['Mac', /Mac OS/],
  ['Linux', /Linux/],
] as const;

/** What a person knows a browser by, as in "Firefox, Android". */
export function browserName(userAgent: string): string {
  const first = (known: typeof browsers | typeof systems) => known.find(([, mark]) => mark.test(userAgent))?.[0];
  return [first(browsers), first(systems)].filter((part) => part !== undefined).join(', ') || '?';
}
