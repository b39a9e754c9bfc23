import type { LookupAddress } from 'node:dns';
import { type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What a server answered. */
export interface AskedStatus {
  readonly status: number;
  /** Where it redirects; null: nowhere. */
  readonly location: string | null;
}

/** Milliseconds until a server must have begun to answer. */
const answerMs = 5_000;

/**
 * Asks a server for the status of a page, at addresses that were looked up before: the name is not looked up again, so
 * that it cannot lead elsewhere meanwhile. The page itself is not read. Rejects where there is no answer.
 */
export function askStatus(
  url: URL,
  options: {
    readonly method: 'HEAD' | 'GET';
    readonly addresses: readonly LookupAddress[];
    readonly signal: AbortSignal;
  },
): Promise<AskedStatus> {
  const { method, addresses, signal } = options;
  const [first] = addresses;
  return new Promise((resolve, reject) => {
    if (first === undefined) return reject(new Error('there is no address to ask'));
    const lookup: RequestOptions['lookup'] = (_, { all }, done) => {
      if (all === true) done(null, [...addresses]);
      else done(null, first.address, first.family);
    };
    const asked = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method,
        lookup,
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
        headers: { 'user-agent': 'Finestreta (link check)', accept: '*/*' },
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null });
        response.destroy();
      },
    );
    asked.once('error', reject);
    asked.end();
  });
}
