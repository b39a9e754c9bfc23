import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';

/** What the identity provider says of anybody who signs in there. */
export type Claims = Readonly<Record<string, unknown>>;

/** `key`: signed with one that is not in the list of keys; `missing`: there is none, only the address to ask who it is. */
type TokenFault = null | 'key' | 'issuer' | 'audience' | 'expired' | 'nonce' | 'no-nonce' | 'unsigned' | 'missing';

/** A small identity provider (OpenID Connect) on this machine: anybody who comes is who the test says. */
export interface OidcIssuer {
  readonly issuer: string;
  claims: Claims;
  /** What is wrong with its ID tokens. */
  fault: TokenFault;
  stop(): Promise<void>;
}

export async function startOidcIssuer(clientId: string, clientSecret: string): Promise<OidcIssuer> {
  const [good, forged] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const keys = [{ ...(await exportJWK(good.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
  const codes = new Map<string, { nonce: string | null; redirect: string }>();

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    const json = (body: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/.well-known/openid-configuration') {
      return json({
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        userinfo_endpoint: `${provider.issuer}/userinfo`,
        jwks_uri: `${provider.issuer}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (url.pathname === '/keys') return json({ keys });
    if (url.pathname === '/userinfo') return json(provider.claims);
    if (url.pathname === '/authorize') {
      const code = randomUUID();
      const redirect = url.searchParams.get('redirect_uri') ?? '';
      codes.set(code, { nonce: url.searchParams.get('nonce'), redirect });
      const back = new URL(redirect);
      back.searchParams.set('code', code);
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      return response.writeHead(302, { location: back.href }).end();
    }
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    const begun = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const isClient = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
    if (begun === undefined || !isClient || begun.redirect !== form.get('redirect_uri')) {
      return json({ error: 'invalid_grant' }, 400);
    }
    const { fault, claims } = provider;
    const nonce = fault === 'nonce' ? randomUUID() : begun.nonce;
    const content = { ...claims, ...(fault === 'no-nonce' ? {} : { nonce }) };
    const issuer = fault === 'issuer' ? 'https://elsewhere.example' : provider.issuer;
    const audience = fault === 'audience' ? 'another' : clientId;
    const token =
      fault === 'unsigned'
        ? new UnsecuredJWT(content)
            .setIssuer(issuer)
            .setAudience(audience)
            .setIssuedAt()
            .setExpirationTime('5m')
            .encode()
        : await new SignJWT(content)
            .setProtectedHeader({ alg: 'RS256', kid: 'one' })
            .setIssuer(issuer)
            .setAudience(audience)
            .setIssuedAt(fault === 'expired' ? new Date(Date.now() - 3_600_000) : new Date())
            .setExpirationTime(fault === 'expired' ? new Date(Date.now() - 1_800_000) : '5m')
            .sign(fault === 'key' ? forged.privateKey : good.privateKey);
    const idToken = fault === 'missing' ? {} : { id_token: token };
    json({ access_token: 'at', token_type: 'Bearer', expires_in: 300, ...idToken });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const provider: OidcIssuer = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    claims: {},
    fault: null,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}
