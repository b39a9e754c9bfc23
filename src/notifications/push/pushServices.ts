/** The push services of browsers: Chrome and Edge (Android, desktop), Firefox, Safari, Edge on Windows. */
const known = ['fcm.googleapis.com', 'push.services.mozilla.com', 'push.apple.com', 'notify.windows.com'];

/** Longest address of a subscription: real ones have a few hundred characters. */
const maxLength = 2_000;

/**
 * Whether an address that a browser gave is one of a push service: we call it, so it must not be just anybody's. `others`:
 * origins of further services, as in https://push.example.
 */
export function isPushService(endpoint: string, others: readonly string[]): boolean {
  if (endpoint.length > maxLength || !URL.canParse(endpoint)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(endpoint);
  if (username !== '' || password !== '') return false;
  if (others.includes(origin)) return true;
  return (
    protocol === 'https:' && port === '' && known.some((host) => hostname === host || hostname.endsWith(`.${host}`))
  );
}
