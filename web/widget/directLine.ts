import { connectionProblemOf, LineError } from './connectionProblem.ts';
import type { ActivitySet, Connection, OutgoingMessage } from './directLineWire.ts';

/** The requests of Direct Line 3.0. Each throws a `LineError`. */
export interface DirectLine {
  generate(locale: string): Promise<Connection>;
  /** Opens the token's conversation, or says again how to follow it. */
  start(token: string, locale: string): Promise<Connection>;
  refresh(token: string): Promise<Connection>;
  resume(id: string, token: string, watermark: string): Promise<Connection>;
  read(id: string, token: string, watermark: string): Promise<ActivitySet>;
  /** Resolves to the activity's id once the server has it for good. */
  post(id: string, token: string, message: OutgoingMessage, locale: string): Promise<string>;
  /** Says that the person is writing; nothing of it is stored. */
  type(id: string, token: string): Promise<unknown>;
}

const timeoutMs = 15_000;
const uploadTimeoutMs = 120_000;
const person = { id: 'user', role: 'user' };

/** Talks to the server at `base` on behalf of a site. */
export function createDirectLine(base: string, siteKey: string): DirectLine {
  const root = `${base}/v3/directline`;

  async function ask<T>(path: string, bearer: string, body?: unknown): Promise<T> {
    const isForm = body instanceof FormData;
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), isForm ? uploadTimeoutMs : timeoutMs);
    try {
      const response = await fetch(root + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          Authorization: `Bearer ${bearer}`,
          ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
        credentials: 'omit',
        cache: 'no-store',
        signal: control.signal,
      });
      if (!response.ok) throw await failureOf(response, bearer);
      return (await response.json()) as T;
    } catch (error) {
      throw error instanceof LineError ? error : new LineError('passing', 0);
    } finally {
      clearTimeout(timer);
    }
  }

  async function failureOf(response: Response, bearer: string): Promise<LineError> {
    const body = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string } } | null;
    const { code, message } = body?.error ?? {};
    const problem = connectionProblemOf(response.status, code, bearer === siteKey ? 'siteKey' : 'token');
    if (problem === 'barred') {
      // For the developer of the page; visitors see a text in their language.
      const page = `this page (origin ${location.origin}, data-site-key "${siteKey}")`;
      console.error(`Finestreta: ${base} refuses ${page}: ${message ?? `HTTP ${response.status}`}`);
    }
    return new LineError(problem, Number(response.headers.get('Retry-After') ?? 0) * 1_000);
  }

  return {
    generate: (locale) => ask('/tokens/generate', siteKey, { locale }),
    start: (token, locale) => ask('/conversations', token, { locale }),
    refresh: (token) => ask('/tokens/refresh', token, {}),
    resume: (id, token, watermark) => ask(`/conversations/${id}?watermark=${watermark}`, token),
    read: (id, token, watermark) => ask(`/conversations/${id}/activities?watermark=${watermark}`, token),
    async post(id, token, message, locale) {
      const activity = activityOf(message, locale);
      const path = `/conversations/${id}/`;
      const sent = message.files
        ? ask<{ id: string }>(`${path}upload?userId=user`, token, formOf(message.files, activity))
        : ask<{ id: string }>(`${path}activities`, token, activity);
      return (await sent).id;
    },
    type: (id, token) => ask(`/conversations/${id}/activities`, token, { type: 'typing', from: person }),
  };
}

function activityOf({ key, text, choice, place }: OutgoingMessage, locale: string): object {
  return {
    type: 'message',
    from: person,
    text,
    textFormat: 'plain',
    locale,
    ...(choice !== undefined && { value: { choice } }),
    ...(place && { entities: [{ type: 'Place', geo: { type: 'GeoCoordinates', ...place } }] }),
    channelData: { clientActivityID: key },
  };
}

function formOf(files: readonly File[], activity: object): FormData {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  return form;
}
