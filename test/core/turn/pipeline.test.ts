import { expect, test } from '@jest/globals';
import { compose, type Middleware, type Turn } from '../../../src/core/turn/turnDraft.ts';

const turn = {} as Turn;

test('the steps of a turn run in order, and what follows next() runs on the way back', () => {
  const seen: string[] = [];
  const step =
    (name: string): Middleware =>
    (_turn, next) => {
      seen.push(name);
      next();
      seen.push(`${name} done`);
    };
  compose([step('a'), step('b')])(turn);
  expect(seen).toEqual(['a', 'b', 'b done', 'a done']);
});

test('a step that does not call next() ends the turn', () => {
  const seen: string[] = [];
  compose([() => void seen.push('a'), () => void seen.push('b')])(turn);
  expect(seen).toEqual(['a']);
});

test('a step that calls next() twice is an error: what follows would run twice', () => {
  const twice: Middleware = (_turn, next) => {
    next();
    next();
  };
  expect(() => compose([twice, () => {}])(turn)).toThrow('next() twice');
});
