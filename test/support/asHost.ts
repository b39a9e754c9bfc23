import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

/** An answer to a request that named another host than the one it went to, which `fetch` does not let a program do. */
interface HostAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly setCookies: readonly string[];
  readonly text: string;
}

/** Posts to a server of the test in the name of a host, as a browser would whose page's name leads here. */
export async function postAsHost(
  url: string,
  host: string,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): Promise<HostAnswer> {
  const sent = request(url, { method: 'POST', headers: { ...headers, host } });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  const { statusCode = 0, headers: answered } = response;
  return { status: statusCode, location: answered.location, setCookies: answered['set-cookie'] ?? [], text };
}
