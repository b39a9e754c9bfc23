import { isIP } from 'node:net';

/** The endpoints that a bot of the Bot Framework trusts; tests use their own. */
export interface Cloud {
  /** Issuer of the tokens on incoming activities. */
  readonly issuer: string;
  /** URL of the issuer's signing keys. */
  readonly openIdMetadata: string;
  /** Base URL of the bot's own tokens; directory and path are appended. */
  readonly login: string;
  /** Scope of the bot's own token. */
  readonly audience: string;
  /** The Connector service's URL until somebody has written; each activity brings its own. */
  readonly service: string;
  /** Whether a file may be downloaded from, or uploaded to, a URL that a message names. */
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

/** Whether a URL looks like that of a public server: a name with a dot, over TLS, at the default port. */
export function isPublicHttps({ protocol, hostname, port, username }: URL): boolean {
  const named = isIP(hostname.replace(/^\[|\]$/g, '')) === 0 && /\.[a-z]{2,}$/i.test(hostname);
  const inside = /\.(local|internal|localhost|lan|home|corp|intranet|arpa)$/i.test(hostname);
  return protocol === 'https:' && named && !inside && port === '' && username === '';
}
