import { describe, expect, test } from '@jest/globals';
import { teamsCapabilities } from '../../../adapters/teams/capabilities.ts';
import { activityOf } from '../../../adapters/teams/outbound.ts';
import type { Rendered } from '../../../src/core/model/message.ts';

const message: Rendered = {
  text: 'Què **voleu**?',
  markup: 'markdown',
  choices: [
    { label: 'Alta', value: 'entry:padro.alta' },
    { label: 'Certificat', value: 'entry:padro.certificat' },
  ],
  files: [],
  locale: 'ca',
};

describe('choices', () => {
  test('are a card on Teams, announced by its words, which older clients can press as well', () => {
    const sent = activityOf(message, [], 'msteams');
    expect(sent).toMatchObject({ type: 'message', summary: 'Què voleu?', locale: 'ca' });
    expect(sent?.text).toBeUndefined();
    expect(sent?.attachments?.[0]?.content).toMatchObject({ type: 'AdaptiveCard', version: '1.5', lang: 'ca' });
    const buttons = JSON.stringify(sent).match(/"type":"Action\.\w+"/g);
    expect(buttons).toEqual(Array(2).fill(['"type":"Action.Execute"', '"type":"Action.Submit"']).flat());
  });

  test('are suggested actions on other channels, with the text as light Markdown', () => {
    const sent = activityOf(message, [], 'webchat');
    expect(sent).toMatchObject({ text: message.text, textFormat: 'markdown' });
    expect(sent?.suggestedActions?.actions.map(({ type, title, value }) => [type, title, value])).toEqual(
      message.choices.map(({ label, value }) => ['messageBack', label, { choice: value, label }]),
    );
  });
});

test('the largest message stays below what Teams has ever taken, as UTF-16', () => {
  const { textLength, buttons, buttonLabel } = teamsCapabilities;
  const choices = Array.from({ length: buttons }, (_, index) => ({
    label: 'è'.repeat(buttonLabel),
    value: `entry:${'x'.repeat(150)}${index}`,
  }));
  for (const length of [textLength, 4_000]) {
    for (const given of [choices, []]) {
      const text = 'è '.repeat(length / 2);
      const size = JSON.stringify(activityOf({ ...message, text, choices: given }, [], 'msteams')).length * 2;
      expect(size).toBeLessThan(28 * 1024);
    }
  }
});

test('with nothing to say nothing is sent', () => {
  expect(activityOf({ ...message, text: ' ', choices: [] }, [], 'msteams')).toBeNull();
});
