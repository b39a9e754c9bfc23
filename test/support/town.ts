import { commands } from '../../src/core/command.ts';
import type { Entry } from '../../src/core/knowledge.ts';
import { createKnowledge, type KnownThings } from './knowledge.ts';

/** An entry whose texts say which entry and language they are. */
export function entryWith(changes: Partial<Entry> & Pick<Entry, 'id'>): Entry {
  const said = (what: string) => ({ ca: `${what} ca`, es: `${what} es`, en: `${what} en` });
  return {
    kind: 'faq',
    title: said(`title of ${changes.id}`),
    answer: said(changes.id),
    department: 'oiac',
    followUps: [],
    personal: false,
    source: null,
    verified: '2026-11-24',
    valid: { from: '2026-01-01', until: null },
    ...changes,
  };
}

/** A small town that knows a few things, asked about in three languages. */
export const town: KnownThings = {
  version: 'v1',
  entries: [
    entryWith({
      id: 'padro.alta',
      followUps: ['padro.certificat'],
      source: { name: 'Seu', url: 'https://seu.example' },
    }),
    entryWith({ id: 'padro.certificat' }),
    entryWith({ id: 'residus.mobles', followUps: ['padro.alta', 'gone.away'] }),
    entryWith({ id: 'festes.programa', valid: { from: '2026-09-01', until: '2026-09-30' } }),
    entryWith({ id: 'smalltalk.thanks', kind: 'smalltalk', verified: null, valid: { from: null, until: null } }),
    ...commands.map((command) => entryWith({ id: `command.${command}`, kind: 'command' })),
  ],
  welcome: ['padro.alta', 'residus.mobles'],
  questions: {
    "com m'empadrono": ['padro.alta'],
    'cómo me empadrono': ['padro.alta'],
    'how do i register': ['padro.alta'],
    'un paper del padró': ['padro.alta', 'padro.certificat'],
    'un papel del padrón': ['padro.alta', 'padro.certificat'],
    'a paper of the padron': ['padro.alta', 'padro.certificat'],
    'mobles vells': ['residus.mobles'],
    'programa de festes': ['festes.programa'],
    'moltes gràcies': ['smalltalk.thanks'],
    'vull parlar amb algú': ['command.person'],
    'vull tornar al principi': ['command.restart'],
    'an index that is ahead of its content': ['gone.away'],
    'an index of strange commands': ['command.dance'],
  },
  commands: {
    '/help': 'help',
    menú: 'help',
    ajuda: 'help',
    ayuda: 'help',
    help: 'help',
    '/language': 'language',
    idioma: 'language',
    '/person': 'person',
    persona: 'person',
    '/restart': 'restart',
    start: 'restart',
    '/privacy': 'privacy',
    '/my-data': 'my-data',
    'mis datos': 'my-data',
    '/erase': 'erase',
  },
  languages: {
    "com m'empadrono": 'ca',
    'cómo me empadrono': 'es',
    'how do i register': 'en',
    'un paper del padró': 'ca',
    'un papel del padrón': 'es',
    'a paper of the padron': 'en',
    'quina hora és a tòquio': 'ca',
    'qué hora es en tokio': 'es',
    'what time is it in tokyo': 'en',
    'wie melde ich mich an': 'other',
    ayuda: 'es',
    menú: 'other',
    '/help': 'en',
    'mis datos': 'es',
    'title of padro.certificat ca': 'es',
  },
};

export const townKnowledge = createKnowledge(town);
