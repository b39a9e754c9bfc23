import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountFile, splitAccountFile } from '../../../src/accounts/accountFile.ts';
import type { AccountDefinition } from '../../../src/core/model/accountRecord.ts';
import type { ChannelAccountView } from '../../../src/http/api/wireAccounts.ts';
import {
  draftFrom,
  emptyDraft,
  fieldOfPath,
  givenBy,
  settingAt,
  stepOfPath,
  withSetting,
} from '../../../web/console/model/admin/accountDraft.ts';
import { hasProblems, shownAccounts } from '../../../web/console/model/admin/accountFilter.ts';
import { type EmbedChoice, embedCode } from '../../../web/console/model/admin/embedCode.ts';
import { isNewcomer, shownStaff, stateOfMember } from '../../../web/console/model/admin/staffFilter.ts';
import { contrastOf } from '../../../web/console/model/contrast.ts';
import { readOptions } from '../../../web/widget/widgetOptions.ts';
import { agentWith } from '../../support/agent.ts';

const definition: AccountDefinition = {
  ...{ id: 'biblioteca', channel: 'telegram', name: 'Biblioteca', area: 'Cultura', department: 'cultura' },
  ...{ languages: ['es', 'ca'], topics: ['cultura'], main: false, url: 'https://x.example/b', pace: null },
  description: 'De 9 a 13.30 h',
  hours: {
    periods: [{ days: ['mon', 'tue'], from: '09:00', until: '13:30' }],
    summer: { from: '07-01', until: '08-31', periods: [{ days: ['mon'], from: '09:00', until: '12:00' }] },
  },
  secrets: { token: 'sealed:abc' },
  settings: { receive: 'polling', fileBytes: 5, staff: { chat: -100, departments: ['cultura'] } },
};
const people = { owner: 'Olga Amat', administrators: ['Pau Riu', 'Rut Pla'] };
const form = {
  objectives: 'Respondre les consultes.',
  audience: 'Qui llegeix a la ciutat.',
  content: 'Les respostes de sempre.',
  signedBy: 'Olga Amat',
};
const view: ChannelAccountView = {
  ...{ id: 'biblioteca', channel: 'telegram', name: 'Biblioteca', area: 'Cultura', department: 'cultura' },
  ...{ main: false, state: 'open', since: 0, isInCrisis: false, health: null, lastActive: null, pause: null },
  ...{ waiting: 0, deadLetters: 0, warnings: [], steps: [], isOwnRequest: false, history: [] },
  traffic: { receivedAt: null, sentAt: null, fault: null },
  ...{ definition, people, form },
};

describe('the form of an account', () => {
  test('changes nothing of an account that is only looked at, and asks for it again whole', () => {
    const parsed = accountFile.parse(givenBy(draftFrom(view), 'change').definition);
    expect(splitAccountFile(parsed)).toEqual({ definition, people, form: null });
    const again = accountFile.parse(givenBy(draftFrom(view), 'request').definition);
    expect(splitAccountFile(again)).toEqual({ definition, people, form });
  });

  test('sends a secret that was typed apart from the definition, in place of the one that is there', () => {
    const { definition: written, secrets } = givenBy({ ...draftFrom(view), secrets: { token: '42:new' } }, 'change');
    expect(secrets).toEqual({ token: '42:new' });
    expect(JSON.stringify(written)).not.toMatch(/42:new|sealed/);
    expect(givenBy({ ...draftFrom(view), secrets: { token: ' ' } }, 'change')).toMatchObject({
      ...{ secrets: {}, definition: { secrets: { token: 'sealed:abc' } } },
    });
  });

  test('knows for each mistake that the service finds in which step it is', () => {
    const issues = accountFile.safeParse(givenBy(emptyDraft, 'request').definition).error?.issues ?? [];
    const found = [...new Set(issues.map(({ path }) => path.map(String).join('.')))];
    expect(found.map((path) => [stepOfPath(path), fieldOfPath(path)])).toEqual([
      ...['id', 'name', 'area', 'department'].map((field) => ['identity', field]),
      ...['owner', 'administrators', 'description'].map((field) => ['people', field]),
      ...['objectives', 'audience', 'content', 'signedBy'].map((field) => ['why', field]),
    ]);
    expect(stepOfPath('settings.staff.chat')).toBe('platform');
    expect(stepOfPath('hours.periods.0.until')).toBe('people');
  });

  test('keeps settings that it does not ask for', () => {
    const { settings } = draftFrom(view);
    expect(settingAt(settings, ['staff', 'chat'])).toBe(-100);
    expect(withSetting(settings, ['staff', 'chat'], -200)).toEqual({
      ...{ receive: 'polling', fileBytes: 5, staff: { chat: -200, departments: ['cultura'] } },
    });
    expect(withSetting(settings, ['staff', 'chat'], undefined)).toEqual({ receive: 'polling', fileBytes: 5 });
  });
});

test('accounts are found by name, id and area, and those with problems alone', () => {
  const failing = { ...view, id: 'b', health: { state: 'failing', code: 'x', message: '', since: 0 } } as const;
  const name = ({ id }: { id: string }) => `Compte ${id}`;
  const shown = (filter: object) =>
    shownAccounts([view, failing], { search: '', channel: '', state: '', hasProblems: false, ...filter }, name).map(
      ({ id }) => id,
    );
  expect(shown({ search: 'cultura b' })).toEqual(['biblioteca', 'b']);
  expect(shown({ hasProblems: true })).toEqual(['b']);
  expect(shown({ channel: 'teams' })).toEqual([]);
  expect(
    [{ deadLetters: 1 }, { pause: { until: 1, code: 'x' } }].map((each) => hasProblems({ ...view, ...each })),
  ).toEqual([true, true]);
});

test('people are found by whether they come in', () => {
  const member = (id: string, changes: object) => {
    return { ...agentWith(id, {}), signedInAt: null, invitation: null, ...changes };
  };
  const all = [
    member('in', { signedInAt: 1 }),
    member('invited', { invitation: { expiresAt: 1 } }),
    member('unseen', {}),
    member('off', { active: false }),
  ];
  expect(all.map(stateOfMember)).toEqual(['in', 'invited', 'unseen', 'off']);
  expect(all.map(isNewcomer)).toEqual([false, true, false, true]);
  const filter = { search: '', role: '', state: 'invited' } as const;
  expect(shownStaff(all, filter).map(({ id }) => id)).toEqual(['invited']);
});

describe('the code for pages', () => {
  const choices: fc.Arbitrary<EmbedChoice> = fc.record({
    siteKey: fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/),
    language: fc.constantFrom('', 'ca', 'es', 'en'),
    position: fc.constantFrom('end', 'start'),
    theme: fc.constantFrom('', 'light', 'dark'),
    isOpen: fc.boolean(),
    colour: fc.option(fc.stringMatching(/^#[0-9a-f]{6}$/)),
  });

  test('makes the chat do what was chosen', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const code = embedCode('https://x.example', choice);
        const tag = /<script src="([^"]+)" ([^>]*) defer><\/script>/.exec(code);
        const given = Array.from(
          (tag?.[2] ?? '').matchAll(/data-([a-z-]+)(?:="([^"]*)")?/g),
          ([, name = '', value]) => [name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), value ?? ''],
        );
        const options = readOptions(Object.fromEntries(given), tag?.[1] ?? '', ['es']);
        expect(options).toMatchObject({
          ...{ base: 'https://x.example', siteKey: choice.siteKey, position: choice.position, isOpen: choice.isOpen },
          ...{ locale: choice.language || 'es', theme: choice.theme || null },
        });
        expect(code.includes('<style>')).toBe(choice.colour !== null);
      }),
    );
  });

  test('says how much a colour stands out, as WCAG counts', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrastOf('#ffffff', '#ffffff')).toBe(1);
  });
});
