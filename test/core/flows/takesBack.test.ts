import { describe, expect, test } from '@jest/globals';
import { asksBesides, saysSettled, takesBack, wantsNone, withoutRefusal } from '../../../src/core/flows/takesBack.ts';

describe('a case is taken back', () => {
  test.each([
    ['no volia posar cap queixa ara. treu-la', 'case'],
    ['anul·leu la queixa', 'case'],
    ['olvídelo, no ponga ninguna queja', 'case'],
    ["I don't want a complaint, I just want to know who to call", 'case'],
    ['delete my complaint please', 'case'],
    ['delete my report please', 'case'],
    ['ive changed my mind dont want report', 'case'],
    ["I don't want to make a report", 'case'],
    ["he canviat d'idea", 'it'],
    ['me lo he pensado mejor', 'it'],
    ['I changed my mind', 'it'],
    ["i l'altre, el de les bicis, anulleu-lo", 'it'],
    ['anulen lo de la farola', 'it'],
    ['quítenmela por favor', 'it'],
    ['la vull retirar', 'it'],
    ['cancel it', 'it'],
    ['anul·la això', 'it'],
    ['anula eso', 'it'],
    ['al final no hace falta, ya han cambiado el contenedor. lo podeis anular?', 'it'],
    ['no cal que ho apunteu, era un comentari', 'it'],
    ['i have changed my mind, i want to take back the one of the lady', 'it'],
    ["al final no cal, ja l'han canviat", 'it'],
    ["in the end it's not needed", 'it'],
    ['ja no ho vull', 'it'],
    ["i don't want it any more", 'it'],
    ['vull retirar el que he dit', 'it'],
    ['quiero retirar lo que he puesto', 'it'],
    ['please withdraw what i said', 'it'],
    ['no hace falta que lo tramiten', 'it'],
    ['no need to write that down', 'it'],
    ['només ho comentava', 'it'],
    ['era solo un comentario', 'it'],
    ['can you call it off please', 'it'],
    ['i want to take my complaint back', 'case'],
    ['no cal que obriu cap cas', 'case'],
    ['quiero cancelar el caso C4SE-0001', 'case'],
  ])('%s', (text, how) => {
    expect(takesBack(text)).toBe(how);
  });

  test.each([
    'vull posar una queixa',
    'no vull tancar el cas',
    'no quiero que cierren el caso',
    'com puc anul·lar la cita',
    'can I cancel my appointment in case of illness',
    'el contenidor no tanca',
    "I don't want to report him",
    "don't want to report my husband",
    'I want to leave a report',
    'I changed my mind, it is at number 5',
    'quiten la basura de la calle',
    'no cal que vingueu abans de les 9',
    'no hace falta que me llamen',
    'ja no ho vull dir',
    "i don't want it to happen again",
    'you have to do something',
    'ya no quiero vivir',
    'can i take the books back',
    'no ho apunteu malament',
    'it was a comment of the neighbour that upset me',
  ])('not by: %s', (text) => {
    expect(takesBack(text)).toBeNull();
  });
});

test.each([
  'is fixed now, forget it',
  'i solved it, cancel please',
  'its fixed now',
  'ja ho he arreglat jo',
  "ja s'ha arreglat",
  'ya funciona',
  'ya lo arreglé yo',
  'ja han recollit el sofà',
  'ya han cambiado la bombilla',
  'they have emptied it',
  'they already picked it up',
])('that it is over is said by: %s', (text) => {
  expect(saysSettled(text)).toBe(true);
});

test.each([
  'no funciona',
  'it is not fixed',
  'ya han venido dos veces',
  'they have changed the bin and now it smells worse than before',
  'ja han canviat el fanal però segueix fos',
  'they have left bags next to the bin',
  'ya lo han arreglado pero sigue mal',
  'el semaforo funciona mal',
  'they fixed the other one, this one is still off',
  'quan estarà arreglat',
])('that it is over is not said by: %s', (text) => {
  expect(saysSettled(text)).toBe(false);
});

test('a refusal is left out of what is asked', () => {
  expect(withoutRefusal('no vull posar cap queixa, vull saber qui truco')).toBe('vull saber qui truco');
  expect(withoutRefusal('no vull posar cap queixa')).toBeNull();
  expect(withoutRefusal('vull saber qui truco')).toBeNull();
  expect(withoutRefusal('parlar amb una persona no cal. i una nevera?')).toBe('i una nevera');
  expect(withoutRefusal("I don't need to talk to anybody, just tell me the hours")).toBe('just tell me the hours');
  expect(withoutRefusal('no quiero hablar con una máquina, quiero hablar con una persona')).toBeNull();
  expect(withoutRefusal("I can't get to talk to anyone, it's a shame")).toBeNull();
});

test('who refuses and says nothing else wants nothing', () => {
  expect(wantsNone('olvídelo, no ponga ninguna queja')).toBe(true);
  expect(wantsNone('no vull posar cap queixa, vull saber qui truco')).toBe(false);
  expect(wantsNone('olvídelo')).toBe(false);
  expect(wantsNone('no necesito hablar con nadie, gracias')).toBe(true);
  expect(wantsNone('no volia cap persona!!')).toBe(true);
  expect(wantsNone('quiero hablar con una persona')).toBe(false);
});

test('what is asked besides is told', () => {
  expect(asksBesides("I don't want a complaint, I just want to know who to call")).toBe(true);
  expect(asksBesides("i l'altre, el de les bicis, anulleu-lo")).toBe(false);
});
