import { expect, test } from '@jest/globals';
import { createWithoutGreeting } from '../../../src/content/text/withoutGreeting.ts';

const all = (questions: readonly string[]) => ({ ca: [...questions], es: [], en: [] });
const text = { ca: '…', es: '…', en: '…' };
const withoutGreeting = createWithoutGreeting({
  entries: [
    {
      id: 'smalltalk.hello',
      title: text,
      questions: all(['hola', 'bon dia', 'hola bon dia']),
      answer: text,
      followUps: [],
      emoji: [],
    },
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
])('%j is asked as %j', (said, asked) => {
  expect(withoutGreeting(said)).toBe(asked);
});
