import { expect, test } from '@jest/globals';
import { createWithoutCourtesy } from '../../../src/content/text/withoutCourtesy.ts';

const all = (questions: readonly string[]) => ({ ca: [...questions], es: [], en: [] });
const text = { ca: '…', es: '…', en: '…' };
const entry = (id: string, questions: readonly string[]) => ({
  id,
  title: text,
  questions: all(questions),
  answer: text,
  followUps: [],
  emoji: [],
});
const withoutCourtesy = createWithoutCourtesy({
  entries: [
    entry('smalltalk.hello', ['hola', 'bon dia', 'hola bon dia', 'una altra cosa', 'one more thing']),
    entry('smalltalk.thanks', ['gràcies', 'moltes gràcies', "gràcies per l'ajuda", 'thanks', 'vale gracias']),
  ],
});

test.each([
  ['Bon dia, com em puc empadronar?', 'com em puc empadronar?'],
  ['Hola! Bon dia. On pago la multa', 'On pago la multa'],
  ['hola bon dia', 'hola bon dia'],
  ['Hola', 'Hola'],
  ['Hola multes', 'Hola multes'],
  ['Bones, on és el CAP', 'Bones, on és el CAP'],
  ['el bon dia de demà', 'el bon dia de demà'],
  ['', ''],
])('a greeting is taken off: %j is asked as %j', (said, asked) => {
  expect(withoutCourtesy(said)).toBe(asked);
});

test.each([
  ['Gràcies! Una altra cosa: com em puc empadronar?', 'com em puc empadronar?'],
  ['thanks! one more thing: how do I register?', 'how do I register?'],
  ["Moltes gràcies per l'ajuda, on és el CAP?", "Moltes gràcies per l'ajuda, on és el CAP?"],
  ["Gràcies per l'ajuda. On és el CAP?", 'On és el CAP?'],
  ['Gràcies! Una altra cosa: vull un certificat', 'vull un certificat'],
  ['gràcies i on es paga?', 'i on es paga?'],
  ['Com em puc empadronar? Gràcies', 'Com em puc empadronar?'],
  ['Hola, com em puc empadronar? Moltes gràcies!', 'com em puc empadronar?'],
  ['com em puc empadronar, gràcies', 'com em puc empadronar'],
])('thanks are taken off where they stand apart: %j is asked as %j', (said, asked) => {
  expect(withoutCourtesy(said)).toBe(asked);
});

test.each([
  ['thanks for nothing'],
  ['gràcies, ja ho miraré demà'],
  ['us vull donar les gràcies'],
  ['gràcies'],
  ['moltes gràcies, adeu'],
  ['adeu, gràcies'],
])('thanks that say something, or stand alone, stay: %j', (said) => {
  expect(withoutCourtesy(said)).toBe(said);
});
