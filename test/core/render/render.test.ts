import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Capabilities } from '../../../src/core/model/account.ts';
import type { Outbound } from '../../../src/core/model/message.ts';
import { toPlainText } from '../../../src/core/render/plainText.ts';
import { render } from '../../../src/core/render/render.ts';
import { richCapabilities } from '../../support/account.ts';
import { anyMessage } from '../../support/arbitrary.ts';
import { echoPhrases } from '../../support/phrases.ts';

const question: Outbound = {
  text: 'Do you mean **one** of these?',
  choices: [
    { label: 'Register', value: 'entry:padro.alta' },
    { label: 'None of these', value: 'none' },
  ],
  files: [],
  locale: 'en',
};

const renderFor = (message: Outbound, changes: Partial<Capabilities>) =>
  render(message, { ...richCapabilities, ...changes }, echoPhrases);

describe('a message is degraded to what its channel can show', () => {
  test('as it is where the channel can do all', () => {
    expect(renderFor(question, {})).toEqual([{ ...question, markup: 'markdown' }]);
  });

  test.each([0, 1])('with a numbered list where there are %d buttons', (buttons) => {
    expect(renderFor(question, { buttons })).toEqual([
      {
        text: 'Do you mean **one** of these?\n\n1. Register\n2. None of these\n\nanswerWithNumber en',
        markup: 'markdown',
        choices: [],
        files: [],
        locale: 'en',
      },
    ]);
  });

  test('without markup where there is none', () => {
    expect(renderFor(question, { markup: 'plain' })[0]).toMatchObject({
      text: 'Do you mean one of these?',
      markup: 'plain',
      choices: question.choices,
    });
  });

  test('with the choices on the last of several messages', () => {
    const pieces = renderFor({ ...question, text: `${'word '.repeat(20)}end.` }, { textLength: 40 });
    expect(pieces.map(({ choices }) => choices.length)).toEqual([0, 0, 2]);
  });

  test('with a way to leave at once on the last message, where the channel can show one', () => {
    const long: Outbound = { ...question, text: `${'word '.repeat(20)}end.`, quickExit: true };
    const flags = (message: Outbound, quickExit: boolean) =>
      renderFor(message, { textLength: 40, quickExit }).map((part) => part.quickExit);
    expect(flags(long, true)).toEqual([undefined, undefined, true]);
    expect(flags(long, false)).toEqual([undefined, undefined, undefined]);
    expect(renderFor(question, { quickExit: true })[0]).not.toHaveProperty('quickExit');
  });

  test('with shorter labels, cut between characters, that still mean the same', () => {
    const choices = [{ label: '😀😀😀😀', value: 'none' }];
    expect(renderFor({ ...question, choices }, { buttonLabel: 3 })[0]?.choices).toEqual([
      { label: '😀😀…', value: 'none' },
    ]);
  });
});

describe('any message on any channel', () => {
  const anyCapabilities: fc.Arbitrary<Capabilities> = fc.record({
    buttons: fc.nat({ max: 6 }),
    buttonLabel: fc.integer({ min: 1, max: 40 }),
    textLength: fc.integer({ min: 2, max: 500 }),
    markup: fc.constantFrom('plain', 'markdown'),
    quickExit: fc.boolean(),
    delivery: fc.constantFrom('pull', 'push'),
    pace: fc.constant(null),
  });

  test('keeps to the limits of the channel', () => {
    fc.assert(
      fc.property(anyMessage, anyCapabilities, (message, capabilities) => {
        const pieces = render(message, capabilities, echoPhrases);
        expect(pieces.length).toBeGreaterThan(0);
        for (const part of pieces) {
          expect(part.text.length).toBeLessThanOrEqual(capabilities.textLength);
          expect(part.choices.length).toBeLessThanOrEqual(capabilities.buttons);
          expect(part).toMatchObject({ markup: capabilities.markup, locale: message.locale });
          for (const { label } of part.choices) {
            expect(Array.from(label).length).toBeLessThanOrEqual(capabilities.buttonLabel);
          }
        }
      }),
    );
  });

  test('loses nothing but white space: all its words, and all its choices as buttons or as numbers', () => {
    const plain = (text: string) => text.replace(/\s/g, '');
    fc.assert(
      fc.property(anyMessage, anyCapabilities, (message, capabilities) => {
        const pieces = render(message, capabilities, echoPhrases);
        const fits = message.choices.length <= capabilities.buttons;
        const list = message.choices.map(({ label }, index) => `${index + 1}. ${label}`).join('\n');
        const whole = fits ? message.text : `${message.text}\n\n${list}\n\nanswerWithNumber ${message.locale}`;
        const written = capabilities.markup === 'plain' ? toPlainText(whole) : whole;
        expect(plain(pieces.map(({ text }) => text).join(''))).toBe(plain(written));
        expect(pieces.flatMap(({ choices }) => choices.map(({ value }) => value))).toEqual(
          fits ? message.choices.map(({ value }) => value) : [],
        );
      }),
    );
  });

  test('breaks no character', () => {
    const wellFormed = anyMessage.filter(
      ({ text, choices }) => text.isWellFormed() && choices.every(({ label }) => label.isWellFormed()),
    );
    fc.assert(
      fc.property(wellFormed, anyCapabilities, (message, capabilities) => {
        for (const part of render(message, capabilities, echoPhrases)) {
          expect(part.text.isWellFormed()).toBe(true);
          expect(part.choices.every(({ label }) => label.isWellFormed())).toBe(true);
        }
      }),
    );
  });
});
