import { beforeAll, describe, expect, test } from '@jest/globals';
import type { InboundContent } from '../../../src/core/model/message.ts';
import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import type { TurnResult } from '../../../src/core/turn/turnDraft.ts';
import { accountWith } from '../../support/account.ts';
import { shippedFlows, townWithFlows } from '../../support/flows.ts';
import { playTurns } from '../../support/playTurns.ts';
import { textsOf } from '../../support/turn.ts';

/*
 * An address to answer to is used only once a code that was sent there is written here. Where no e-mail can be sent, none is
 * offered.
 */

const reported = 'la cua és massa llarga';
const asked = [reported, 'no', 'per correu', 'anna@exemple.cat'] as const;

let knowledge: Knowledge;
beforeAll(async () => {
  knowledge = townWithFlows(await shippedFlows(), { [reported]: 'complaint' });
});

/** Plays messages over an account; every code that is sent is 246810. */
const play = (said: readonly (string | InboundContent)[], mails = true): TurnResult =>
  playTurns(
    said.map((content) => ({ content })),
    { knowledge, account: accountWith({ mails }), confirmationAt: () => '246810' },
  );

const emailOf = ({ slots }: TurnResult) => slots.email?.text;

describe('an address to answer to', () => {
  test('does not count before its code was written; a code goes there, and is in no text, state or event', () => {
    const result = play(asked);
    expect(emailOf(result)).toBeUndefined();
    expect(result.state.flow).toMatchObject({ aside: 'code' });
    expect(result.state.flow?.filled).not.toContain('email');
    expect(textsOf(result).join()).toContain('flow.codeSent ca anna@exemple.cat');
    const { slot } = result.sideEffects.find(({ type }) => type === 'send-confirmation') as { slot: string };
    expect(result.slots[slot]).toEqual({ text: 'anna@exemple.cat', value: '246810' });
    expect(JSON.stringify([result.outbound, result.state, result.events, result.sideEffects])).not.toContain('246810');
    expect(JSON.stringify(result.collected)).not.toContain('anna@');
  });

  test.each(['246810', '246 810', 'el codi és 246810'])('counts with the code: "%s"', (code) => {
    const result = play([...asked, code]);
    expect(emailOf(result)).toBe('anna@exemple.cat');
    expect(result.state.flow).toMatchObject({ aside: null });
    expect(result.state.flow?.step).toContain('agrees');
    expect(Object.keys(result.slots).filter((id) => id.includes('#'))).toEqual([]);
    expect(result.collected).toMatchObject({ confirmed: 'email' });
    expect(result.state.cases[0]?.collected).toEqual([expect.objectContaining({ confirmed: 'email' })]);
  });

  test('is dropped after three wrong codes, and nothing of it is kept', () => {
    expect(textsOf(play([...asked, '111111']))).toEqual(['flow.codeWrong ca']);
    expect(emailOf(play([...asked, '111111', '246810']))).toBe('anna@exemple.cat');
    const result = play([...asked, '111111', '222222', '333333']);
    expect(textsOf(result).join()).toContain('flow.codeGivenUp');
    expect(JSON.stringify([result.slots, result.collected])).not.toContain('anna@');
    const late = play([...asked, '111111', '222222', '333333', '246810']);
    expect(emailOf(late)).toBeUndefined();
  });

  test('can be done without, or be another one, which needs a code as well', () => {
    expect(emailOf(play([...asked, 'no']))).toBeUndefined();
    const other = play([...asked, 'berta@exemple.cat']);
    expect(other.sideEffects.map(({ type }) => type)).toContain('send-confirmation');
    expect(emailOf(play([...asked, 'berta@exemple.cat', '246810']))).toBe('berta@exemple.cat');
  });

  test('that is corrected later is confirmed again', () => {
    const corrected = play([...asked, '246810', 'no, berta@exemple.cat']);
    expect(emailOf(corrected)).toBeUndefined();
    expect(corrected.state.flow).toMatchObject({ aside: 'code' });
    expect(corrected.state.flow).not.toHaveProperty('confirmed');
    expect(corrected.state.cases[0]?.collected?.[0]).not.toHaveProperty('confirmed');
    const confirmed = play([...asked, '246810', 'no, berta@exemple.cat', '246810', 'sí']);
    expect(confirmed.collected?.slots.email?.text).toBe('berta@exemple.cat');
  });

  test('is asked for again after a question in between', () => {
    const result = play([...asked, "com m'empadrono"]);
    expect(textsOf(result).join()).toContain('flow.codeSent');
    expect(emailOf(play([...asked, "com m'empadrono", '246810']))).toBe('anna@exemple.cat');
  });

  test('is not offered where no e-mail can be sent, by no button and by no word', () => {
    const offer = play([reported, 'no'], false);
    expect(offer.state.offered.some((value) => value.endsWith('/email'))).toBe(false);
    expect(offer.state.offered.some((value) => value.endsWith('/phone'))).toBe(true);
    for (const way of ['per correu', { kind: 'choice', value: 'slot:how/email', text: 'x' } as const])
      expect(play([reported, 'no', way], false).slots.how).toBeUndefined();
  });
});
