import { rulesOnlyKnowledge } from '../buildKnowledge.ts';
import type { Content } from '../content.ts';
import { entryOf } from '../documents/split.ts';
import type { LoadedContent } from '../load/loadContent.ts';
import type { DeskDeps } from './deps.ts';
import type { Drafts } from './drafts.ts';
import type { PreviewRequest, PreviewSource } from './preview.ts';
import { entryOfFields } from './previewEntry.ts';

/** Documents whose drafts change what is said around an answer. */
const spoken = ['phrases.yaml', 'council.yaml'];

export interface PreviewSources {
  readonly drafts: Pick<Drafts, 'read'>;
  readonly draftContent: () => Promise<LoadedContent>;
}

/**
 * Creates what previews are made from: what is live, with the drafts of the service, of those that it offers, and of the
 * phrases. Nothing else is read or checked again, for it is asked for after every save.
 */
export function createPreviewSource(deps: Pick<DeskDeps, 'log' | 'knowledge' | 'clock'>, from: PreviewSources) {
  const { log, knowledge, clock } = deps;
  let last: { readonly content: Content; readonly known: ReturnType<typeof rulesOnlyKnowledge> } | null = null;

  function liveKnowledge() {
    const content = knowledge.content();
    if (last?.content !== content) last = { content, known: rulesOnlyKnowledge(content, 'preview') };
    return last.known;
  }

  return async (request: PreviewRequest): Promise<PreviewSource> => {
    const { drafts } = await log.state();
    const known = liveKnowledge();
    const isSpoken = drafts.some(({ document }) => spoken.includes(document));
    const translate = isSpoken
      ? knowledge.translatorOf((await from.draftContent()).content)
      : knowledge.translatorOf(knowledge.content());
    const draftOf = async (document: string) => {
      const { entry } = await from.drafts.read(document);
      return entry === null ? null : entryOfFields(entryOf(document) ?? '', entry);
    };
    const entry = 'part' in request ? await draftOf(request.document) : null;
    const offered = new Set(entry?.followUps ?? []);
    const others = await Promise.all(
      drafts
        .filter(({ document, after }) => after !== null && offered.has(entryOf(document) ?? ''))
        .map(({ document }) => draftOf(document)),
    );
    const drafted = new Map(others.flatMap((each) => (each === null ? [] : [[each.id, each] as const])));
    return { knowledge: { ...known, entry: (id) => drafted.get(id) ?? known.entry(id) }, translate, entry, clock };
  };
}
