/** The server refused, or did not answer (`code` is then `offline`). Codes are those of docs/errors.md. */
export class ApiFault extends Error {
  readonly code: string;
  readonly status: number;
  /** The whole answer. */
  readonly body: unknown;

  constructor(code: string, status: number, body: unknown = null) {
    super(code);
    this.name = 'ApiFault';
    this.code = code;
    this.status = status;
    this.body = body;
  }

  /** What the server says of it, in English. */
  get detail(): string {
    return errorIn(this.body)?.message ?? '';
  }
}

const root = '/console/api/';
/** Milliseconds after an input during which requests count as user activity. */
const activityWindowMs = 60_000;
let touchedAt = Date.now();
/** Seconds that a request waits at most when the server asks for it. */
const longestWait = 60;
for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
  addEventListener(sign, () => (touchedAt = Date.now()), { capture: true, passive: true });

/** Requests that the console makes automatically must not keep an unused session alive. */
const untouched = (): Readonly<Record<string, string>> =>
  Date.now() - touchedAt > activityWindowMs ? { 'X-Finestreta-Untouched': '1' } : {};

const returnKey = 'finestreta.console.return';
type Query = Readonly<Record<string, string | number | null>>;

/**
 * Calls the console's API. A person who is not signed in (any more) is sent to the sign-in page.
 * @throws {ApiFault}
 */
export function ask<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body: unknown): Promise<T> {
  return body === null
    ? send<T>(method, path, null, {})
    : send<T>(method, path, JSON.stringify(body), { 'Content-Type': 'application/json' });
}

/** The same for an answer that is a file. @throws {ApiFault} */
export async function askForFile(path: string, body: unknown): Promise<Blob> {
  const response = await request('POST', path, JSON.stringify(body), { 'Content-Type': 'application/json' });
  if (response.ok) return response.blob();
  throw faultIn(response, parse(await response.text()));
}

async function send<T>(...given: Parameters<typeof request>): Promise<T> {
  const response = await request(...given);
  const answer = parse(await response.text());
  if (response.ok) return answer as T;
  throw faultIn(response, answer);
}

const faultIn = ({ status }: Response, answer: unknown): ApiFault =>
  new ApiFault(errorIn(answer)?.code ?? 'unknown', status, answer);

/** Sends a request, and again whenever the server has asked to wait: nothing that was pressed is lost by who is fast. */
async function request(...given: Parameters<typeof attempt>): Promise<Response> {
  for (;;) {
    const response = await attempt(...given);
    const seconds = response.status === 429 ? Number(response.headers.get('Retry-After') ?? Number.NaN) : Number.NaN;
    if (!(seconds <= longestWait)) return response;
    // What nobody reads would keep its connection.
    await response.text().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

async function attempt(
  method: string,
  path: string,
  body: BodyInit | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(root + path, {
      method,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', ...untouched(), ...headers },
      body,
    });
  } catch {
    throw new ApiFault('offline', 0);
  }
  if (response.status === 401) signIn();
  return response;
}

function errorIn(answer: unknown): { readonly code?: string; readonly message?: string } | undefined {
  return (answer as { error?: { code?: string; message?: string } } | null)?.error;
}

/** Says something that is worth nothing later: it is sent once, and nobody learns what came of it. */
export function sendOnce(path: string, body: unknown): void {
  void attempt('POST', path, JSON.stringify(body), { 'Content-Type': 'application/json' }).catch(() => {});
}

/** Sends something while the page is left: the browser completes it, and nobody learns what came of it. */
export function sendOnLeaving(path: string, body: unknown): void {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  void fetch(root + path, {
    method: 'POST',
    credentials: 'same-origin',
    keepalive: true,
    headers,
    body: JSON.stringify(body),
  }).catch(() => {});
}

export const read = <T>(path: string, query: Query): Promise<T> => ask<T>('GET', path + search(query), null);

/** Sends the bytes of a file. @throws {ApiFault} */
export async function uploadFile<T>(path: string, file: File): Promise<T> {
  return send<T>('POST', path, file, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  });
}

/** Address of something that the browser loads itself. */
export const urlOf = (path: string, query: Query): string => root + path + search(query);

/** Goes to the sign-in page. */
export function signIn(): void {
  sessionStorage.setItem(returnKey, location.pathname + location.search);
  location.assign('/console/entra');
}

/** Returns to the page from before the sign-in, without a reload. */
export function goBackAfterSignIn(): void {
  const path = sessionStorage.getItem(returnKey);
  sessionStorage.removeItem(returnKey);
  if (path !== null && location.pathname === '/console') history.replaceState(null, '', path);
}

function search(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== '');
  const written = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return written === '' ? '' : `?${written}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
