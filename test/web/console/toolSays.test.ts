import { describe, expect, test } from '@jest/globals';
import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import type { MacroStep, ShareRule } from '../../../src/http/api/wire.ts';
import { macroSays, ruleSays } from '../../../web/console/view/tools/toolSays.ts';
import { setting } from './support/people.ts';

const catalan = { strings: ca.console, setting, locale: 'ca' } as const;
const anything: ShareRule['when'] = { kind: null, department: null, locale: null, account: null, words: '' };
const nothing: ShareRule['does'] = { department: null, agent: null, labels: [], priority: null };

describe('what a macro does is said in one line', () => {
  const steps: readonly MacroStep[] = [
    { kind: 'label', add: ['noise', 'roads'], remove: [] },
    { kind: 'set-priority', priority: 'high' },
    { kind: 'canned', reply: 'rebut' },
    { kind: 'assign', to: { department: 'via-publica' } },
    { kind: 'assign', to: { agent: 'marc' } },
    { kind: 'assign', to: 'me' },
    { kind: 'close', reason: 'spam' },
  ];

  test('with the names of what each step names, in order', () => {
    const { priority, priorities, tools, closeReasons } = ca.console;
    expect(macroSays(steps, catalan)).toBe(
      [
        `${tools.putLabels}: Camins, Soroll`,
        `${priority}: ${priorities.high}`,
        `${tools.canned}: Hem rebut el cas`,
        `${tools.assign}: Via pública i neteja`,
        `${tools.assign}: Marc Serra`,
        `${tools.assign}: ${tools.me}`,
        `${tools.close}: ${closeReasons.spam}`,
      ].join(' · '),
    );
  });

  test('in the language of who reads it', () => {
    const said = macroSays(steps, { strings: en.console, setting, locale: 'en' });
    expect(said).toContain('Via pública i neteja (en)');
    expect(said).toContain(en.console.closeReasons.spam);
  });

  test('without what is there no more, and without a word where nothing is left', () => {
    const gone: readonly MacroStep[] = [
      { kind: 'label', add: ['gone'], remove: [] },
      { kind: 'canned', reply: 'gone' },
    ];
    expect(macroSays(gone, catalan)).toBe('');
    expect(macroSays([...gone, { kind: 'close', reason: 'spam' }], catalan)).toBe(macroSays(steps.slice(-1), catalan));
  });

  test('also before the names are read', () => {
    expect(macroSays(steps.slice(3, 4), { ...catalan, setting: null })).toContain('via-publica');
  });
});

describe('what a rule is for and does is said in one line', () => {
  test('with every condition and everything that it does', () => {
    const { kind, kinds, department, language, languages, channel, priority, priorities, tools } = ca.console;
    const rule = {
      when: { kind: 'incident', department: 'hisenda', locale: 'es', account: 'telegram', words: 'fanal' },
      does: { department: 'via-publica', agent: 'marc', labels: ['roads'], priority: 'high' },
    } as const;
    expect(ruleSays(rule, catalan)).toBe(
      `${kind}: ${kinds.incident} · ${department}: Hisenda i tributs · ${language}: ${languages.es} · ${channel}: Telegram municipal · ${tools.words}: fanal` +
        ` → ${tools.assign}: Via pública i neteja · ${tools.toAgent}: Marc Serra · ${priority}: ${priorities.high} · ${tools.putLabels}: Camins`,
    );
  });

  test('with only what it says, for one condition and one thing to do', () => {
    const rule = { when: { ...anything, words: 'rebut' }, does: { ...nothing, department: 'hisenda' } };
    const { tools } = ca.console;
    expect(ruleSays(rule, catalan)).toBe(`${tools.words}: rebut → ${tools.assign}: Hisenda i tributs`);
  });
});
