import { openConversation } from '../../../test/support/directLine.ts';

/** Valid values from the service: with them cases pass the first check. */
export interface World {
  readonly port: number;
  readonly conversations: readonly { readonly id: string; readonly token: string; readonly path: string }[];
  /** Paths of streams with a ticket that is valid for a minute. */
  readonly streams: readonly string[];
  /** Paths of files with a link. */
  readonly files: readonly string[];
  /** Cookie and form ticket of the page without JavaScript. */
  readonly page: { readonly cookie: string; readonly ticket: string };
  /** Session cookie of a staff member. */
  readonly staff: string;
  readonly cases: readonly { readonly code: string; readonly key: string }[];
  readonly assets: readonly string[];
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Uses the service as people do, and keeps the values that it returns. */
export async function openWorld(url: string, staff: string): Promise<World> {
  const { port } = new URL(url);
  const opened = await Promise.all(Array.from({ length: 6 }, () => openConversation(url)));
  const conversations: World['conversations'][number][] = [];
  const streams: string[] = [];
  const files: string[] = [];
  const cases: World['cases'][number][] = [];
  for (const [index, each] of opened.entries()) {
    const { id, token } = each;
    const path = `/v3/directline/conversations/${id}`;
    conversations.push({ id, token, path });
    const headers = { Authorization: `Bearer ${token}` };
    const { streamUrl } = (await (await fetch(`${url}${path}`, { headers })).json()) as { streamUrl: string };
    streams.push(streamUrl.replace(/^ws:\/\/[^/]+/, ''));
    const body = new Blob([png]);
    await fetch(`${url}${path}/upload`, { method: 'POST', headers: { ...headers, 'Content-Type': 'image/png' }, body });
    for (const words of ['vull parlar amb una persona', 'person ara']) await each.post(words, `${words} ${index}`);
    const activities = JSON.stringify(await (await fetch(`${url}${path}/activities`, { headers })).json());
    files.push(
      ...Array.from(activities.matchAll(/https?:\/\/[^/"]+(\/[^"]+\/files\/[^"]+)/g), ([, file = '']) => file),
    );
    cases.push(
      ...Array.from(activities.matchAll(/\/cas\/([\w-]+)#([\w-]+)/g), ([, code = '', key = '']) => ({ code, key })),
    );
  }
  if (cases.length === 0 || files.length === 0) throw new Error('the service opened no case, or kept no file');
  const page = await fetch(`${url}/xat`);
  const shown = await page.text();
  const start = await (await fetch(`${url}/`)).text();
  return {
    port: Number(port),
    ...{ conversations, streams, files, cases, staff },
    page: {
      cookie: page.headers.get('set-cookie')?.split(';', 1)[0] ?? '',
      ticket: /name="form" value="([^"]*)"/.exec(shown)?.[1] ?? '',
    },
    assets: Array.from(`${start}${shown}`.matchAll(/(?:src|href)="(\/[^"#?]+)"/g), ([, asset = '']) => asset),
  };
}

/** Follows the link of the first administrator; resolves to their session cookie. */
export async function signIn(url: string, link: string): Promise<string> {
  const person = { token: link.slice(link.indexOf('#') + 1), name: 'Anna', email: 'anna@example.cat' };
  const response = await fetch(`${url}/console/benvinguda`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...person, password: 'tramuntana de gener 1907' }).toString(),
  });
  const cookies = response.headers.getSetCookie().map((each) => each.split(';', 1)[0]);
  if (cookies.length === 0) throw new Error(`the first administrator was not let in: ${response.status}`);
  return cookies.join('; ');
}
