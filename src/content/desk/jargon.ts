import { readYaml } from '../load/readYaml.ts';
import type { Jargon } from '../readability/views.ts';
import { jargonFile } from '../schema/jargon.ts';
import type { DeskDeps } from './deps.ts';
import { headOf } from './resolve.ts';

const jargonDocument = 'jargon.yaml';
const none: Jargon = { ca: [], es: [], en: [] };

/** Reads the words of officialese, as drafts and what is live have them; none where the list cannot be read. */
export function createJargon({ log, trees }: Pick<DeskDeps, 'log' | 'trees'>): () => Promise<Jargon> {
  return async () => {
    const state = await log.state();
    const { version } = headOf(state, await trees.get(state.live.tree), jargonDocument);
    if (version === null) return none;
    const words = readYaml(jargonDocument, await trees.text(version), jargonFile).result?.value.words;
    if (words === undefined) return none;
    const plain = (all: typeof words.ca) => all.map(({ say, rather }) => ({ say, rather }));
    return { ca: plain(words.ca), es: plain(words.es), en: plain(words.en) };
  };
}
