/** What a request says of the address that it was sent to. */
export interface AskedAddress {
  readonly protocol: string;
  /** Its `Host` header. */
  readonly host: string | undefined;
  /** Port of this machine at which it arrived. */
  readonly port: number | undefined;
}

/**
 * The address under which a request reached this server, without a slash at its end: the public one where it is set,
 * whatever the request says. Without one a `Host` is believed only if it cannot be somebody else's name, and else taken
 * for `localhost`.
 */
export function ownAddress(publicUrl: string | null, { protocol, host, port }: AskedAddress): string {
  if (publicUrl !== null) return publicUrl;
  return host !== undefined && isOwnHost(host) ? `${protocol}://${host}` : `${protocol}://localhost:${port ?? 80}`;
}

/**
 * Whether a `Host` may be this server's without being set anywhere: a name of this machine, or an address in digits. Any
 * other name could be made to lead here by whoever owns it (DNS rebinding), and their page would pass for ours.
 */
export function isOwnHost(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname, host: written } = new URL(`http://${host}`);
  // What the parser has to rewrite (a path, a user, another spelling) is nothing that a browser sends.
  if (written !== host && `${written}:80` !== host) return false;
  return hostname === 'localhost' || hostname.endsWith('.localhost') || isInDigits(hostname);
}

const isInDigits = (hostname: string) => hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
