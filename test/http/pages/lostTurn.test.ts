import { expect, test } from '@jest/globals';
import ca from '../../../locales/ca.json' with { type: 'json' };
import { chatMain } from '../../../src/http/pages/chat/view.ts';

const view = {
  language: { locale: 'ca', isChosen: false },
  ticket: 't',
  cases: [],
  text: '',
  begins: [],
  fault: null,
  timeZone: 'Europe/Madrid',
  proves: false,
  limits: { bytes: 4_194_304, files: 10, types: [] },
  hadFiles: false,
} as const;
const turn = { revision: 1, at: 0, content: null };

test('the page says so where a turn lacks its key, and shows nothing of what was erased', () => {
  const said = (lost: boolean) => chatMain({ ...view, turns: [{ ...turn, lost }] }).html;
  const words = ca.pages.chat.lost.replaceAll("'", '&#39;');
  expect(said(true)).toContain(words);
  expect(said(false)).not.toContain(words);
});

test('hours are those of the town', () => {
  const content = { inbound: null, outbound: [], understanding: null } as const;
  const inbound = { id: 'm', content: { kind: 'text', text: 'hola' }, localeHint: null } as const;
  const turns = [{ revision: 1, at: Date.UTC(2026, 10, 24, 23), content: { ...content, inbound }, lost: false }];
  const hourIn = (timeZone: string) => /<time[^>]*>([^<]+)</.exec(chatMain({ ...view, timeZone, turns }).html)?.[1];
  expect([hourIn('Europe/Madrid'), hourIn('Atlantic/Canary')]).toEqual(['0:00', '23:00']);
});
