import { isIP } from 'node:net';

/** The places that a bot of the Bot Framework trusts; tests put their own in. */
export interface Cloud {
  /** Who signs what reaches the bot. */
  readonly issuer: string;
  /** Where the keys of that signature are found. */
  readonly openIdMetadata: string;
  /** Where the bot gets its own token: directory and path are put behind it. */
  readonly login: string;
  /** What the bot's own token is for. */
  readonly audience: string;
  /** Where the Connector service is reached as long as nobody has written; whoever writes brings an address along. */
  readonly service: string;
  /** Whether a file may be fetched from, or brought to, an address that a message names. */
  mayReach(url: URL): boolean;
}

/** Microsoft's public cloud. */
export const publicCloud: Cloud = {
  issuer: 'https://api.botframework.com',
  openIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  login: 'https://login.microsoftonline.com',
  audience: 'https://api.botframework.com',
  service: 'https://smba.trafficmanager.net/teams/',
  mayReach: isPublicHttps,
};

/** Whether an address is that of a server on the internet by its looks: a name with a dot, over TLS, at the usual port. */
export function isPublicHttps({ protocol, hostname, port, username }: URL): boolean {
  const named = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && /\.[a-z]{2,}$/i.test(hostname);
  const inside = /\.(local|internal|localhost|lan|home|corp|intranet|arpa)$/i.test(hostname);
  return protocol === 'https:' && named && !inside && port === '' && username === '';
}
