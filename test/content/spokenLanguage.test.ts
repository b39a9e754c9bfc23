import { beforeAll, expect, test } from '@jest/globals';
import { createSpokenLanguage } from '../../src/content/spokenLanguage.ts';
import { shippedContent } from '../support/shippedContent.ts';

let spoken: ReturnType<typeof createSpokenLanguage>;
beforeAll(async () => {
  const content = await shippedContent();
  spoken = createSpokenLanguage(content.languages);
});

test.each([
  ['does anyone speak english', 'en'],
  ['Hi ha algú que parli anglès?', 'en'],
  ['¿me pueden atender en inglés?', 'en'],
  ['English, please', 'en'],
  ['puc parlar amb algú en castellà', 'es'],
  ['¿alguien habla catalán?', 'ca'],
  ['is there somebody who speaks French', 'fr'],
  ['parla algú xinès', 'zh'],
])('%s asks for %s', (text, language) => {
  expect(spoken(text)).toBe(language);
});

test.each([
  'quiero hacer un curso de inglés',
  'english',
  'parla algú anglès o francès',
  'vull parlar amb una persona',
  'my son speaks English at school and I would like to know which nursery is bilingual',
])('and not: %s', (text) => {
  expect(spoken(text)).toBeNull();
});
