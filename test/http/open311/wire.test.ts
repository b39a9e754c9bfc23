import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { liesNear } from '../../../src/http/open311/near.ts';
import { rangeIn, readRequestQuery } from '../../../src/http/open311/parameters.ts';
import { readDay, readTime, w3cTime } from '../../../src/http/open311/time.ts';
import { writeXml } from '../../../src/http/open311/wire.ts';
import { anyText } from '../../support/arbitrary.ts';

const madrid = 'Europe/Madrid';
const day = 86_400_000;

describe('times on the wire', () => {
  test.each([
    ['2026-07-01T07:30:00Z', '2026-07-01T09:30:00+02:00'],
    ['2026-12-01T08:30:00Z', '2026-12-01T09:30:00+01:00'],
    // The hour that comes twice when summer ends.
    ['2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00'],
    // The hour that is left out when it begins.
    ['2026-03-29T00:59:59Z', '2026-03-29T01:59:59+01:00'],
    ['2026-03-29T01:00:00Z', '2026-03-29T03:00:00+02:00'],
  ])('%s is said as %s', (utc, said) => {
    expect(w3cTime(Date.parse(utc), madrid)).toBe(said);
  });

  test('a zone behind Greenwich, and one of half an hour', () => {
    expect(w3cTime(0, 'America/St_Johns')).toBe('1969-12-31T20:30:00-03:30');
  });

  test('whatever is said is read back, to the second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2090-01-01') }),
        fc.constantFrom(madrid, 'UTC', 'America/St_Johns', 'Asia/Kathmandu'),
        (at, zone) => readTime(w3cTime(at, zone), zone) === Math.floor(at / 1_000) * 1_000,
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ['2010-01-01T00:00:00Z', '2010-01-01T00:00:00Z'],
    ['2010-01-01T00:00:00.123Z', '2010-01-01T00:00:00Z'],
    ['2010-05-24T00:00:00-05:00', '2010-05-24T05:00:00Z'],
    // A plus that was not encoded in an address arrives as a space.
    ['2026-07-01T09:30:00 02:00', '2026-07-01T07:30:00Z'],
    ['2026-07-01T09:30+0200', '2026-07-01T07:30:00Z'],
    // A day begins where the town is.
    ['2026-07-01', '2026-06-30T22:00:00Z'],
    ['2026-01-01', '2025-12-31T23:00:00Z'],
  ])('%s is read as %s', (written, utc) => {
    expect(readTime(written, madrid)).toBe(Date.parse(utc));
  });

  test.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:00:00+99:00',
    // The specification asks for the zone.
    '2026-07-01T09:30:00',
    '20260101',
  ])('%p is no time', (written) => {
    expect(readTime(written, madrid)).toBeNull();
  });

  test.each([
    ['2026-02-28', '2026-02-28'],
    ['2026-06-30T22:30:00Z', '2026-07-01'],
    ['2026-07-01T09:30', '2026-07-01'],
    ['2026-02-30', null],
    ['2026-02-30T09:30', null],
    ['2026-07-01Tx', null],
  ])('the day of %s where the town is: %s', (written, day) => {
    expect(readDay(written, madrid)).toBe(day);
  });

  test('no text breaks the reader', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const at = readTime(text, madrid);
        return at === null || Number.isSafeInteger(at);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is asked for', () => {
  const now = Date.parse('2026-11-27T12:00:00Z');
  const around = { now, timeZone: madrid };
  const rangeOf = (start_date: string | undefined, end_date: string | undefined) => {
    const { from, before } = rangeIn({ start_date, end_date }, around);
    return [new Date(from).toISOString(), new Date(before - 1).toISOString()];
  };

  test('is of the last ninety days where nothing is said, whether left out or empty', () => {
    expect(rangeOf(undefined, undefined)).toEqual(['2026-08-29T12:00:00.000Z', '2026-11-27T12:00:00.000Z']);
    expect(rangeOf('', '')).toEqual(rangeOf(undefined, undefined));
  });

  test('is ninety days from the one time that is given', () => {
    expect(rangeOf('2026-01-01T00:00:00Z', undefined)).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
    ]);
    expect(rangeOf(undefined, '2026-04-01T00:00:00Z')).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
    ]);
  });

  test('may span no more than ninety days, a change of the clock aside, and must not end before it begins', () => {
    expect(() => rangeOf('2026-01-01T00:00:00Z', '2026-05-01T00:00:00Z')).toThrow('at most 90 days');
    expect(() => rangeOf('2026-05-01T00:00:00Z', '2026-01-01T00:00:00Z')).toThrow('before the start_date');
    const [start, end] = ['2026-09-01', '2026-11-30'].map((text) => readTime(text, madrid) ?? 0);
    expect((end ?? 0) - (start ?? 0)).toBe(90 * day + 3_600_000);
    expect(() => rangeOf('2026-09-01', '2026-11-30')).not.toThrow();
  });

  test('is a list where commas part it; statuses are read in any letters', () => {
    const read = readRequestQuery(
      { status: 'OPEN,closed', service_code: 'a, b,,', page: '2', page_size: '50' },
      around,
    );
    expect(read).toMatchObject({ statuses: ['open', 'closed'], services: ['a', 'b'], page: 2, pageSize: 50 });
    expect(() => readRequestQuery({ status: 'fixed' }, around)).toThrow('open or closed');
    for (const page of ['0', '-1', 'x', '1.5'])
      expect(() => readRequestQuery({ page }, around)).toThrow('whole number');
    expect(readRequestQuery({}, around).pageSize).toBe(100);
    expect(readRequestQuery({ page: '5', page_size: '200' }, around).page).toBe(5);
    // What is left out is said.
    expect(() => readRequestQuery({ page_size: '201' }, around)).toThrow('at most 200');
    expect(() => readRequestQuery({ page: '6', page_size: '200' }, around)).toThrow('first 1000');
    expect(() => readRequestQuery({ service_request_id: 'A,'.repeat(201) }, around)).toThrow('at most 200');
  });
});

describe('what is around a place', () => {
  const square = { latitude: 41.3278, longitude: 2.0947, metres: 200 };
  const isAround = (latitude: number, longitude: number) => liesNear(square)({ position: { latitude, longitude } });

  test('is within the metres in every direction, and nothing whose place is not public', () => {
    // 0.001 degrees are 111 metres to the north, and 83 to the east at this latitude.
    expect([isAround(41.3293, 2.0947), isAround(41.3298, 2.0947)]).toEqual([true, false]);
    expect([isAround(41.3278, 2.0969), isAround(41.3278, 2.0973)]).toEqual([true, false]);
    expect([isAround(41.3288, 2.0959), isAround(41.3292, 2.0965)]).toEqual([true, false]);
    expect(liesNear(square)({ position: null })).toBe(false);
    expect(
      liesNear({ latitude: 0, longitude: 180, metres: 100 })({ position: { latitude: 0, longitude: -179.9995 } }),
    ).toBe(true);
  });

  test('needs both degrees; without a radius it is 500 metres', () => {
    const around = { now: 0, timeZone: madrid };
    expect(readRequestQuery({ lat: '41', long: '2' }, around).near).toEqual({
      latitude: 41,
      longitude: 2,
      metres: 500,
    });
    expect(readRequestQuery({ lat: '', long: '' }, around).near).toBeNull();
    for (const wrong of [{ lat: '41' }, { lat: '99', long: '2' }, { lat: '41', long: '2', radius: '-1' }])
      expect(() => readRequestQuery(wrong, around)).toThrow();
  });
});

describe('XML', () => {
  test('names the elements of each list, and leaves empty ones empty', () => {
    const services = [{ service_code: 'a', group: null, media_url: ['1', '2'] }];
    expect(writeXml('services', services)).toBe(
      '<?xml version="1.0" encoding="utf-8"?>\n<services><service><service_code>a</service_code><group/>' +
        '<media_url><media_url>1</media_url><media_url>2</media_url></media_url></service></services>\n',
    );
  });

  test('holds any text without a character that XML does not allow, and without a tag of it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const xml = writeXml('description', text);
        const inner = /<description>([\s\S]*)<\/description>\n$/.exec(xml)?.[1] ?? '';
        expect(inner).not.toMatch(/<|&(?!amp;|lt;|gt;|#13;)/);
        // Of the control characters XML 1.0 has these alone.
        expect([...inner].every((each) => each >= ' ' || each === '\t' || each === '\n')).toBe(true);
        expect(inner).not.toMatch(/[\ufffe\uffff]/);
        expect(xml.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
