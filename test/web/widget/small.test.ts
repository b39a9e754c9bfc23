import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backoff } from '../../../web/widget/backoff.ts';
import { createBell } from '../../../web/widget/bell.ts';
import { connectionProblemOf } from '../../../web/widget/connectionProblem.ts';
import { preferredLocaleOf, readOptions } from '../../../web/widget/widgetOptions.ts';

describe('back-off', () => {
  test('grows to half a minute at most and never below half of its step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const step = Math.min(30_000, 1_000 * 2 ** attempt);
        expect(backoff(attempt, random)).toBeGreaterThanOrEqual(step / 2);
        expect(backoff(attempt, random)).toBeLessThanOrEqual(step);
      }),
    );
  });
});

describe('a bell', () => {
  test('wakes anybody who waits, and keeps one ring for who comes later', async () => {
    const bell = createBell();
    const waiting = bell.wait(Number.POSITIVE_INFINITY);
    bell.ring();
    await waiting;
    bell.ring();
    bell.ring();
    await bell.wait(Number.POSITIVE_INFINITY);
    await bell.wait(0);
    bell.ring();
    bell.hush();
    let isAwake = false;
    const asleep = bell.wait(Number.POSITIVE_INFINITY).then(() => {
      isAwake = true;
    });
    await Promise.resolve();
    expect(isAwake).toBe(false);
    bell.ring();
    await asleep;
  });
});

describe('what an HTTP status means', () => {
  test.each([
    [401, 'gone'],
    [403, 'gone'],
    [404, 'gone'],
    [400, 'refused'],
    [413, 'refused'],
    [415, 'refused'],
    [408, 'passing'],
    [429, 'passing'],
    [500, 'passing'],
    [503, 'passing'],
  ] as const)('%d: %s', (status, problem) => {
    expect(connectionProblemOf(status, undefined, 'token')).toBe(problem);
    // Without a site nothing can begin: what is refused to its key is refused for good.
    expect(connectionProblemOf(status, undefined, 'siteKey')).toBe(problem === 'passing' ? 'passing' : 'barred');
  });

  test('a page that the server does not want is barred, whatever it asked with', () => {
    expect(connectionProblemOf(403, 'origin.refused', 'token')).toBe('barred');
    expect(connectionProblemOf(403, 'auth.refused', 'token')).toBe('gone');
    expect(connectionProblemOf(503, 'store.busy', 'siteKey')).toBe('passing');
  });
});

describe('the options of a page', () => {
  test('have defaults', () => {
    expect(readOptions({}, 'https://xat.example.cat/embed.js?v=1', [])).toEqual({
      base: 'https://xat.example.cat',
      siteKey: 'finestreta',
      locale: 'ca',
      title: null,
      position: 'end',
      isOpen: false,
      theme: null,
      uploadMb: 4,
    });
  });

  test('are what the page says; what it says wrongly is left aside', () => {
    const said = {
      siteKey: 'key',
      lang: 'en-GB',
      title: 'Ask',
      position: 'start',
      open: '',
      theme: 'dark',
      uploadMb: '0',
    };
    expect(readOptions(said, 'http://localhost:8080/xat/embed.js', ['es'])).toEqual({
      base: 'http://localhost:8080/xat',
      siteKey: 'key',
      locale: 'en',
      title: 'Ask',
      position: 'start',
      isOpen: true,
      theme: 'dark',
      uploadMb: 0,
    });
    const wrong = { lang: 'fr', position: 'middle', open: 'false', theme: 'pink', uploadMb: 'many' };
    expect(readOptions(wrong, 'https://a/embed.js', ['de', 'es-MX'])).toMatchObject({
      locale: 'es',
      position: 'end',
      isOpen: false,
      theme: null,
      uploadMb: 0,
    });
  });

  test.each([
    [['ca'], 'ca'],
    [['', 'ES_es'], 'es'],
    [['catalan', 'en'], 'en'],
    [['fr', 'de'], null],
  ])('%j is %s', (tags, locale) => {
    expect(preferredLocaleOf(tags)).toBe(locale);
  });
});
