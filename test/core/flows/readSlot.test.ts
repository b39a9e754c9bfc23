import { expect, test } from '@jest/globals';
import { type FlowMessage, findValue, optionIn, readValue } from '../../../src/core/flows/readSlot.ts';
import type { FlowSlot, SlotType } from '../../../src/core/model/flow.ts';
import type { InboundContent } from '../../../src/core/model/message.ts';

const all = (text: string) => ({ ca: text, es: text, en: text });
const context = {
  words: {
    cancel: [],
    skip: [],
    correct: [],
    settled: [],
    besides: [],
    yes: ['si', 'yes', 'd acord'],
    no: ['no'],
  },
  streets: [],
};

function slotOf(type: SlotType, changes: Partial<FlowSlot> = {}): FlowSlot {
  return { id: 'it', type, title: all('it'), optional: false, options: [], opening: false, ...changes };
}

/** Thursday. */
const today = '2026-11-26';

function message(text: string, content: InboundContent = { kind: 'text', text }): FlowMessage {
  return { content, text, locale: 'ca', today, asks: false, places: false };
}

const readAs = (type: SlotType, text: string) => readValue(slotOf(type), message(text), context)?.value ?? null;

test.each<[SlotType, string, string | null]>([
  ['text', '  el fanal parpelleja ', 'el fanal parpelleja'],
  ['consent', "D'acord, endavant", 'yes'],
  ['consent', 'no, gràcies', 'no'],
  ['consent', 'potser', null],
  ['email', 'el meu és anna.puig@exemple.cat, gràcies', 'anna.puig@exemple.cat'],
  ['email', 'anna punt puig', null],
  ['phone', 'truqueu-me al 612 34 56 78', '612 34 56 78'],
  ['phone', '12', null],
  ['number', 'en som 4', '4'],
  ['number', 'uns quants', null],
  ['date', 'el 3 de desembre', '2026-12-03'],
  ['date', '03/12/2026', '2026-12-03'],
  ['date', 'el 5 de gener', '2027-01-05'],
  ['date', 'dilluns que ve', '2026-11-30'],
  ['date', 'demà', '2026-11-27'],
  ['date', 'pasado mañana', '2026-11-28'],
  ['date', '31/02/2027', null],
  ['date', 'el 29 de febrer', '2028-02-29'],
  ['date', 'avui', '2026-11-26'],
  ['date', 'dijous', '2026-12-03'],
  ['date', 'aviat', null],
  ['time', 'a les 18.30', '18:30'],
  ['time', 'a les 6 de la tarda', '18:00'],
  ['time', 'al matí', null],
  ['case-code', 'és el 7kq4-m2xb', '7KQ4-M2XB'],
  ['case-code', 'no el trobo', null],
  ['place', 'davant del forn', 'davant del forn'],
])('%s: "%s"', (type, text, value) => {
  expect(readAs(type, text)).toBe(value);
});

test('a choice is named by its title or by other words, and only where one is meant', () => {
  const slot = slotOf('choice', {
    options: [
      { id: 'mobles', title: all('Mobles'), words: { ca: ['sofà'], es: ['sofá'], en: ['sofa'] } },
      { id: 'electro', title: all('Electrodomèstics'), words: { ca: ['nevera'], es: ['nevera'], en: ['fridge'] } },
    ],
  });
  const chosen = (text: string) => readValue(slot, message(text), context)?.value ?? null;
  expect(chosen('mobles')).toBe('mobles');
  expect(chosen('nevera vella')).toBe('electro');
  expect(chosen('una cosa')).toBeNull();
});

test('of several choices the one counts that is named by most words', () => {
  const thing = { ca: ['matalàs', 'nevera'], es: [], en: [] };
  const left = { ca: ['a la vorera', 'nevera'], es: [], en: [] };
  const options = [
    { id: 'thing', title: all('Coses'), words: thing },
    { id: 'dumped', title: all('Abandonat'), words: left },
  ];
  const chosen = (text: string) => optionIn(slotOf('choice', { options }), message(text))?.value ?? null;
  expect(chosen('un matalàs vell')).toBe('thing');
  expect(chosen("m'han deixat un matalàs a la vorera")).toBe('dumped');
  expect(chosen('la nevera')).toBeNull();
});

test('a shared position is a place, a shared contact is a phone number, a file is a photo', () => {
  const position = { kind: 'location' as const, latitude: 41.3275, longitude: 2.0947, text: '' };
  expect(findValue(slotOf('place'), message('', position), context)?.position).toEqual({
    latitude: 41.3275,
    longitude: 2.0947,
  });
  const contact = { kind: 'contact' as const, phone: '+34612345678', text: '' };
  expect(findValue(slotOf('phone'), message('', contact), context)?.value).toBe('+34612345678');
  const file = { id: 'f1', name: 'foto.png', type: 'image/png', size: 3 };
  const files = { kind: 'files' as const, files: [file], text: '' };
  expect(findValue(slotOf('photo'), message('', files), context)?.files).toEqual([file]);
});
