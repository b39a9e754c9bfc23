import { z } from 'zod';
import { readCaseCode } from '../../core/cases/caseLinks.ts';
import type { CaseCode } from '../../core/model/case.ts';
import { CodedError } from '../../core/model/errors.ts';
import { isLocale, type Locale } from '../../core/model/locale.ts';
import { wrong } from './errors.ts';
import { readTime } from './time.ts';

const dayMs = 86_400_000;

/** The longest time that one question may span, and the most requests that it finds: as the specification has it. */
const longestDays = 90;
export const mostFound = 1_000;
/** Requests of one page where none is asked for, and most of one page, or by their ids. */
const usualPage = 100;
const mostOfPage = 200;

/** A parameter sent several times counts as a list. An empty one counts as none. */
const text = z
  .preprocess((given) => (Array.isArray(given) ? given.join(',') : given), z.string().max(4_000))
  .transform((given) => given.trim())
  .optional();

const query = z.object({
  jurisdiction_id: text,
  lang: text,
  service_request_id: text,
  service_code: text,
  start_date: text,
  end_date: text,
  status: text,
  page: text,
  page_size: text,
  lat: text,
  long: text,
  radius: text,
});

export type Query = z.infer<typeof query>;

/** @throws {CodedError} `input.invalid` */
export function readQuery(given: unknown): Query {
  const read = query.safeParse(given);
  if (read.success) return read.data;
  throw wrong(`The parameter ${read.error.issues[0]?.path.join('.') ?? ''} is too long, or cannot be read.`);
}

/**
 * Checks the jurisdiction, which may be left out or empty. `own` null: whatever is sent is ours.
 * @throws {CodedError} `jurisdiction.unknown`
 */
export function checkJurisdiction(given: string | undefined, own: string | null): void {
  if (own === null || given === undefined || given === '' || given === own) return;
  throw new CodedError(
    'jurisdiction.unknown',
    'The jurisdiction_id was not found. Leave it out, or send the right one.',
  );
}

/** The language of names and questions; the council's own where none of ours is asked for. */
export function localeAsked(given: string | undefined, fallback: Locale): Locale {
  const short = given?.toLowerCase().split(/[-_]/)[0];
  return isLocale(short) ? short : fallback;
}

/** What requests somebody asks for. */
export interface RequestQuery {
  /** Null: by the rest. */
  readonly codes: readonly CaseCode[] | null;
  readonly services: readonly string[] | null;
  readonly statuses: readonly ('open' | 'closed')[] | null;
  readonly from: number;
  readonly before: number;
  readonly page: number;
  readonly pageSize: number;
  /** Around which place, within how many metres; null: anywhere. */
  readonly near: Near | null;
}

/** A place in degrees of WGS 84, and metres around it. */
export interface Near {
  readonly latitude: number;
  readonly longitude: number;
  readonly metres: number;
}

/** @throws {CodedError} `input.invalid`, saying which parameter is wrong */
export function readRequestQuery(given: Query, { now, timeZone }: { now: number; timeZone: string }): RequestQuery {
  const ids = listIn(given.service_request_id);
  if (ids !== null && ids.length > mostOfPage) throw wrong(`Ask for at most ${mostOfPage} service_request_id at once.`);
  const page = countIn('page', given.page, 1);
  const pageSize = countIn('page_size', given.page_size, usualPage);
  // Nobody shall take what is left out for all that there is.
  if (pageSize > mostOfPage) throw wrong(`The page_size is at most ${mostOfPage}.`);
  if ((page - 1) * pageSize >= mostFound)
    throw wrong(`Only the first ${mostFound} are listed. Ask for a shorter time between start_date and end_date.`);
  return {
    codes: ids === null ? null : ids.flatMap((id) => readCaseCode(id) ?? []),
    services: listIn(given.service_code),
    statuses: statusesIn(given.status),
    ...rangeIn(given, { now, timeZone }),
    page,
    pageSize,
    near: nearIn(given),
  };
}

/** Metres around a place where somebody names none, and most. */
const usualRadius = 500;
const mostRadius = 100_000;

function nearIn({ lat = '', long = '', radius = '' }: Query): Near | null {
  if (lat === '' && long === '') return null;
  const latitude = readDegrees('lat', lat, 90);
  const longitude = readDegrees('long', long, 180);
  if (latitude === null || longitude === null) throw wrong('Send both lat and long, or neither.');
  const metres = radius === '' ? usualRadius : Number(radius);
  if (!(metres > 0 && metres <= mostRadius)) throw wrong(`The radius is a number of metres, at most ${mostRadius}.`);
  return { latitude, longitude, metres };
}

/** Degrees of WGS 84; null where nothing was sent. @throws {CodedError} `input.invalid` */
export function readDegrees(name: string, given: string, most: number): number | null {
  if (given === '') return null;
  const value = /^[-+]?\d{1,3}(?:\.\d{1,20})?$/.test(given) ? Number(given) : Number.NaN;
  if (!(Math.abs(value) <= most)) throw wrong(`The ${name} is no number of degrees (WGS 84).`);
  return value;
}

/** @throws {CodedError} `input.invalid` */
export function rangeIn(
  given: Pick<Query, 'start_date' | 'end_date'>,
  { now, timeZone }: { now: number; timeZone: string },
): { readonly from: number; readonly before: number } {
  const start = timeIn('start_date', given.start_date, timeZone);
  const end = timeIn('end_date', given.end_date, timeZone);
  const span = longestDays * dayMs;
  if (start !== null && end !== null) {
    if (end < start) throw wrong('The end_date is before the start_date.');
    // A clock that goes an hour forward or back is within it.
    if (end - start > span + 3_600_000)
      throw wrong(`Ask for at most ${longestDays} days between start_date and end_date.`);
  }
  const from = start ?? (end ?? now) - span;
  // The end itself is within.
  return { from, before: (end ?? (start === null ? now : start + span)) + 1 };
}

function timeIn(name: string, given: string | undefined, timeZone: string): number | null {
  if (given === undefined || given === '') return null;
  const at = readTime(given, timeZone);
  if (at === null) throw wrong(`The ${name} is no time: write it with its zone, as in 2026-01-31T00:00:00Z.`);
  return at;
}

function statusesIn(given: string | undefined): RequestQuery['statuses'] {
  const all = listIn(given)?.map((each) => each.toLowerCase()) ?? null;
  const known = all?.filter((each) => each === 'open' || each === 'closed') ?? null;
  if (known?.length !== all?.length) throw wrong('A status is open or closed.');
  return known;
}

function listIn(given: string | undefined): readonly string[] | null {
  const all = (given ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return all.length === 0 ? null : all;
}

function countIn(name: string, given: string | undefined, fallback: number): number {
  if (given === undefined || given === '') return fallback;
  if (!/^\d{1,6}$/.test(given) || Number(given) === 0) throw wrong(`The ${name} is a whole number from 1 on.`);
  return Number(given);
}
