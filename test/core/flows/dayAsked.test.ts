import { describe, expect, test } from '@jest/globals';
import { dayAskedIn } from '../../../src/core/flows/dayAsked.ts';

/** A Sunday. */
const today = '2026-11-29';

describe('the day that a question about opening hours names', () => {
  test.each([
    ['i els dissabtes?', 'weekday', '2026-12-05', null],
    ['y el disabte obrís?', 'weekday', '2026-12-05', null],
    ['abren los viernez por la tarde?', 'weekday', '2026-12-04', 'afternoon'],
    ['obriu diumenge', 'weekday', '2026-12-06', null],
    ['and on Monday evening?', 'weekday', '2026-11-30', 'afternoon'],
    ['wednesdays in the morning', 'weekday', '2026-12-02', 'morning'],
    ['y el lunes por la mañana', 'weekday', '2026-11-30', 'morning'],
    ['i el cap de setmana?', 'weekend', '2026-12-05', null],
    ['y los findes', 'weekend', '2026-12-05', null],
    ['esteu oberts avui?', 'today', today, null],
    ['abrís esta tarde?', 'today', today, 'afternoon'],
    ['y mañana?', 'tomorrow', '2026-11-30', null],
    ['mañana por la mañana abren?', 'tomorrow', '2026-11-30', 'morning'],
    ['demà a la nit', 'tomorrow', '2026-11-30', 'night'],
    ['pasado mañana', 'date', '2026-12-01', null],
    ['el 8 de desembre obriu?', 'date', '2026-12-08', null],
    ['open now?', 'now', today, null],
  ])('is read: %s', (text, named, day, part) => {
    expect(dayAskedIn(text, today)).toEqual({ named, day, part });
  });

  test.each([
    'a quina hora obriu?',
    'puc pagar en parts?',
    'demà és festa, obriu?',
    'mañana es fiesta, abren?',
    'el divendres 5 obriu?',
    'los lunes y los martes?',
    'i a la tarda?',
    'por la mañana?',
    'com més cartes, millor',
  ])('is not told where there is none, or the calendar may know less: %s', (text) => {
    expect(dayAskedIn(text, today)).toBeNull();
  });
});
