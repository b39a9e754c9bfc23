import type { Me, Setting } from '../../../../src/http/api/wire.ts';

const person = (id: string, name: string, changes: Partial<Me>): Me => ({
  id,
  tenant: 'prat',
  name,
  email: `${id}@example.cat`,
  roles: ['agent'],
  departments: ['oiac'],
  locales: ['ca', 'es', 'en'],
  availability: 'available',
  active: true,
  platformIds: {},
  locale: 'ca',
  secondFactor: true,
  timeZone: 'Europe/Madrid',
  absence: null,
  ...changes,
});

/** Who works at the counter of the tests. */
export const people: readonly Me[] = [
  person('anna', 'Anna Puig', { roles: ['agent', 'supervisor'] }),
  person('marc', 'Marc Serra', { departments: ['via-publica'] }),
  person('nuria', 'Núria Vidal Roca', { availability: 'away', departments: ['hisenda'] }),
  person('adela', 'Adela Font', { roles: ['administrator'], departments: ['oiac', 'via-publica', 'hisenda'] }),
  person('oriol', 'Oriol Mas', { roles: ['auditor'] }),
  person('eva', 'Eva Coll', { roles: ['editor'] }),
];

const all = (text: string) => ({ ca: text, es: `${text} (es)`, en: `${text} (en)` });

export const setting: Setting = {
  departments: [
    { id: 'oiac', name: all("Oficina d'atenció ciutadana"), withArticle: all("Oficina d'atenció ciutadana") },
    { id: 'via-publica', name: all('Via pública i neteja'), withArticle: all('Via pública i neteja') },
    { id: 'hisenda', name: all('Hisenda i tributs'), withArticle: all('Hisenda i tributs') },
  ],
  colleagues: people.filter(({ roles }) => !roles.includes('editor') && !roles.includes('auditor')),
  others: [
    { id: 'pere', name: 'Pere Roca' },
    { id: 'oriol', name: 'Oriol Mas' },
    { id: 'eva', name: 'Eva Coll' },
  ],
  accounts: [
    { id: 'web', name: 'Xat del web', channel: 'webchat' },
    { id: 'telegram', name: 'Telegram municipal', channel: 'telegram' },
  ],
  canned: [
    {
      id: 'rebut',
      title: all('Hem rebut el cas'),
      text: {
        ca: 'Bon dia, soc {{agent}}, de {{department}}. El cas {{code}} es resoldrà abans del {{deadline}}.',
        es: 'Buenos días, soy {{agent}}, de {{department}}. El caso {{code}} se resolverá antes del {{deadline}}.',
        en: 'Hello, I am {{agent}}, from {{department}}. Case {{code}} will be resolved before {{deadline}}.',
      },
      suggestFor: null,
    },
    { id: 'carrer', title: all('Cal saber el carrer'), text: all('A quin carrer és, {{street}}?'), suggestFor: null },
    {
      id: 'bancs',
      title: all('Bancs als parcs'),
      text: all('Passem la proposta a qui cuida els parcs.'),
      suggestFor: { kinds: ['praise'], departments: ['via-publica'], entries: [], words: ['banc'] },
    },
    {
      id: 'recollida',
      title: all('Quan passa el camió'),
      text: all('El camió passa cada nit.'),
      suggestFor: {
        ...{ kinds: [], departments: [], words: [] },
        entries: [{ id: 'neteja.horari', title: all('Horari de recollida') }],
      },
    },
  ],
  labels: [
    { id: 'roads', name: 'Camins', colour: '#f2b705' },
    { id: 'noise', name: 'Soroll', colour: '#5b3a8e' },
  ],
  absences: [],
  translates: false,
  editsContent: true,
  rules: [
    {
      id: 'lamps',
      name: 'Fanals',
      when: { kind: 'incident', department: null, locale: null, account: null, words: 'fanal' },
      does: { department: 'via-publica', agent: null, labels: [], priority: 'high' },
    },
    {
      id: 'taxes',
      name: 'Rebuts',
      when: { kind: null, department: null, locale: null, account: null, words: 'rebut' },
      does: { department: 'hisenda', agent: null, labels: [], priority: null },
    },
  ],
  macros: [
    {
      id: 'spam',
      name: 'Publicitat fora',
      steps: [
        { kind: 'label', add: ['noise'], remove: [] },
        { kind: 'close', reason: 'spam' },
      ],
    },
  ],
  tones: { cordial: all("Proper, cordial i correcte, en nom de l'Ajuntament.") },
  administrativeSilences: { none: all('El silenci no decideix res.') },
  conditions: { respectful: all('Tracteu tothom amb respecte.') },
};
