import { expect, test } from '@jest/globals';
import { asksWhoAnswers } from '../../src/content/asksWhoAnswers.ts';

test.each([
  'ets una persona o un robot',
  'Això és un bot o hi ha algú?',
  'sou persones de veritat?',
  'amb qui parlo, amb una persona o amb un ordinador',
  "m'està contestant una persona?",
  'perdona, ets un bot?',
  'eres una persona o un robot',
  'esto es un bot o hay alguien?',
  'sois personas de verdad?',
  '¿hablo con una persona real o con una máquina?',
  'hay alguien ahí o es una máquina',
  'me contesta un humano o una ia?',
  'are you a person or a robot',
  'is this a bot or is there someone?',
  'are you real people?',
  'am I chatting with a real human or a computer',
  'is anyone real there or just a bot',
  'hello, is this a real person?',
])('who asks whether a machine answers: %s', (text) => {
  expect(asksWhoAnswers(text)).toBe(true);
});

test.each([
  // Wants a person.
  'hay alguien?',
  'hi ha algú aquí?',
  'quiero hablar con una persona, no con un robot',
  'vull parlar amb una persona i no amb un bot',
  'I want a real person not a bot',
  'puc parlar amb algú?',
  // Is about something else.
  'hi ha una màquina per pagar la zona blava?',
  'is there a machine to pay the parking',
  'són persones que dormen al carrer',
  'hay gente en la calle',
  'is the person in charge there',
  'ets un inútil',
])('who does not: %s', (text) => {
  expect(asksWhoAnswers(text)).toBe(false);
});
