import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCommandWords } from '../../src/content/commandWords.ts';
import { commands, isParsedCommand } from '../../src/core/model/parsedCommand.ts';
import { anyText } from '../support/arbitrary.ts';

const localised = <T>(ca: T, es: T, en: T) => ({ ca, es, en });
const commandOf = createCommandWords({
  commands: [
    {
      command: 'help',
      title: localised('Ajuda', 'Ayuda', 'Help'),
      words: localised(['ajuda', 'menú'], ['ayuda'], ['help']),
      questions: localised([], [], []),
    },
    {
      command: 'restart',
      title: localised('Torna', 'Vuelve', 'Start'),
      words: localised(['torna a començar', "d'inici"], ['volver a empezar'], ['start again']),
      questions: localised([], [], []),
    },
  ],
});

describe('a command is known by its words', () => {
  test.each([
    ['help', 'help'],
    ['/help', 'help'],
    ['  Help! ', 'help'],
    ['AJUDA', 'help'],
    ['menu', 'help'],
    ['¿ayuda?', 'help'],
    ['Torna a comencar', 'restart'],
    ['/restart', 'restart'],
    ['D’INICI', 'restart'],
    ['/start-again', 'restart'],
  ])('%j is %s', (text, command) => {
    expect(commandOf(text)).toBe(command);
  });

  test.each([
    '',
    '/',
    '   ',
    'help me please',
    'no help',
    'helpp',
    'constructor',
    '__proto__',
    `help${' '.repeat(99)}`,
  ])('%j is none', (text) => {
    expect(commandOf(text)).toBeNull();
  });

  test('and any text is a command or none', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const command = commandOf(text);
        expect(command === null || isParsedCommand(command)).toBe(true);
      }),
    );
  });

  test('is told from words that are none', () => {
    expect(commands.every(isParsedCommand)).toBe(true);
    expect(['', 'Help', 'toString', 'my_data'].some(isParsedCommand)).toBe(false);
  });
});
