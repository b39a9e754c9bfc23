import type { Config } from '../config.ts';
import type { Device } from '../core/model/commit.ts';
import { arePushKeys } from '../notifications/push/encryptPush.ts';
import { isPushService } from '../notifications/push/pushServices.ts';
import { createVapid, type Vapid } from '../notifications/push/vapid.ts';
import type { Keyring } from '../store/keyring/keyring.ts';

/** Web push: by what browsers know us, and whom we send to. */
export interface Push {
  readonly vapid: Vapid;
  /** Origins of push services besides those of the large browsers. */
  readonly services: readonly string[];
  /** Whether what a browser gave is a subscription that we send to. */
  accepts(device: Pick<Device, 'endpoint' | 'p256dh' | 'auth'>): boolean;
}

/** Null where nobody is told on a device. The key is derived from the master key, and goes where that goes. */
export function openPush(
  { push, securityContacts, publicUrl }: Pick<Config, 'push' | 'securityContacts' | 'publicUrl'>,
  { derive }: Pick<Keyring, 'derive'>,
): Push | null {
  if (push === null) return null;
  const { services } = push;
  const isContact = (address: string) => /^(https|mailto):/.test(address);
  const contact = [...securityContacts, publicUrl ?? ''].find(isContact) ?? 'mailto:webpush@localhost';
  return {
    vapid: createVapid(derive('web push'), contact),
    services,
    accepts: (device) => isPushService(device.endpoint, services) && arePushKeys(device),
  };
}
