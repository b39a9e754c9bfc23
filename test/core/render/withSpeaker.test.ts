import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Outbound } from '../../../src/core/model/message.ts';
import { render } from '../../../src/core/render/render.ts';
import { withSpeaker } from '../../../src/core/render/withSpeaker.ts';
import { pushCapabilities } from '../../support/account.ts';
import { echoPhrases } from '../../support/phrases.ts';

const reply: Outbound = { text: 'Demà hi anem.', choices: [], files: [], locale: 'ca', speaker: 'Marta · OIAC' };
const sentOn = (message: Outbound, changes: Partial<typeof pushCapabilities>) =>
  render(message, { ...pushCapabilities, ...changes }, echoPhrases).map(withSpeaker);

describe('on a platform', () => {
  test.each([
    ['markdown', '**Marta · OIAC:**\n\nDemà hi anem.'],
    ['plain', 'Marta · OIAC:\n\nDemà hi anem.'],
  ] as const)('what a person writes begins with who it is (%s)', (markup, text) => {
    expect(sentOn(reply, { markup }).map((piece) => piece.text)).toEqual([text]);
  });

  test('a file without words has a name alone below it, and what the bot says has none', () => {
    expect(sentOn({ ...reply, text: '' }, { markup: 'markdown' })[0]?.text).toBe('**Marta · OIAC**');
    const { speaker: _, ...said } = reply;
    expect(sentOn(said, {})[0]?.text).toBe('Demà hi anem.');
  });

  test('a name is no markup, and every piece of a long text stays within the limit', () => {
    const [first] = sentOn({ ...reply, speaker: '**[x](https://evil.example)**' }, { markup: 'markdown' });
    expect(first?.text).not.toContain('](');
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.integer({ min: 300, max: 2_000 }),
        (speaker, limit) => {
          const pieces = sentOn({ ...reply, text: 'paraula '.repeat(600), speaker }, { textLength: limit });
          for (const { text } of pieces) expect(text.length).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 30 },
    );
  });
});
