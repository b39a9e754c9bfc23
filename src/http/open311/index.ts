import { type Request, type RequestHandler, type Response, Router } from 'express';
import { readCaseCode } from '../../core/cases/caseLinks.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { ApiKeys } from '../../core/journal/apiKeys.ts';
import type { ApiKey } from '../../core/model/desk/apiKey.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { FlowDefinition } from '../../core/model/flow.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { CaseIndex } from '../../core/ports/caseIndex.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Limit } from '../../core/ports/limit.ts';
import type { Log } from '../../core/ports/log.ts';
import { discoveryOnWire } from './discovery.ts';
import { answerOpen311Errors, formatOf, wrong } from './errors.ts';
import { createFileReport, type FilingDeps } from './fileReport.ts';
import { type FindDeps, findRequest, findRequests } from './findRequests.ts';
import type { SentForm } from './form.ts';
import { createInTurn } from './inTurn.ts';
import { liesNear } from './near.ts';
import { checkJurisdiction, localeAsked, type Query, rangeIn, readQuery, readRequestQuery } from './parameters.ts';
import { addUpdate, unknownRequest } from './postUpdate.ts';
import { type PublicRequestDeps, requestOnWire, type ShownRequest } from './publicRequest.ts';
import { readReport } from './readReport.ts';
import { definitionOnWire, serviceOnWire, servicesOf } from './services.ts';
import { createTakeForm } from './takeForm.ts';
import { findUpdates } from './updates.ts';
import { formats, send, type Wire } from './wire.ts';

/** Where the interface is. */
const open311Path = '/open311/v2';

export interface Open311Deps extends Omit<PublicRequestDeps, 'journal' | 'sealer'>, FilingDeps {
  readonly tenant: string;
  /** Public address of the service, without a trailing slash. */
  readonly url: string;
  /** The jurisdiction that clients may name; null: whatever they name is this one. */
  readonly jurisdiction: string | null;
  readonly fallback: Locale;
  readonly flows: () => readonly FlowDefinition[];
  readonly strings: (locale: Locale) => Readonly<Record<'contact' | 'keys' | 'yes' | 'no', string>>;
  readonly cases: Pick<CaseIndex, 'find' | 'byCode'>;
  readonly fromCasePage: Engine['fromCasePage'];
  readonly keys: Pick<ApiKeys, 'find'>;
  readonly limits: {
    /** Counts what one address reads, and what it sends before its key is known. */
    readonly reads: Limit['allow'];
    readonly posts: Limit['allow'];
    /** Counts what an address reads that costs much: updates, and what is around a place. */
    readonly searches: Limit['allow'];
    /** Counts an address's attempts with a wrong key. */
    readonly wrongKeys: Limit['allow'];
    /** Counts what a key files. */
    readonly filed: (key: ApiKey) => ReturnType<Limit['allow']>;
  };
  readonly senderOf: (request: Request) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Readings that cost much and may wait for another one. */
const mostWaiting = 8;
/** Seconds for which a cache may keep services, and requests: what is withdrawn must be gone soon. */
const serviceAge = 300;
const requestAge = 30;

const ending = `.{${formats.join(',')}}`;

/** Open311 GeoReport v2: services, requests and their updates, as XML and JSON. */
export function createOpen311(deps: Open311Deps): Router {
  const { limits, clock, timeZone } = deps;
  const router = Router();
  const fileReport = createFileReport(deps);
  const find: FindDeps = { tenant: deps.tenant, account: deps.account.id, cases: deps.cases };
  const services = () => servicesOf(deps.flows());
  const inTurn = createInTurn(mostWaiting);
  const takeForm = createTakeForm({ fileBytes: deps.upload.bytes * 2 });

  router.use('/open311', (request, response, next) => {
    // Reading is open to the pages of other sites; filing needs a key, which no page should hold.
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    if (request.method === 'OPTIONS') return void response.set('Access-Control-Allow-Methods', 'GET').status(204).end();
    next();
  });
  router.use('/open311', counted(deps));

  const get = (
    path: string,
    age: number,
    answer: (asked: {
      query: Query;
      locale: Locale;
      id: string;
      /** Reads what costs much: rarely for one address, and one after the other. */
      seldom: <T>(work: () => Promise<T>) => Promise<T>;
    }) => Promise<readonly [string, Wire]> | readonly [string, Wire],
  ) =>
    router.get([`${path}.xml`, `${path}.json`, path], async (request, response) => {
      const query = readQuery(request.query);
      checkJurisdiction(query.jurisdiction_id, deps.jurisdiction);
      const id = String(request.params.id ?? '').replace(/\.(?:xml|json)$/, '');
      const seldom = async <T>(work: () => Promise<T>) => {
        allowed(response, await limits.searches(deps.senderOf(request)));
        return inTurn(work);
      };
      const [name, value] = await answer({ query, locale: localeAsked(query.lang, deps.fallback), id, seldom });
      response.set('Cache-Control', `public, max-age=${age}`);
      send(response, formatOf(request), name, value);
    });

  const discovery = ({ locale }: { locale: Locale }) =>
    ['discovery', discoveryOnWire(`${deps.url}${open311Path}`, deps.strings(locale))] as const;
  get('/open311/discovery', serviceAge, discovery);
  get(`${open311Path}/discovery`, serviceAge, discovery);

  get(`${open311Path}/services`, serviceAge, ({ locale }) => [
    'services',
    services().map((service) => serviceOnWire(service, locale)),
  ]);

  get(`${open311Path}/services/:id`, serviceAge, ({ id, locale }) => {
    const service = services().find(({ definition }) => definition.id === id);
    if (service === undefined) throw new CodedError('service.unknown', 'The service_code was not found.');
    return ['service_definition', definitionOnWire(service, locale, (key) => deps.strings(locale)[key])];
  });

  get(`${open311Path}/requests`, requestAge, async ({ query, locale, seldom }) => {
    const asked = readRequestQuery(query, { now: clock(), timeZone: timeZone() });
    const { near, page, pageSize } = asked;
    const read = async () => {
      const shown: ShownRequest[] = [];
      for (const row of await findRequests(find, asked, services())) shown.push(await shownRequest(row, locale));
      return shown;
    };
    const shown = near === null ? await read() : await seldom(read);
    const own = near === null ? shown : shown.filter(liesNear(near)).slice((page - 1) * pageSize, page * pageSize);
    return ['service_requests', own.map(({ wire }) => wire)];
  });

  get(`${open311Path}/requests/:id`, requestAge, async ({ id, locale }) => {
    const row = await requestOf(id);
    return ['service_requests', [(await shownRequest(row, locale)).wire]];
  });

  get(`${open311Path}/tokens/:id`, requestAge, async ({ id }) => {
    const { case: caseState } = await requestOf(id);
    return ['service_requests', [{ service_request_id: caseState.code, token: id }]];
  });

  get(`${open311Path}/servicerequestupdates`, requestAge, async ({ query, seldom }) => {
    const range = rangeIn(query, { now: clock(), timeZone: timeZone() });
    return ['service_request_updates', await seldom(() => findUpdates({ ...deps, account: find.account }, range))];
  });

  const post = (
    path: string,
    file: (key: ApiKey, form: SentForm, request: Request) => Promise<readonly [string, Wire]>,
  ) =>
    router.post([`${path}.xml`, `${path}.json`, path], async (request, response) => {
      response.set('Cache-Control', 'no-store');
      const check = (given: string) => goodKey(request, response, given);
      const [name, value] = await takeForm(request, check, async (key, form) => {
        checkJurisdiction(form.value('jurisdiction_id'), deps.jurisdiction);
        return file(key, form, request);
      });
      send(response, formatOf(request), name, value);
    });

  post(`${open311Path}/requests`, async (key, form, request) => {
    const attempt = attemptIn(request);
    const lang = form.value('lang');
    const locale = lang === '' ? null : localeAsked(lang, deps.fallback);
    const report = readReport(form, services(), { locale: locale ?? deps.fallback, timeZone: timeZone() });
    const { code, receipt } = await fileReport(key, report, { form, locale, attempt });
    return ['service_requests', [{ service_request_id: code, service_notice: receipt, account_id: null }]];
  });

  post(`${open311Path}/servicerequestupdates`, async (key, form) => {
    const id = await addUpdate(
      { ...find, files: deps.files, upload: deps.upload, fromCasePage: deps.fromCasePage, clock },
      key,
      form,
    );
    return ['service_request_updates', [{ update_id: id, account_id: null }]];
  });

  router.use('/open311', () => {
    throw new CodedError('route.unknown', `There is nothing at this address. Addresses end in ${ending}.`);
  });
  router.use('/open311', answerOpen311Errors(deps.log));

  async function requestOf(id: string) {
    const code = readCaseCode(id);
    const row = code === null ? null : await findRequest(find, code);
    if (row === null) throw unknownRequest();
    return row;
  }

  const shownRequest = (row: Awaited<ReturnType<typeof requestOf>>, locale: Locale) =>
    requestOnWire(
      deps,
      row,
      services().find(({ definition }) => definition.id === row.case.filed?.service),
      locale,
    );

  /** The key with which something is sent. Its limit counts what was sent with it, good or not. */
  async function goodKey(request: Request, response: Response, given: string): Promise<ApiKey> {
    const key = given === '' || given.length > 200 ? null : await deps.keys.find(given);
    if (key === null) {
      allowed(response, await limits.wrongKeys(deps.senderOf(request)));
      throw new CodedError(
        'auth.refused',
        'The api_key is missing or not valid: send it before any file. The council gives keys to programs.',
      );
    }
    allowed(response, await limits.filed(key));
    return key;
  }

  return router;
}

/** The program's own id of what it sends, the same when it is sent again. */
function attemptIn(request: Request): string | null {
  const given = request.get('idempotency-key')?.trim() ?? '';
  if (given.length > 200) throw wrong('The Idempotency-Key has more than 200 characters.');
  return given === '' ? null : given;
}

/** Counts every request by its address. */
function counted({ limits, senderOf }: Open311Deps): RequestHandler {
  return async (request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    allowed(response, await (isRead ? limits.reads : limits.posts)(senderOf(request)));
    next();
  };
}

function allowed(response: Response, { ok, retryAfter }: { readonly ok: boolean; readonly retryAfter: number }): void {
  if (ok) return;
  response.set('Retry-After', String(retryAfter));
  throw new CodedError('rate.limited', 'Too many requests. Wait a moment and try again.');
}
