import { expect, test } from '@jest/globals';
import ca from '../../../locales/ca.json' with { type: 'json' };
import { chatMain } from '../../../src/http/pages/chat/view.ts';

const view = { language: { locale: 'ca', isChosen: false }, ticket: 't', cases: [], text: '', fault: null } as const;
const turn = { revision: 1, at: 0, content: null };

test('the page says so where a turn lacks its key, and shows nothing of what was erased', () => {
  const said = (lost: boolean) => chatMain({ ...view, turns: [{ ...turn, lost }] }).html;
  const words = ca.pages.chat.lost.replaceAll("'", '&#39;');
  expect(said(true)).toContain(words);
  expect(said(false)).not.toContain(words);
});
