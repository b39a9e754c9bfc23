import { kinds } from '../../../../src/core/model/kind.ts';
import type {
  CaseItem,
  CaseTurn,
  CollectedView,
  ContactNote,
  PersonProof,
  RelatedCase,
} from '../../../../src/http/api/wire.ts';
import { caseStateOf } from '../../../support/caseState.ts';

const minute = 60_000;
const texts = [
  'El contenidor del carrer Major vessa des de divendres i fa molta pudor.',
  'On puc demanar la bonificació de l’IBI per família nombrosa?',
  'Fa tres setmanes que el fanal de davant de casa no fa llum.',
  'M’han posat una multa i no hi estic d’acord, vull parlar amb algú.',
  'Proposo que poseu més bancs al parc de la Solidaritat.',
  'Gràcies per la feina de la biblioteca!',
];

/** Case number `n` of a full inbox; small numbers are due first. */
export function caseItem(n: number, now: number, changes: Partial<CaseItem['case']> = {}): CaseItem {
  const code = `C${String(n).padStart(3, '0')}-TEST`;
  const openedAt = now - 300 * minute;
  const dueAt = now + (n - 2) * 45 * minute;
  return {
    account: n % 3 === 0 ? 'telegram' : 'web',
    channel: n % 3 === 0 ? 'telegram' : 'webchat',
    conversation: `conversation-${n}`,
    handledBy: null,
    text: texts[n % texts.length] ?? '',
    revision: 3,
    changedAt: now - n * minute,
    case: caseStateOf(code, openedAt, {
      openedBy: 2,
      kind: kinds[n % kinds.length] ?? 'question',
      rule: 'incident-private',
      protocol: '3f2a',
      department: ['oiac', 'via-publica', 'hisenda'][n % 3] ?? 'oiac',
      surface: n % 7 === 0 ? 'public' : 'private',
      priority: n % 11 === 1 ? 'urgent' : n % 5 === 0 ? 'high' : 'normal',
      assignee: n % 4 === 0 ? 'anna' : n % 4 === 1 ? 'marc' : null,
      first: { id: 'chat', dueAt, metAt: null, breached: dueAt < now },
      resolution: { id: 'full-answer', dueAt: dueAt + 1000 * minute, metAt: null, breached: false },
      citizenAt: now - n * minute,
      ...changes,
    }),
  };
}

/** Closed cases that count in the figures alone: what citizens thought of them. */
export function ratedItems(now: number): readonly CaseItem[] {
  return [5, 5, 4, 1].map((rating, at) => caseItem(900 + at, now, { status: 'closed', rating }));
}

const nothing: CaseTurn['reasoning'] = { kind: null, protocol: null, ranked: [], answered: null };

/** What a colleague noted about the citizen of a case. */
export function contactNoteIn({ conversation, case: { openedAt } }: CaseItem): ContactNote {
  return { conversation, revision: 1, at: openedAt, by: 'marc', text: 'Hi sent poc: escriviu-li, no li truqueu.' };
}

/** Other cases of the citizen of one case, by each proof. */
export function relatedTo(code: string, items: ReadonlyMap<string, CaseItem>): readonly RelatedCase[] {
  const proofs: readonly [string, PersonProof][] = [
    ['C008-TEST', 'email'],
    ['C012-TEST', 'channel-transfer'],
    ['C016-TEST', 'conversation'],
  ];
  return proofs.flatMap(([other, proof]) => {
    const item = items.get(other);
    return code !== 'C004-TEST' || item === undefined ? [] : [{ ...item, proof }];
  });
}

/** What the citizen of a case told in a flow. */
export function collectedIn({ conversation, case: { openedAt } }: CaseItem): CollectedView {
  const value = { option: null, position: null, files: [] };
  return {
    title: { ca: "Avisar d'una avaria al carrer", es: 'Avisar de una avería en la calle', en: 'Report a problem' },
    conversation,
    revision: 2,
    at: openedAt,
    values: [
      {
        ...{ ...value, title: { ca: 'Què passa', es: 'Qué pasa', en: 'What is wrong' }, type: 'text' },
        text: 'El contenidor del carrer Major vessa des de divendres i fa molta pudor.',
      },
      {
        ...{ ...value, title: { ca: 'Lloc', es: 'Lugar', en: 'Place' }, type: 'place', text: 'Plaça de la Vila, 1' },
        position: { latitude: 41.32612, longitude: 2.09471 },
      },
      { ...value, title: { ca: 'Perill', es: 'Peligro', en: 'Danger' }, type: 'consent', text: 'no' },
      {
        ...{ ...value, title: { ca: 'Foto', es: 'Foto', en: 'Photo' }, type: 'photo', text: '1' },
        files: [{ id: 'f1', name: 'contenidor.png', type: 'image/png', size: 120_000 }],
      },
    ],
  };
}

/** A turn in which nothing happened. */
export function turnWith(item: CaseItem, revision: number, changes: Partial<CaseTurn>): CaseTurn {
  return {
    conversation: item.conversation,
    account: item.account,
    channel: item.channel,
    revision,
    at: item.case.openedAt + revision * minute,
    citizen: null,
    said: [],
    statement: null,
    command: null,
    erased: false,
    lost: false,
    reasoning: nothing,
    happened: [],
    ...changes,
  };
}

/** What was said before staff came: over another channel first, then here. */
export function turnsOf(item: CaseItem): readonly CaseTurn[] {
  const said = (text: string) => [{ text, by: 'bot', state: 'sent', files: [] }] as const;
  return [
    {
      ...turnWith(item, 1, {
        citizen: { text: 'Bon dia', files: [], notKept: [] },
        said: said("Sóc l'**assistent automàtic**. Com us puc ajudar?"),
      }),
      conversation: `earlier-${item.conversation}`,
      account: 'telegram',
      at: item.case.openedAt - 1500 * minute,
    },
    turnWith(item, 1, {
      citizen: { text: 'quan passa el camió de les escombraries?', files: [], notKept: [] },
      said: said(
        'Cada nit, de **22 a 6 h**.\n\n- Orgànica: cada dia\n- Vidre: dilluns\n\n[Calendari](https://www.elprat.example/neteja)',
      ),
      reasoning: {
        kind: { kind: 'question', confidence: 0.94, rule: null },
        protocol: { rule: 'question-private', actions: ['answer'], cites: ['G9 5.1'] },
        ranked: [
          { entry: 'neteja.horari', title: 'Horari de recollida', confidence: 0.88 },
          { entry: 'neteja.voluminosos', title: 'Mobles i trastos', confidence: 0.07 },
        ],
        answered: 'neteja.horari',
      },
    }),
    turnWith(item, 2, {
      citizen: {
        text: item.text,
        files: [
          { id: 'f1', name: 'contenidor.jpg', type: 'image/jpeg', size: 182_000 },
          { id: 'f2', name: 'carrer.jpg', type: 'image/jpeg', size: 96_000 },
          { id: 'voice', name: 'nota-de-veu.wav', type: 'audio/wav', size: 1_644 },
        ],
        notKept: [],
      },
      said: said(`Hem obert el cas **${item.case.code}**. Us respondrem abans de 2 hores laborables.`),
      reasoning: {
        kind: { kind: 'incident', confidence: 0.81, rule: null },
        protocol: {
          rule: 'incident-private',
          actions: ['acknowledge', 'forward'],
          cites: ['G9 5.2', 'Barcelona art. 93'],
        },
        ranked: [],
        answered: null,
      },
      happened: [
        {
          type: 'case.opened',
          case: item.case.code,
          by: null,
          kind: item.case.kind,
          rule: 'incident-private',
          protocol: '3f2a',
          department: item.case.department,
          firstDueAt: item.case.first?.dueAt ?? null,
          resolutionDueAt: null,
        },
      ],
    }),
    turnWith(item, 3, {
      command: {
        by: 'marc',
        command: { kind: 'note', text: 'He trucat a la brigada: hi passen demà. @Anna Puig', mentions: ['anna'] },
      },
      happened: [{ type: 'case.noted', case: item.case.code, by: 'marc' }],
    }),
  ];
}
