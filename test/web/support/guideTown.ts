import type { GuideRelease } from '../../../src/content/desk/guideReleases.ts';
import type { Entry, Knowledge } from '../../../src/core/ports/knowledge.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { entryWith, town } from '../../support/town.ts';
import type { SiteOptions } from './siteOptions.ts';

const source = { name: 'Seu', url: 'https://seu.example/tramit' };
const said = (text: string) => ({ ca: `${text} ca`, es: `${text} es`, en: `${text} en` });
const part = (text: string) => ({ answer: said(text), source, verified: '2026-11-24' });

/** Services as editors write them: with sides, special cases and a source. */
const services: readonly Entry[] = [
  entryWith({
    id: 'padro.alta',
    title: said('Registering <b>&</b> more'),
    plain: said('In short'),
    aspects: { documents: part('Bring **papers**'), cost: { ...part('Free'), verified: '2026-10-01' } },
    exceptions: [{ id: 'no-contract', title: said('Without a contract'), ...part('Come anyway') }],
    followUps: ['padro.certificat', 'festes.programa', 'gone.away'],
    source,
  }),
  entryWith({ id: 'padro.certificat', source: { name: 'Mal', url: 'https://seu.example/</script>' } }),
  entryWith({ id: 'festes.programa', valid: { from: '2025-09-01', until: '2025-09-30' } }),
  entryWith({ id: 'violencia.ajuda', department: null, quickExit: true, sensitive: true }),
];

const entries = [...town.entries.filter(({ kind }) => kind !== 'faq'), ...services];

const knowledge: Knowledge = {
  ...createKnowledge({
    ...town,
    entries,
    questions: { ...town.questions, 'un dubte': ['violencia.ajuda', 'padro.alta'] },
  }),
  aspectTitle: (aspect) => said(`The ${aspect}`),
};

const releases: readonly GuideRelease[] = [
  {
    ...{ number: 2, at: Date.UTC(2026, 10, 25, 9), note: 'Canvia <el> preu', reverts: null, others: 3 },
    services: [
      { id: 'padro.alta', title: said('Registering'), kind: 'changed' },
      { id: 'padro.vell', title: null, kind: 'removed' },
    ],
  },
  { number: 1, at: Date.UTC(2026, 10, 24, 9), note: '', reverts: null, services: [], others: 0 },
];

/** A site with a guide. */
export const guideSite: SiteOptions & { readonly knowledge: Knowledge } = { knowledge, entries, releases };
