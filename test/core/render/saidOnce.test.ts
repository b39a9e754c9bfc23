import { describe, expect, test } from '@jest/globals';
import type { Outbound } from '../../../src/core/model/message.ts';
import { saidOnce, shareSaidIn } from '../../../src/core/render/saidOnce.ts';

const message = (text: string, values: readonly string[] = []): Outbound => ({
  text,
  choices: values.map((value) => ({ value, label: value })),
  files: [],
  locale: 'en',
});
const textsOf = (...texts: readonly string[]) => saidOnce(texts.map((text) => message(text))).map(({ text }) => text);

const ask = 'Ask **Social Services** at [their page](https://town.example/a.b), 900 000 111.';

describe('what is said twice in one turn', () => {
  test('is said once, in the first message or paragraph that has it', () => {
    expect(textsOf(`I do not know how much it costs. ${ask}`, `I do not know how long it takes. ${ask}`)).toEqual([
      `I do not know how much it costs. ${ask}`,
      'I do not know how long it takes.',
    ]);
    expect(textsOf(`It is for older people.\n\n${ask}\n\nMore words.\n\n${ask.replaceAll('**', '')}`)).toEqual([
      `It is for older people.\n\n${ask}\n\nMore words.`,
    ]);
  });

  test('is no source: each text keeps its own, and one of which nothing is left goes with it', () => {
    const source = 'Source: [Web of the town](https://town.example/a), checked on 24/11/2026';
    expect(textsOf(`It is free of charge for all.\n\n${source}`, `You get it the same day.\n\n${source}`)).toEqual([
      `It is free of charge for all.\n\n${source}`,
      `You get it the same day.\n\n${source}`,
    ]);
    expect(textsOf(`${ask}\n\n${source}`, `${ask}\n\n${source}`)).toEqual([`${ask}\n\n${source}`]);
  });

  test('leaves no empty message, and its choices below the one before', () => {
    const said = saidOnce([message(ask, ['entry:a']), message(ask, ['entry:b'])]);
    expect(said).toEqual([message(ask, ['entry:b'])]);
  });

  test('leaves no words that announce a list of which nothing is left', () => {
    const list = 'You need these papers:\n- The form of the register, filled in\n- Your identity card or passport';
    const other =
      'For the change of home you need:\n- The form of the register, filled in\n- Your identity card or passport';
    expect(textsOf(list, `${other}\n\nIt is free of charge for everybody.`)).toEqual([
      list,
      'It is free of charge for everybody.',
    ]);
    expect(textsOf(list, `${other}\n- The contract of the new home`)[1]).toBe(
      'For the change of home you need:\n- The contract of the new home',
    );
  });

  test('is nothing short, and nothing else is changed', () => {
    const texts = ['It is free. Ask there.', 'It is free.  Ask there.\n\n\nBye.', ''];
    expect(textsOf(...texts)).toEqual(texts);
  });
});

test('how much of a text another says is told by its longer words, not by where links lead', () => {
  const link = '[page](https://town.example/very/long/address)';
  expect(shareSaidIn(`The price stands on the ${link}`, `Opening hours: ${link}`)).toBeLessThan(0.4);
  expect(shareSaidIn('The appointment is free.', 'Ask for the appointment there, which is free.')).toBe(1);
});
