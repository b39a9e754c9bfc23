/** A page as a person without JavaScript gets it. */
export interface Seen {
  readonly status: number;
  readonly location: string | null;
  readonly setCookie: string | null;
  readonly headers: Headers;
  readonly text: string;
  readonly lang: string | null;
  /** The hidden ticket of the form. */
  readonly ticket: string;
  /** The first paragraph of all messages. */
  readonly bubbles: readonly string[];
}

type Headed = Readonly<Record<string, string>>;

/** A browser that follows no redirect; `cookie`: all that it sends. */
export interface Visitor {
  cookie: string | null;
  get(path: string, headers?: Headed): Promise<Seen>;
  post(path: string, fields: Headed, headers?: Headed): Promise<Seen>;
  /** Sends a form with files, as a browser does. */
  postFiles(path: string, fields: Headed, files: readonly SentFile[], headers?: Headed): Promise<Seen>;
}

interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `address`: where it seems to be, as a proxy would say it. */
export function createVisitor(url: string, address?: string): Visitor {
  const visitor: Visitor = {
    cookie: null,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields, headers = {}) =>
      send(path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: url, ...headers } }),
    postFiles(path, fields, files, headers = {}) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      for (const { name, bytes } of files) body.append('file', new Blob([new Uint8Array(bytes)]), name);
      return send(path, { method: 'POST', body, headers: { origin: url, ...headers } });
    },
  };

  async function send(path: string, init: RequestInit & { headers: Headed }): Promise<Seen> {
    const headers = {
      ...init.headers,
      ...(visitor.cookie !== null && { cookie: visitor.cookie }),
      ...(address !== undefined && { 'x-forwarded-for': address }),
    };
    // What the test says about its site stands alone: with an origin there would be two tales.
    if ('sec-fetch-site' in headers) Reflect.deleteProperty(headers, 'origin');
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    const setCookie = response.headers.get('set-cookie');
    for (const each of response.headers.getSetCookie()) visitor.cookie = withCookie(visitor.cookie, each);
    const text = await response.text();
    return {
      status: response.status,
      location: response.headers.get('location'),
      setCookie,
      headers: response.headers,
      text,
      lang: /<html lang="(\w+)"/.exec(text)?.[1] ?? null,
      ticket: /name="form" value="([^"]*)"/.exec(text)?.[1] ?? '',
      bubbles: Array.from(text.matchAll(/<div class="bubble".*?<p>(.*?)<\/p>/gs), ([, words]) => plain(words ?? '')),
    };
  }

  return visitor;
}

/** The cookies that a browser sends, after one more was set. */
function withCookie(cookies: string | null, set: string): string | null {
  const [pair = ''] = set.split(';', 1);
  const name = `${pair.split('=', 1)[0]}=`;
  const others = (cookies ?? '').split('; ').filter((each) => each !== '' && !each.startsWith(name));
  return [...others, ...(pair === name ? [] : [pair])].join('; ') || null;
}

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
