import { describe, expect, test } from '@jest/globals';
import { type ReadActivity, readActivity } from '../../../adapters/teams/activity.ts';
import { understandActivity } from '../../../adapters/teams/inbound.ts';

const bot = '28:b0b';

function activity(changes: object): ReadActivity {
  const read = readActivity({
    type: 'message',
    id: 'm1',
    timestamp: '2026-11-24T10:00:00.000Z',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    channelId: 'msteams',
    from: { id: '29:ana', name: 'Ana' },
    recipient: { id: bot, name: 'Finestreta' },
    conversation: { id: 'a:1', conversationType: 'personal' },
    ...changes,
  });
  if (read.activity === null) throw new Error(`no activity: ${read.fault}`);
  return read.activity;
}

const team = { id: '19:team@thread.tacv2;messageid=7', conversationType: 'channel', isGroup: true };
const group = { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true };
const at = (id: string, name: string) => ({ type: 'mention', mentioned: { id, name }, text: `<at>${name}</at>` });

const contentOf = (changes: object) => {
  const understood = understandActivity(activity(changes));
  return understood.kind === 'delivery' ? understood.delivery.inbound.content : understood.kind;
};

describe('what people write', () => {
  test.each([
    ['Hola', { kind: 'text', text: 'Hola' }],
    ['/ajuda', { kind: 'text', text: '/ajuda' }],
    ['/start', { kind: 'start' }],
    ['/start AB-12', { kind: 'continue', code: 'AB-12', text: '' }],
    ['/start amb dues paraules', { kind: 'text', text: '/start amb dues paraules' }],
    ['  ', 'nothing'],
  ])('%j is understood', (text, content) => {
    expect(contentOf({ text })).toEqual(content);
  });

  test('to a group comes without the bot’s mention, however often Teams repeats it, and with the names of others', () => {
    const entities = [at(bot, 'Finestreta'), at(bot, 'Finestreta'), at('29:pau', 'Pau')];
    const text = '<at>Finestreta</at>&nbsp;on és <at>Pau</at>?\n';
    for (const conversation of [team, group]) {
      expect(contentOf({ text, entities, conversation })).toEqual({ kind: 'text', text: 'on és Pau?' });
    }
  });

  test('to others in a group is not the bot’s concern, nor is a change of it', () => {
    for (const conversation of [team, group]) {
      expect(contentOf({ text: 'Hola', conversation })).toBe('nothing');
      expect(contentOf({ text: '<at>Pau</at>', entities: [at('29:pau', 'Pau')], conversation })).toBe('nothing');
      const channelData = { eventType: 'editMessage' };
      expect(contentOf({ type: 'messageUpdate', text: 'Hola', channelData, conversation })).toBe('nothing');
    }
  });

  test('by another bot is left alone', () => {
    expect(contentOf({ text: 'Hola', from: { id: '28:other', role: 'bot' } })).toBe('nothing');
  });

  test('names the language of the app, if it is one of ours', () => {
    const hint = (locale: string) => {
      const understood = understandActivity(activity({ text: 'Hola', locale }));
      return understood.kind === 'delivery' ? understood.delivery.inbound.localeHint : null;
    };
    expect(['ca-ES', 'es_MX', 'EN', 'de-DE'].map(hint)).toEqual(['ca', 'es', 'en', null]);
  });
});

describe('where it is said', () => {
  const delivery = (changes: object) => {
    const understood = understandActivity(activity({ text: 'x', entities: [at(bot, 'Finestreta')], ...changes }));
    if (understood.kind !== 'delivery') throw new Error(understood.kind);
    return understood.delivery;
  };

  test('a chat is private, a group and a team’s channel are public and each person’s own there', () => {
    expect(delivery({})).toMatchObject({ surface: 'private', platformConversation: 'a:1' });
    expect(delivery({ conversation: group })).toMatchObject({
      surface: 'public',
      platformConversation: '19:group@thread.v2/29:ana',
    });
    expect(delivery({ conversation: team })).toMatchObject({
      surface: 'public',
      platformConversation: '19:team@thread.tacv2;messageid=7/29:ana',
    });
  });

  test('the address holds what answering takes, days later, and no name', () => {
    const { address } = delivery({ conversation: { ...team, name: 'General', tenantId: 't' } });
    expect(address).toEqual({
      serviceUrl: 'https://smba.trafficmanager.net/emea/',
      channelId: 'msteams',
      conversation: { ...team, tenantId: 't' },
      bot,
      person: '29:ana',
      message: 'm1',
    });
    expect(JSON.stringify(address)).not.toMatch(/Ana|Finestreta|General/);
  });
});

describe('beginnings', () => {
  const installed = { type: 'installationUpdate', action: 'add', id: 'i1' };
  const joined = { type: 'conversationUpdate', id: 'i2', membersAdded: [{ id: bot }] };

  test('of a chat are one and the same, however many events tell of it', () => {
    const ids = [installed, joined, { ...joined, id: 'i3', membersAdded: [{ id: '29:ana' }] }].map((changes) => {
      const understood = understandActivity(activity(changes));
      return (
        understood.kind === 'delivery' && [understood.delivery.inbound.id, understood.delivery.inbound.content.kind]
      );
    });
    expect(ids).toEqual([
      ['start', 'start'],
      ['start', 'start'],
      ['start', 'start'],
    ]);
  });

  test('nobody is greeted when a team gets the bot, or a new member', () => {
    for (const conversation of [team, group]) {
      expect(contentOf({ ...installed, conversation })).toBe('nothing');
      expect(contentOf({ ...joined, conversation })).toBe('nothing');
      expect(contentOf({ ...joined, conversation, membersAdded: [{ id: '29:new' }] })).toBe('nothing');
    }
  });

  test.each([
    [{ ...installed, action: 'remove' }],
    [{ ...installed, action: 'add-upgrade' }],
    [{ ...joined, membersAdded: [] }],
    [{ type: 'messageReaction' }],
    [{ type: 'typing' }],
    [{ type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } }],
    [{ type: 'messageUpdate', text: 'x', channelData: { eventType: 'undeleteMessage' } }],
  ])('nothing begins with %j', (changes) => {
    expect(contentOf(changes)).toBe('nothing');
  });
});

describe('buttons', () => {
  const data = { choice: 'entry:padro.alta', label: 'Empadronar-me', said: 'Què voleu?' };

  test('of a card are choices, also in a public place, where nobody is mentioned', () => {
    const value = { action: { type: 'Action.Execute', verb: 'choice', data } };
    for (const conversation of [{ id: 'a:1', conversationType: 'personal' }, group, team]) {
      const understood = understandActivity(
        activity({ type: 'invoke', name: 'adaptiveCard/action', value, conversation }),
      );
      expect(understood).toMatchObject({
        pressed: data,
        delivery: { inbound: { id: 'm1', content: { kind: 'choice', value: data.choice, text: data.label } } },
      });
    }
  });

  test('of an older client or another channel come as a message with a value', () => {
    const choice = { kind: 'choice', value: data.choice, text: data.label };
    expect(contentOf({ value: data })).toEqual(choice);
    expect(contentOf({ value: data, conversation: team })).toEqual(choice);
    expect(contentOf({ value: { choice: data.choice }, text: 'Alta' })).toEqual({ ...choice, text: 'Alta' });
  });

  test.each([
    [{}],
    [{ action: {} }],
    [{ action: { data: { choice: '' } } }],
    [{ action: { data: { choice: 7 } } }],
    ['x'],
  ])('that are none of the bot’s are not understood: %j', (value) => {
    expect(contentOf({ type: 'invoke', name: 'adaptiveCard/action', value })).toBe('unknown');
  });

  test('and forms of other apps are not understood', () => {
    expect(contentOf({ type: 'invoke', name: 'task/fetch' })).toBe('unknown');
  });
});
