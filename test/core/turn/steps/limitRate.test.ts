import { describe, expect, test } from '@jest/globals';
import { accountWith } from '../../../support/account.ts';
import { createDialogue, type Dialogue } from '../../../support/dialogue.ts';
import { expectToGo } from '../../../support/expectToGo.ts';
import { townKnowledge } from '../../../support/town.ts';

/** Three messages in one go, then one every ten seconds. */
const open = () =>
  createDialogue({
    account: accountWith({ pace: { burst: 3, perMinute: 6 } }),
    knowledge: townKnowledge,
    localeHint: null,
  });

const limited = (dialogue: Dialogue) => dialogue.last.events.some(({ type }) => type === 'turn.limited');

function spend(dialogue: Dialogue): void {
  for (let turn = 0; turn < 3; turn++) dialogue.play('> moltes gràcies');
}

describe('anybody who sends too much', () => {
  test('is asked once for a pause, and everything is written down all the same', () => {
    const dialogue = open();
    spend(dialogue);
    expect(limited(dialogue)).toBe(false);
    expectToGo(
      `
      ? events
      > moltes gràcies
      * message.received text
      * turn.limited
      limited ca
      ? events
      > moltes gràcies
      * message.received text
      * turn.limited
      `,
      dialogue,
    );
  });

  test('is answered again as soon as there is something to spend, and warned again only after a calm', () => {
    const dialogue = open();
    spend(dialogue);
    expectToGo(
      `
      > moltes gràcies
      limited ca
      + 10s
      > moltes gràcies
      smalltalk.thanks ca
      > moltes gràcies
      + 20s
      > moltes gràcies
      smalltalk.thanks ca
      > moltes gràcies
      smalltalk.thanks ca
      > moltes gràcies
      limited ca
      `,
      dialogue,
    );
  });

  test('may send a whole burst again after a long pause, and not more', () => {
    const dialogue = open();
    spend(dialogue);
    dialogue.play('+ 9999s');
    spend(dialogue);
    expect(limited(dialogue)).toBe(false);
    dialogue.play('> moltes gràcies');
    expect(limited(dialogue)).toBe(true);
  });

  test('keeps what was on offer while asked for a pause', () => {
    const dialogue = open();
    dialogue.play('> blah');
    dialogue.play('> blah');
    dialogue.play('> un paper del padró');
    expectToGo(
      `
      > 2
      limited ca
      + 10s
      > 2
      padro.certificat ca
      `,
      dialogue,
    );
  });

  test('gains nothing by a clock that jumps back', () => {
    const dialogue = open();
    spend(dialogue);
    dialogue.play('+ -3600s');
    dialogue.play('> moltes gràcies');
    expect(limited(dialogue)).toBe(true);
  });
});
