import type { Localised } from '../../src/core/model/locale.ts';
import type { CompiledProtocol, Deadline } from '../../src/core/model/protocol.ts';
import { createProtocol, openProtocol, type ProtocolFile, type Rule } from '../../src/protocol/index.ts';

const say = (text: string): { say: Localised; cites: readonly string[] } => ({ say: inAll(text), cites: ['own'] });

function inAll(text: string): Localised {
  return { ca: `${text} ca`, es: `${text} es`, en: `${text} en` };
}

const named = (text: string) => ({ name: inAll(text), withArticle: inAll(text) });

const deadline = (duration: Deadline['duration']): Deadline => ({
  duration,
  binding: 'own',
  cites: ['own'],
  extension: null,
});

type Short = Pick<Rule, 'id' | 'do'> & Partial<Omit<Rule, 'when'>> & { readonly when: Partial<Rule['when']> };

function rule({ when, ...rest }: Short): Rule {
  return {
    when: { kinds: null, surface: null, accounts: null, hours: null, traits: [], ...when },
    to: null,
    confirmation: 'person',
    breaks: null,
    tone: 'kind',
    reply: null,
    first: null,
    resolution: null,
    administrativeSilence: 'none',
    escalationPolicy: 'nobody',
    cites: ['own'],
    ...rest,
  };
}

const file: ProtocolFile = {
  sources: { own: 'own' },
  conditions: { respectful: say('respectful') },
  tones: { kind: say('kind') },
  deadlines: {
    'at-once': deadline({ unit: 'at-once' }),
    chat: deadline({ unit: 'working-hours', amount: 2 }),
    month: deadline({ unit: 'calendar-days', amount: 30 }),
  },
  administrativeSilence: {
    none: { ...say('administrativeSilence'), binding: 'law' },
    nothing: { ...say('nothing of it'), binding: 'own' },
  },
  escalationPolicies: {
    nobody: [],
    ordinary: [
      { at: 0.5, notify: ['agent'] },
      { at: 1, notify: ['supervisor'] },
    ],
    urgent: [{ at: 0, notify: ['agent', 'supervisor'] }],
  },
  freeDays: { checks: 4, cites: ['own'] },
  repeatedAfter: 2,
  replies: {
    receipt: inAll('receipt {{code}} {{department}} {{deadline}} {{administrativeSilence}}'),
    person: inAll('person {{code}} {{firstDeadline}}'),
    personClosed: inAll('closed {{code}} {{opening}} {{firstDeadline}}'),
    research: inAll('research {{code}} {{deadline}}'),
    thanks: inAll('thanks'),
    elsewhere: inAll('elsewhere-reply'),
    private: inAll('private'),
    help: inAll('in danger'),
    noData: inAll('no data'),
  },
  traits: {},
  rules: [
    rule({
      id: 'emergency',
      when: { kinds: ['emergency'] },
      do: ['answer', 'alert'],
      reply: 'help',
      escalationPolicy: 'urgent',
    }),
    rule({
      id: 'threat',
      when: { kinds: ['threat'] },
      do: ['do-not-engage', 'alert', 'forward'],
      to: 'policia',
      escalationPolicy: 'urgent',
    }),
    rule({
      id: 'data-public',
      when: { kinds: ['personal-data'], surface: 'public' },
      do: ['move-to-private', 'propose-removal'],
      reply: 'private',
      breaks: 'respectful',
    }),
    rule({ id: 'data', when: { kinds: ['personal-data'] }, do: ['answer'], reply: 'noData' }),
    rule({
      id: 'insult-repeated',
      when: { kinds: ['insult'], surface: 'public', traits: ['repeated'] },
      do: ['do-not-engage', 'propose-removal', 'propose-block'],
      breaks: 'respectful',
    }),
    rule({
      id: 'insult-public',
      when: { kinds: ['insult'], surface: 'public' },
      breaks: 'respectful',
      do: ['do-not-engage', 'propose-removal'],
    }),
    rule({ id: 'no-answer', when: { kinds: ['insult', 'spam', 'politics'] }, do: ['do-not-engage'] }),
    rule({ id: 'praise', when: { kinds: ['praise'] }, do: ['acknowledge'], reply: 'thanks' }),
    rule({ id: 'out-of-scope', when: { kinds: ['out-of-scope'] }, do: ['point-elsewhere'], reply: 'elsewhere' }),
    rule({
      id: 'private-topic',
      when: { surface: 'public', traits: ['private-topic'] },
      do: ['move-to-private'],
      reply: 'private',
    }),
    rule({
      id: 'person-closed',
      when: { kinds: ['person'], hours: 'closed' },
      do: ['acknowledge', 'forward'],
      to: 'responsible',
      reply: 'personClosed',
      first: 'chat',
      escalationPolicy: 'ordinary',
    }),
    rule({
      id: 'person',
      when: { kinds: ['person'] },
      do: ['acknowledge', 'forward'],
      to: 'responsible',
      reply: 'person',
      first: 'chat',
      escalationPolicy: 'ordinary',
    }),
    rule({
      id: 'research',
      when: { kinds: ['question'], traits: ['needs-research'] },
      to: 'responsible',
      do: ['acknowledge', 'forward', 'answer'],
      reply: 'research',
      first: 'at-once',
      resolution: 'month',
      escalationPolicy: 'ordinary',
    }),
    rule({
      id: 'press',
      when: { kinds: ['press'] },
      do: ['acknowledge', 'forward'],
      to: 'premsa',
      reply: 'receipt',
      first: 'at-once',
      resolution: 'month',
      escalationPolicy: 'ordinary',
    }),
    rule({
      id: 'criticism',
      when: { kinds: ['constructive-criticism', 'destructive-criticism'] },
      do: ['answer'],
      resolution: 'month',
    }),
    rule({
      id: 'accessibility',
      when: { traits: ['accessibility'] },
      do: ['acknowledge', 'forward'],
      to: 'web',
      reply: 'receipt',
      resolution: 'month',
    }),
    rule({
      id: 'about',
      when: {},
      do: ['acknowledge', 'forward'],
      to: 'responsible',
      reply: 'receipt',
      first: 'chat',
      resolution: 'month',
      escalationPolicy: 'ordinary',
    }),
  ],
};

const hours = {
  periods: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '14:00' }],
  summer: null,
} as const;

/** A protocol of few rules, whose words say which they are. */
export const townProtocol: CompiledProtocol = openProtocol(
  createProtocol(
    file,
    {
      timeZone: 'Europe/Madrid',
      workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
      holidays: { country: 'ES', region: 'CT', also: [], except: [] },
      local: {},
      hours: { oiac: hours },
      hoursOf: 'oiac',
    },
    [],
    'p1',
  ),
  { values: { ca: {}, es: {}, en: {} }, departments: { oiac: named('OIAC'), premsa: named('Premsa') } },
);
