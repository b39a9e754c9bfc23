import { expect, test } from '@jest/globals';
import { wantsCall } from '../../../src/core/flows/calling.ts';

test.each([
  ['em podeu trucar vosaltres? el meu número és el 612345678'],
  ['vull que em truqueu'],
  ['truqueu-me al 612345678'],
  ['podríeu trucar-me demà'],
  ['que em truqui algú si us plau'],
  ['me pueden llamar ustedes? soy el 612345678'],
  ['NO quiero la direccion quiero que me llameis'],
  ['llámenme por la tarde'],
  ['¿podrían llamarme?'],
  ['que me llame alguien'],
  ['prefiero una llamada'],
  ['no quiero eso, quiero que me llamen'],
  ['can you call me? my number is 612345678'],
  ['call me back please'],
  ['could somebody phone me tomorrow'],
  ["I'd like someone to call me"],
  ['no, give me a call'],
])('asks to be called: %s', (text) => {
  expect(wantsCall(text)).toBe(true);
});

test.each([
  ['a qui puc trucar?'],
  ['us puc trucar?'],
  ['em dic Maria'],
  ['quan em trucareu?'],
  ['no vull que em truqueu'],
  ['me llamo Juan'],
  ['me han llamado dos veces del ayuntamiento'],
  ['no me llamen más'],
  ['cuándo me pueden llamar?'],
  ['¿puedo llamar?'],
  ['no quiero que me llamen'],
  ["I don't want you to call me"],
  ['espero hasta que me llamen'],
  ['who can I call?'],
  ['do I have to call you?'],
  ['can you tell me the number to call?'],
  ['they called me yesterday'],
  ["don't call me"],
  ['call me Maria'],
  ['my neighbour calls me names'],
])('does not: %s', (text) => {
  expect(wantsCall(text)).toBe(false);
});
