/** What a request says about the address to which it was sent. */
interface AskedAddress {
  readonly protocol: string;
  /** Its `Host` header. */
  readonly host: string | undefined;
  /** Local port at which it arrived. */
  readonly port: number | undefined;
}

/**
 * The address under which a request reached this server, without a trailing slash: the public one where it is
 * configured, whatever the request says. Otherwise a `Host` is trusted only if nobody else can own the name, and
 * replaced by `localhost` if not.
 */
export function ownAddress(publicUrl: string | null, { protocol, host, port }: AskedAddress): string {
  if (publicUrl !== null) return publicUrl;
  return host !== undefined && isOwnHost(host) ? `${protocol}://${host}` : `${protocol}://localhost:${port ?? 80}`;
}

/**
 * Whether a `Host` can be trusted without configuration: a name of this machine, or a numeric address. The owner of any
 * other name could make it resolve to this server (DNS rebinding), and their page would pass for ours.
 */
export function isOwnHost(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname, host: written } = new URL(`http://${host}`);
  // A browser never sends a `Host` that the parser has to rewrite (a path, a user, another spelling).
  if (written !== host && `${written}:80` !== host) return false;
  return hostname === 'localhost' || hostname.endsWith('.localhost') || isInDigits(hostname);
}

const isInDigits = (hostname: string) => hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname);
