import { describe, expect, test } from '@jest/globals';
import { withoutMarkup } from '../../../src/content/text/withoutMarkup.ts';

describe('what a text says besides markup', () => {
  test.each([
    '<script>alert(1)</script>',
    '<SCRIPT SRC=//evil.example>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(document.cookie)>',
    '"><script>document.location="http://evil.example"</script>',
    '<iframe src="https://evil.example"></iframe>',
    '<!-- comment -->',
    '{{7*7}}',
    ['$', '{7*7}'].join(''),
    '<a href="javascript:alert(1)"></a>',
    '<img src=x onerror=alert(1)',
  ])('is nothing for %s', (text) => {
    expect(withoutMarkup(text)).toBe('');
  });

  test.each([
    ['com m’empadrono <b>avui</b>?', /com m’empadrono\s+avui\s*\?/],
    ['<b>hi ha foc</b> a casa', /hi ha foc\s+a casa/],
    ['[clic](javascript:alert(1))', /clic/],
  ])('is its words: %s', (text, words) => {
    expect(withoutMarkup(text)).toMatch(words);
    expect(withoutMarkup(text)).not.toMatch(/[<>]|javascript/);
  });

  test.each(['tinc < 18 anys', 'I <3 El Prat', 'a < b i b > c', 'com m’empadrono?', 'les dades: 3 fitxers'])(
    'is all of it where there is none: %s',
    (text) => {
      expect(withoutMarkup(text)).toBe(text);
    },
  );
});
