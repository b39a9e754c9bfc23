import type { Entry } from '../../../src/core/ports/knowledge.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { entryWith, town } from '../../support/town.ts';

const longText = [
  'Per fer-ho heu de seguir **aquests passos**:',
  Array.from(
    { length: 12 },
    (_, index) => `- Pas ${index + 1}: porteu el document número ${index + 1} a l'oficina.`,
  ).join('\n'),
  'Més informació a la [seu electrònica](https://seu.example/tramit), a [bústia](mailto:oiac@elprat.example) o al [telèfon](tel:+34930000000).',
  '<img src="x" onerror="document.title=\'broken in\'"> <script>document.title="broken in"</script>',
].join('\n\n');

const danger = '**Truqueu ara al [112](tel:112).**\n\nPer parlar-ne: [016](tel:016) o [900 900 120](tel:900900120).';

const ofTests: readonly Entry[] = [
  entryWith({ id: 'test.llarg', answer: { ca: longText, es: longText, en: longText } }),
  entryWith({ id: 'test.perill', answer: { ca: danger, es: danger, en: danger }, quickExit: true }),
];

/** All that the town can say. */
export const webEntries: readonly Entry[] = [...town.entries, ...ofTests];

/** The town of all tests, and a few answers that only a page can get wrong. */
export const webTown = createKnowledge({
  ...town,
  entries: webEntries,
  questions: {
    ...town.questions,
    'explica-m’ho tot': ['test.llarg'],
    'resposta llarga': ['test.llarg'],
    'em pega': ['test.perill'],
  },
});
