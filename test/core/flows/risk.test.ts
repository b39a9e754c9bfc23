import { expect, test } from '@jest/globals';
import {
  isPlainNo,
  saysHarm,
  saysHarmless,
  saysPossible,
  saysUnsure,
  withoutAssent,
} from '../../../src/core/flows/risk.ts';

test('that something may happen', () => {
  for (const text of ['algú hi pot caure', 'los niños pueden caerse', 'a child might trip on it'])
    expect([text, saysPossible(text)]).toEqual([text, true]);
  for (const text of ['can somebody come', 'qui pot venir', 'I can wait', 'poden venir'])
    expect([text, saysPossible(text)]).toEqual([text, false]);
});

test.each([
  'nobody could get hurt',
  'I think no one can fall there',
  "I don't think anyone could trip",
  'nobody would get hurt because it is far',
  'no es pot fer mal ningú',
  "ningú s'hi pot fer mal",
  'crec que ningú hi pot caure',
  'no crec que ningú es pugui fer mal',
  'nadie puede hacerse daño',
  'no se puede caer nadie',
  'no creo que nadie pueda caerse',
])('that nobody can be hurt: %s', (text) => {
  expect(saysHarmless(text)).toBe(true);
});

test.each([
  'nobody can see the hole and a child could fall',
  'nobody can get through without falling',
  'nobody can pass',
  'ningú hi pot passar',
  'els nens no hi poden jugar',
  'nadie lo ve y alguien puede caerse',
  "no hi ha llum i algú s'hi pot fer mal",
  'can nobody get hurt?',
  'nadie lo ve, alguien puede caerse',
  'nadie lo ve alguien puede caerse',
  'nadie viene y pueden caer niños',
  'ningú ho arregla, algú pot caure',
  'nobody cares, kids could trip',
])('what says something else does not say that: %s', (text) => {
  expect(saysHarmless(text)).toBe(false);
});

test.each([
  'hay peligro si, casi atropellan a uno',
  'the traffic light is not working cars almost crash',
  'someone will fall',
  "algú s'hi farà mal",
  'és molt perillós',
  'hi ha perill',
  'ja ha caigut una dona',
  'ya se ha caído una señora',
  'my mother fell yesterday',
  "gairebé m'atropellen",
  'no, pero alguien se puede caer',
  'hay un bache peligroso',
  'te puedes hacer daño',
])('that somebody may be hurt, or was: %s', (text) => {
  expect(saysHarm(text)).toBe(true);
});

test.each([
  'se ha caído un árbol',
  'the lamp fell down',
  'nadie se puede caer',
  'no hay peligro',
  'no és gens perillós',
  "it's not dangerous",
  'no creo que nadie se caiga',
  'un coche mal aparcado',
  'ho pot veure algú?',
  'is it dangerous?',
  'fa mala olor',
  'el cotxe està mal aparcat',
])('nothing of that is said by: %s', (text) => {
  expect(saysHarm(text)).toBe(false);
});

test('that somebody does not know', () => {
  for (const text of [
    'no se, depende, está muy oscuro',
    'no sé qué decirte',
    'no ho sé',
    'depèn',
    "I don't really know",
    'not sure',
    'no, no lo sé',
    "no n'estic segura",
  ])
    expect([text, saysUnsure(text)]).toEqual([text, true]);
  for (const text of ['no', 'no se ve nada', 'no se puede pasar', 'no hi ha llum', 'no, ningú'])
    expect([text, saysUnsure(text)]).toEqual([text, false]);
});

test('a plain no, and what is a no of something else', () => {
  const no = ['no', 'cap', 'nada'];
  for (const text of [
    'no',
    'no, gracias',
    'no gracias',
    'no creo',
    'no hi ha perill',
    'no perquè està tancat',
    'no, de nit no hi passa ningú',
    'no es peligroso',
    'no one',
    'cap',
  ])
    expect([text, isPlainNo(text, no)]).toEqual([text, true]);
  for (const text of [
    'no entiendo por qué',
    'no tengo ningún código',
    'no se ve nada',
    'no hi ha llum',
    "cap a l'escola hi ha nens",
    'no es pot passar',
    'nada más',
  ])
    expect([text, isPlainNo(text, no)]).toEqual([text, false]);
});

test('an "ok" is left out of what it begins', () => {
  expect(['ok', 'Vale.', "d'acord", 'ok, sí', 'valle'].map(withoutAssent)).toEqual(['', '', '', 'sí', 'valle']);
});
