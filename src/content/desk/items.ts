import { locales } from '../../core/model/locale.ts';
import type { ContentRecord, ContentVersion, DocumentId } from '../../core/model/records.ts';
import type { Content } from '../content.ts';
import { entryOf, fileOf } from '../documents/split.ts';
import type { Tree } from '../documents/tree.ts';
import { expiriesOf } from '../expiry.ts';
import { draftIn } from './decideContent.ts';
import { readFileFields } from './editFields.ts';
import { completeLanguages, readFields, stringIn, textsIn } from './entryFields.ts';
import { headOf } from './resolve.ts';
import type { Trees } from './trees.ts';
import type { DeskItem, EntryFields, Texts } from './views.ts';

/** The documents of the desk, as lists show them. */
export interface Items {
  all(state: ContentRecord, live: Tree): Promise<readonly DeskItem[]>;
  one(state: ContentRecord, live: Tree, document: DocumentId): Promise<DeskItem>;
  /** The title of an entry in a version; null where it has none. */
  titleOf(document: DocumentId, version: ContentVersion | null): Promise<Texts | null>;
}

/** Whether a version is the live one, which is in memory, or must be read. */
type Source = 'live' | 'stored';

export function createItems(trees: Trees, content: () => Content): Items {
  /** Fields of an entry: those of the live content are at hand, others are read. */
  async function fieldsOf(document: DocumentId, version: ContentVersion | null, from: Source) {
    const id = entryOf(document);
    if (id === null || version === null) return null;
    const known =
      from === 'live' ? content().faq[fileOf(document)]?.entries.find((entry) => entry.id === id) : undefined;
    return (known as EntryFields | undefined) ?? readFields(await trees.text(version));
  }

  async function one(state: ContentRecord, live: Tree, document: DocumentId): Promise<DeskItem> {
    const { version, live: current } = headOf(state, live, document);
    const shown = version ?? current;
    const from = shown === current ? 'live' : 'stored';
    const fields = await fieldsOf(document, shown, from);
    const isEntry = entryOf(document) !== null;
    const own = draftIn(state, document);
    const proposal = state.proposals.find(({ changes }) => changes.some((change) => change.document === document));
    const valid: unknown = fields?.valid;
    return {
      id: document,
      kind: isEntry ? 'entry' : 'file',
      file: fileOf(document),
      topic: isEntry ? documentTopic(document) : null,
      title: textsIn(isEntry ? fields?.title : await fileTitle(document, shown, from)),
      state: version === current ? 'live' : version === null ? 'removed' : current === null ? 'new' : 'changed',
      department: stringIn(fields?.department),
      languages: isEntry ? completeLanguages(fields ?? {}) : locales,
      verified: stringIn(fields?.verified),
      validUntil: stringIn((valid as { readonly until?: unknown } | null | undefined)?.until),
      expires: (fields === null ? undefined : expiriesOf(fields)[0]?.day) ?? null,
      draft: own === undefined ? null : { by: own.by, at: own.at },
      proposal: proposal?.id ?? null,
    };
  }

  /** What a flow or an announcement is called; undefined where the document is neither. */
  async function fileTitle(document: DocumentId, version: ContentVersion | null, from: Source): Promise<unknown> {
    if (!/^(?:flows|announcements)\//.test(document) || version === null) return undefined;
    const { flows, announcements } = content();
    const known = from === 'live' ? (flows?.[document] ?? announcements?.[document])?.title : undefined;
    return known ?? readFileFields(await trees.text(version))?.title;
  }

  return {
    one,
    async all(state, live) {
      const documents = new Set([
        ...live.map(({ document }) => document),
        ...state.proposals.flatMap(({ changes }) => changes.map(({ document }) => document)),
        ...state.drafts.map(({ document }) => document),
      ]);
      return Promise.all([...documents].map((document) => one(state, live, document)));
    },
    async titleOf(document, version) {
      const fields = await fieldsOf(document, version, 'stored');
      return textsIn(fields === null ? await fileTitle(document, version, 'stored') : fields.title);
    },
  };
}

export function documentTopic(document: DocumentId): string {
  return fileOf(document).slice('faq/'.length, -'.yaml'.length);
}
