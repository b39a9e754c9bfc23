import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseInboxCommand } from '../../../src/notifications/staffInbox/parseCommand.ts';

describe('what staff write in a thread', () => {
  test.each([
    ['Bon dia, ja ho hem arreglat.', { kind: 'reply', text: 'Bon dia, ja ho hem arreglat.' }],
    ['  dues línies\nde resposta ', { kind: 'reply', text: 'dues línies\nde resposta' }],
    [
      '1/2 de la feina, i/o més: https://a.cat/note',
      { kind: 'reply', text: '1/2 de la feina, i/o més: https://a.cat/note' },
    ],
    ['/take', { kind: 'take' }],
    ['/TAKE@PratBot ', { kind: 'take' }],
    ['/note truqueu-li\ndemà', { kind: 'note', text: 'truqueu-li\ndemà' }],
    ['/transfer @pau.vila', { kind: 'transfer', to: '@pau.vila' }],
    ['/transfer Hisenda i tributs', { kind: 'transfer', to: 'Hisenda i tributs' }],
    ['/close resolved', { kind: 'close', reason: 'resolved' }],
    ['/handback', { kind: 'handback' }],
    ['// no ho sabem, oi?', { kind: 'among-colleagues' }],
    ['/close', { kind: 'unclear', why: 'noReason' }],
    ['/close ja està', { kind: 'unclear', why: 'noReason' }],
    ['/note', { kind: 'unclear', why: 'empty' }],
    ['/transfer ', { kind: 'unclear', why: 'empty' }],
    ['/nota això és intern', { kind: 'unclear', why: 'unknown' }],
    ['/notetruqueu-li', { kind: 'unclear', why: 'unknown' }],
    ['/ note això és intern', { kind: 'unclear', why: 'unknown' }],
    ['/take i digues-li que sí', { kind: 'unclear', why: 'unknown' }],
    ['\\note això és intern', { kind: 'unclear', why: 'unknown' }],
    ['!note això és intern', { kind: 'unclear', why: 'unknown' }],
    ['.note això és intern', { kind: 'unclear', why: 'unknown' }],
    ['／note això és intern', { kind: 'unclear', why: 'unknown' }],
    ['\u200b/note això és intern', { kind: 'note', text: 'això és intern' }],
    ['@PratBot /note això és intern', { kind: 'unclear', why: 'unknown' }],
    ['@Finestreta del Prat /nota això és intern', { kind: 'unclear', why: 'unknown' }],
    ['@Maria, i/o qui vingui: passeu', { kind: 'reply', text: '@Maria, i/o qui vingui: passeu' }],
    ['Gràcies!\n/close resolved', { kind: 'unclear', why: 'unknown' }],
  ] as const)('%j', (text, inboxCommand) => {
    expect(parseInboxCommand(text)).toEqual(inboxCommand);
  });

  test('whatever begins with a slash, behind whatever nobody sees, is never sent', () => {
    const unseen = fc.array(fc.constantFrom(' ', '\n', '\t', '\u200b', '\u2060', '\ufeff', '\u200e'), { maxLength: 4 });
    const slash = fc.constantFrom('/', '\\', '／', '//', '/ ');
    fc.assert(
      fc.property(unseen, slash, fc.string({ unit: 'grapheme' }), (before, sign, rest) => {
        expect(parseInboxCommand(before.join('') + sign + rest).kind).not.toBe('reply');
      }),
    );
  });
});
