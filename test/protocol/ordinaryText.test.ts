import { beforeAll, describe, expect, test } from '@jest/globals';
import { textsOf } from '../support/turn.ts';
import { judged, openShippedBot, type ShippedBot } from './shippedTurns.ts';

let bot: ShippedBot;
beforeAll(async () => {
  bot = await openShippedBot();
});

describe('markup is text', () => {
  test.each([
    '<script>alert(1)</script>',
    "<script>alert('help')</script>",
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(document.cookie)>',
    '"><script>document.location="http://evil.example"</script>',
    '<iframe src="https://evil.example"></iframe>',
    '<!-- urgent -->',
    '{{7*7}}',
  ])('neither an emergency nor a case: %s', (text) => {
    const result = bot.receive(text, {});
    expect(judged(result)).toMatchObject({ rule: null, opened: null });
    expect(textsOf(result)[0]).not.toContain('112');
  });

  test('and words within it are answered', () => {
    expect(judged(bot.receive('<b>com em puc empadronar?</b>', {})).answered).toBe('padro.alta');
  });

  test('but nobody in danger is overheard for it', () => {
    expect(judged(bot.receive('<script>hi ha foc a casa</script>', {})).rule).toBe('emergency');
  });
});

describe('small talk', () => {
  test.each([
    ['👍', 'ca'],
    ['ola', 'ca'],
    ['hi', 'en'],
    ['hey', 'en'],
    ['bones!', 'ca'],
    ['de res', 'ca'],
    ['bon nadal', 'ca'],
    ['feliz año', 'es'],
    ['ok', 'ca'],
    ['vale', 'ca'],
    ['gràcies!!', 'ca'],
    ['😂', 'ca'],
    ['merry christmas', 'en'],
  ])('%s is answered as such, in %s, and reaches nobody', (text, locale) => {
    const result = bot.receive(text, {});
    expect(judged(result)).toMatchObject({ rule: null, opened: null });
    expect(judged(result).answered).toMatch(/^smalltalk\./);
    expect(result.outbound[0]?.locale).toBe(locale);
    expect(result.events.map(({ type }) => type)).not.toContain('question.unanswered');
  });
});

describe('words about one’s own data that ask nothing of the officer', () => {
  test.each([
    'com puc exercir els meus drets sobre les dades personals?',
    'què sabeu de mi en aquest xat',
    'vull que esborreu aquesta conversa',
    'actualitzar les meves dades del padró',
    '¿qué datos me pedirán para empadronarme?',
    'I want to change the bank details of my tax bill',
  ])('open no case: %s', (text) => {
    expect(judged(bot.receive(text, {})).opened).toBeNull();
  });
});
