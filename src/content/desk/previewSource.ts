import type { z } from 'zod';
import type { ContentRecord } from '../../core/model/records.ts';
import type { Flows } from '../../core/ports/knowledge.ts';
import type { Translate } from '../../core/ports/translate.ts';
import { rulesOnlyKnowledge } from '../buildKnowledge.ts';
import type { Content } from '../content.ts';
import { entryOf } from '../documents/split.ts';
import { definitionOf } from '../flows/flowsOf.ts';
import { readYaml } from '../load/readYaml.ts';
import { flowFile } from '../schema/flows.ts';
import { councilFile, phrasesFile } from '../schema/talk.ts';
import type { DeskDeps } from './deps.ts';
import type { Drafts } from './drafts.ts';
import type { PreviewRequest, PreviewSource } from './preview.ts';
import { entryOfFields } from './previewEntry.ts';

/**
 * Creates what previews are made from: what is live, with the drafts of the service, of what it offers, and of the
 * phrases. Nothing else is read or checked again, for it is asked for after every save.
 */
export function createPreviewSource(
  deps: Pick<DeskDeps, 'log' | 'trees' | 'knowledge' | 'clock'>,
  desk: Pick<Drafts, 'read'>,
) {
  const { log, trees, knowledge, clock } = deps;
  let last: { readonly content: Content; readonly known: ReturnType<typeof rulesOnlyKnowledge> } | null = null;

  function liveKnowledge() {
    const content = knowledge.content();
    if (last?.content !== content) last = { content, known: rulesOnlyKnowledge(content, 'preview') };
    return last.known;
  }

  let said: { readonly content: Content; readonly key: string; readonly translate: Translate } | null = null;

  /** Says what is live, with the drafts of the phrases and of their values; where one cannot be read, without it. */
  async function translator(drafts: ContentRecord['drafts']): Promise<Translate> {
    const live = knowledge.content();
    const versionOf = (document: string) => drafts.find((each) => each.document === document)?.after ?? null;
    const [phrasesVersion, councilVersion] = [versionOf('phrases.yaml'), versionOf('council.yaml')];
    const key = `${phrasesVersion} ${councilVersion}`;
    if (said?.content === live && said.key === key) return said.translate;
    const read = async <T>(document: string, version: string | null, schema: z.ZodType<T>): Promise<T | undefined> =>
      version === null ? undefined : readYaml(document, await trees.text(version), schema).result?.value;
    const phrases = (await read('phrases.yaml', phrasesVersion, phrasesFile)) ?? live.phrases;
    const council = (await read('council.yaml', councilVersion, councilFile)) ?? live.council;
    const translate = knowledge.translatorOf({ ...live, phrases, council });
    said = { content: live, key, translate };
    return translate;
  }

  /** The flows, with the draft of the one that an entry offers to begin; where it cannot be read, as it is live. */
  async function flowsWith(drafts: ContentRecord['drafts'], flow: string, live: Flows): Promise<Flows> {
    const document = `flows/${flow}.yaml`;
    const draft = drafts.find((each) => each.document === document);
    if (draft === undefined) return live;
    const others = live.all.filter(({ id }) => id !== flow);
    if (draft.after === null) return { ...live, all: others };
    const file = readYaml(document, await trees.text(draft.after), flowFile).result?.value;
    if (file === undefined) return live;
    return {
      ...live,
      all: [...others, definitionOf(file, Object.values(knowledge.content().flows ?? {}), knowledge.content())],
    };
  }

  return async (request: PreviewRequest): Promise<PreviewSource> => {
    const { drafts } = await log.state();
    const known = liveKnowledge();
    const translate = await translator(drafts);
    const draftOf = async (document: string) => {
      const { entry } = await desk.read(document);
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
    const flows = entry?.flow == null ? known.flows : await flowsWith(drafts, entry.flow, known.flows);
    return {
      knowledge: { ...known, flows, entry: (id) => drafted.get(id) ?? known.entry(id) },
      translate,
      entry,
      clock,
    };
  };
}
