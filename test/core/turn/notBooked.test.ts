import { describe, expect, test } from '@jest/globals';
import { ordersBooking } from '../../../src/core/flows/orders.ts';
import { answeredState, topics } from '../../support/sayMove.ts';
import { always, talkTown } from '../../support/talkTown.ts';
import { textsOf, turnOf, understood } from '../../support/turn.ts';

describe('an order to book something', () => {
  test.each([
    "apunta'm la recollida per dijous, carrer Major 3",
    "reserva'm-la per dissabte a les 6",
    "doncs apunta-m'hi",
    'em podeu dir el preu? apunteu-nos a tots dos',
    'pots reservar-me la pista?',
    'pues apúntame la recogida para el jueves',
    'resérvame para el martes a las diez',
    'vale, inscríbeme',
    '¿puedes apuntarnos a los dos?',
    'cógeme hora para el lunes',
    'book me a pickup for Thursday, Major street 3',
    'ok, book it for Saturday at 6',
    'can you reserve one for me',
    'sign me up please',
    'please put us down for the course',
  ])('is heard: %s', (text) => {
    expect(ordersBooking(text)).toBe(true);
  });

  test.each([
    'com em puc apuntar?',
    'vull apuntar-me a natació',
    'quiero apuntarme al curso',
    'no me apuntes',
    'cómo reservo una pista',
    'how do I book a court',
    'I want to book a padel court',
    'the book is late',
    "don't book it",
    'register of inhabitants',
  ])('is none: %s', (text) => {
    expect(ordersBooking(text)).toBe(false);
  });

  const say = (text: string, read = {}) =>
    turnOf(text, {
      knowledge: { ...talkTown, moves: always('follow') },
      understanding: understood(text, read),
      state: answeredState,
    });

  test('gets the word that nothing is booked here, and how it is done', () => {
    const said = say("apunta'm per dijous");
    expect(textsOf(said)[0]).toMatch(/^notBookedHere ca\n\n.* of padro\.alta ca/);
    expect(said.state.cases).toEqual([]);
    expect(textsOf(say('i per dijous?')).join()).not.toContain('notBookedHere');
  });

  test('of another service is answered from that', () => {
    expect(textsOf(say("apunta'm per dijous", topics('residus.mobles'))).join()).not.toContain('notBookedHere');
  });
});
