import { expect, test } from '@jest/globals';
import type { Detection } from '../../../src/core/model/understanding.ts';
import { ownPartOf } from '../../../src/language/understanding/ownPart.ts';

const english: Detection = { locale: 'en', confidence: 0.99, isDistinctive: true };
const detect = (text: string): Detection => (text === 'NIE Can I' ? { ...english, isDistinctive: false } : english);

test.each([
  ['شكرا جزيلا لكم. Can I register with my cousin?', 'Can I register with my cousin?'],
  ['Дякую вам дуже, can I pay the fine online', 'can I pay the fine online'],
  ['谢谢您的帮助 ¿dónde se paga la multa?', '¿dónde se paga la multa?'],
])('%s: what asks in Latin letters is read alone', (text, part) => {
  expect(ownPartOf(text, detect)).toBe(part);
});

test.each([
  ['a name', 'Где находится El Prat de Llobregat'],
  ['a question beside it in other letters', 'كم يكلف ذلك؟ Can I register with my cousin?'],
  ['few words', 'как зарегистрироваться online now?'],
  ['what tells no language', 'Как получить NIE Can I'],
])('nothing is read alone: %s', (_, text) => {
  expect(ownPartOf(text, detect)).toBeNull();
});
