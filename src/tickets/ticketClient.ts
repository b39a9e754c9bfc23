import { noLineCodes } from '../core/model/errors.ts';
import type { FileRef } from '../core/model/message.ts';
import { readAtMost } from '../core/util/readAtMost.ts';
import { readAnswer, type TicketFields } from './readAnswer.ts';
import type { TicketSystem } from './ticketSystem.ts';

/** Milliseconds for one call, well before the task's lease ends. */
const timeoutMs = 25_000;
/** Largest answer that is read, bytes. */
const largestAnswer = 4_000_000;
/** Longest wait that a system may ask for, milliseconds. */
const longestWaitMs = 60 * 60_000;

/** What a ticket system is told of a case. */
export interface TicketReport {
  /** Names of fields and their values, in their order; a name may come several times. */
  readonly fields: readonly (readonly [string, string])[];
  readonly files: readonly (Pick<FileRef, 'name' | 'type'> & { readonly bytes: Uint8Array })[];
}

/** What became of a call. */
export type CallOutcome =
  /** `isList`: what is not among the requests was not found. */
  | { readonly kind: 'answered'; readonly requests: readonly TicketFields[]; readonly isList: boolean }
  /** It surely did nothing: it refused for good, asks to wait, or was not reached. `says`: why, in its own words. */
  | { readonly kind: 'refused'; readonly status: number; readonly says: string | null }
  | { readonly kind: 'wait'; readonly retryAt: number }
  | { readonly kind: 'unreached' }
  /** It may have done what was asked. */
  | { readonly kind: 'doubtful' };

/** Calls ticket systems. Never rejects. */
export interface TicketClient {
  /** Files a case. `key`: the same for each attempt at one request. */
  file(system: TicketSystem, report: TicketReport, key: string): Promise<CallOutcome>;
  /** Tells what was said of a request later. `key`: as of a case. */
  update(system: TicketSystem, report: TicketReport, key: string): Promise<CallOutcome>;
  /** Requests of these numbers. */
  find(system: TicketSystem, numbers: readonly string[]): Promise<CallOutcome>;
  /** One request, by its number or by its token. */
  findOne(system: TicketSystem, by: { readonly number: string } | { readonly token: string }): Promise<CallOutcome>;
  /** Requests of a service that were filed between two times. */
  filedBetween(system: TicketSystem, service: string, from: number, until: number): Promise<CallOutcome>;
}

export function createTicketClient(clock: () => number): TicketClient {
  const call = async (
    { key }: TicketSystem,
    url: string,
    init: RequestInit = {},
    /** Whether any answer says that it was taken. */
    { needsAnswer }: { readonly needsAnswer: boolean } = { needsAnswer: true },
  ): Promise<CallOutcome> => {
    try {
      const response = await fetch(url, {
        ...init,
        headers: { 'user-agent': 'Finestreta', ...init.headers },
        // An address that nobody approved is not told of people's matters.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      } as RequestInit);
      const bytes = response.body === null ? new Uint8Array() : await readAtMost(response.body, largestAnswer);
      const answer = bytes === null ? null : readAnswer(new TextDecoder().decode(bytes));
      const { status } = response;
      if (response.ok) {
        if (answer === null)
          return needsAnswer ? { kind: 'doubtful' } : { kind: 'answered', requests: [], isList: false };
        const { requests, isList } = answer;
        return { kind: 'answered', requests: requests.map((each) => withoutKey(each, key)), isList };
      }
      // What asks to come back has done nothing. Other faults of a server may come after it did, and so may an address to look at.
      if (status === 429 || (status === 503 && response.headers.has('retry-after')))
        return { kind: 'wait', retryAt: retryAt(response, clock()) };
      const isMoved = status < 400 && init.method === 'POST';
      return status >= 500 || status === 408 || isMoved
        ? { kind: 'doubtful' }
        : { kind: 'refused', status, says: answer?.error == null ? null : hideKey(answer.error, key) };
    } catch (error) {
      const { cause } = error as { cause?: { code?: unknown } };
      return { kind: isUnreached(String(cause?.code)) ? 'unreached' : 'doubtful' };
    }
  };
  const read = (system: TicketSystem, path: string, query: Readonly<Record<string, string>>) => {
    const asked = new URLSearchParams({ ...jurisdictionOf(system), ...query });
    const search = asked.size === 0 ? '' : `?${asked}`;
    return call(system, `${system.url}/${path}.${system.format}${search}`);
  };
  const post = (
    system: TicketSystem,
    path: string,
    { fields, files }: TicketReport,
    asked: { readonly key: string; readonly needsAnswer: boolean },
  ) => {
    const own = { api_key: system.key, ...jurisdictionOf(system) };
    const form = files.length === 0 ? new URLSearchParams() : new FormData();
    for (const [name, value] of [...Object.entries(own), ...fields]) form.append(name, value);
    for (const { name, type, bytes } of files)
      if (form instanceof FormData) form.append('media', new Blob([bytes.slice()], { type }), name);
    const init = { method: 'POST', body: form, headers: { 'idempotency-key': asked.key } };
    return call(system, `${system.url}/${path}.${system.format}`, init, asked);
  };
  return {
    file: (system, report, key) => post(system, 'requests', report, { key, needsAnswer: true }),
    update: (system, report, key) => post(system, 'servicerequestupdates', report, { key, needsAnswer: false }),
    find: (system, numbers) => read(system, 'requests', { service_request_id: numbers.join(',') }),
    findOne: (system, by) =>
      'number' in by
        ? read(system, `requests/${encodeURIComponent(by.number)}`, {})
        : read(system, `tokens/${encodeURIComponent(by.token)}`, {}),
    filedBetween: (system, service, from, until) =>
      read(system, 'requests', {
        service_code: service,
        start_date: w3cTime(from),
        end_date: w3cTime(until),
      }),
  };
}

/** Some systems repeat what they were sent in what they say: the key is not for staff, nor for anybody. */
function hideKey(text: string, key: string): string {
  const spellings = [key, encodeURIComponent(key), new URLSearchParams({ key }).toString().slice('key='.length)];
  return key === '' ? text : spellings.reduce((hidden, each) => hidden.replaceAll(each, '[…]'), text);
}

function withoutKey(fields: TicketFields, key: string): TicketFields {
  const { status_notes: notes = null, description = null } = fields;
  return {
    ...fields,
    ...(notes === null ? {} : { status_notes: hideKey(notes, key) }),
    ...(description === null ? {} : { description: hideKey(description, key) }),
  };
}

/** Whether no line was made, or the other side is not who it should be: then nothing was said. */
const isUnreached = (code: string) =>
  noLineCodes.includes(code) || /CONNECT_TIMEOUT|^CERT_|SELF_SIGNED|^UNABLE_TO_|^ERR_TLS/.test(code);

const jurisdictionOf = ({ jurisdiction }: TicketSystem): Readonly<Record<string, string>> =>
  jurisdiction === '' ? {} : { jurisdiction_id: jurisdiction };

/** Whole seconds: many servers read no fractions. */
const w3cTime = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** When it may be asked again: in a minute where it does not say. */
function retryAt({ headers }: Response, now: number): number {
  const said = headers.get('retry-after') ?? '';
  const until = /^\d+$/.test(said) ? now + Number(said) * 1_000 : Date.parse(said);
  return Number.isNaN(until) ? now + 60_000 : Math.min(Math.max(until, now + 1_000), now + longestWaitMs);
}
