import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { ContentRecord, DocumentId } from '../../core/model/records.ts';
import { dayIn } from '../../core/util/dates.ts';
import { yearsWithoutLocalDays } from '../calendarYear.ts';
import { repeatFaults, unknownAccounts } from '../checks/announcements.ts';
import { mergeTexts } from '../documents/mergeTexts.ts';
import { entryOf, fileOf, isDocumentId } from '../documents/split.ts';
import type { Tree } from '../documents/tree.ts';
import { maxFileBytes } from '../load/readYaml.ts';
import { draftIn } from './decideContent.ts';
import type { DeskDeps } from './deps.ts';
import { editEntry } from './editEntry.ts';
import { editFields, hasFields, readFileFields } from './editFields.ts';
import { readFields } from './entryFields.ts';
import { createItems, documentTopic } from './items.ts';
import { newEntryDocument, newEntryId, newEntryText } from './newEntry.ts';
import { withPaths } from './problemPaths.ts';
import { checkEntry, placeProblems } from './problems.ts';
import { applyChanges, headOf, resolveChange } from './resolve.ts';
import type {
  DeskDocument,
  DeskList,
  DocumentProblem,
  DraftConflict,
  EntryFields,
  FileFields,
  Texts,
} from './views.ts';

/** What is saved: a text, or fields of an entry or a file. */
interface SaveRequest {
  readonly document: DocumentId;
  /** The version that was edited; null: there was none. */
  readonly base: string | null;
  /** The live version whose changes are in it by now, where a release came in between; null: none. */
  readonly onto: string | null;
  readonly change: { readonly text: string } | { readonly entry: EntryFields } | { readonly fields: FileFields };
  readonly by: AgentId;
}

type SaveOutcome =
  | { readonly kind: 'saved'; readonly document: DeskDocument }
  | { readonly kind: 'conflict'; readonly conflict: DraftConflict };

/** Reading and writing documents: what is saved is a draft, however incomplete. */
export interface Drafts {
  list(): Promise<DeskList>;
  /** @throws {CodedError} `content.unknown` */
  read(document: DocumentId): Promise<DeskDocument>;
  /** @throws {CodedError} `content.unknown`, `input.invalid`, `input.too-large` */
  save(request: SaveRequest): Promise<SaveOutcome>;
  /** Begins an entry whose id comes from its Catalan title. @throws {CodedError} `content.unknown` */
  create(topic: string, title: Texts, by: AgentId): Promise<DeskDocument>;
  /** Drafts that a document goes. @throws {CodedError} `content.unknown` */
  remove(document: DocumentId, by: AgentId): Promise<DeskDocument | null>;
  /** Drops the draft of a document. Null where nothing is left of it. @throws {CodedError} `content.unknown` */
  discard(document: DocumentId, by: AgentId): Promise<DeskDocument | null>;
}

/** How often work is repeated because others were faster. */
const maxAttempts = 20;

/** The record, with the tree that is live in it. */
interface Loaded {
  readonly state: ContentRecord;
  readonly live: Tree;
}

export function createDrafts(deps: DeskDeps): Drafts {
  const { log, trees, knowledge, clock } = deps;
  const items = createItems(trees, knowledge.content);

  async function load(): Promise<Loaded> {
    const state = await log.state();
    return { state, live: await trees.get(state.live.tree) };
  }

  const textOf = async (version: string | null) => (version === null ? null : trees.text(version));

  async function view(state: ContentRecord, live: Tree, document: DocumentId): Promise<DeskDocument> {
    const item = await items.one(state, live, document);
    const head = headOf(state, live, document);
    const own = draftIn(state, document);
    const text = await textOf(head.version);
    const liveText = await textOf(head.live);
    const fieldsOf = (each: string | null) => (item.kind === 'entry' && each !== null ? readFields(each) : null);
    return {
      ...item,
      base: head.version,
      text,
      entry: fieldsOf(text),
      fields: text !== null && hasFields(document) ? readFileFields(text) : null,
      live:
        head.live === null || liveText === null
          ? null
          : { version: head.live, text: liveText, entry: fieldsOf(liveText) },
      released: own === undefined ? null : await releasedSince(state, live, document),
      shipped: own?.shipped === undefined ? null : { version: own.shipped, text: await trees.text(own.shipped) },
      problems: await problemsOf(state, live, document, text),
    };
  }

  /** What was released after a draft was begun. */
  async function releasedSince(
    state: ContentRecord,
    live: Tree,
    document: DocumentId,
  ): Promise<DeskDocument['released']> {
    const own = draftIn(state, document);
    const { live: current } = headOf(state, live, document);
    const isProposed = state.proposals.some(({ changes }) => changes.some((change) => change.after === own?.before));
    if (own === undefined || own.before === current || own.after === current || isProposed) return null;
    const { change, isConflict } = await resolveChange(trees, own, current);
    return { text: await textOf(current), merged: isConflict ? null : await textOf(change.after) };
  }

  async function problemsOf(state: ContentRecord, live: Tree, document: DocumentId, text: string | null) {
    if (text === null || draftIn(state, document) === undefined) return [];
    if (entryOf(document) !== null) {
      const head = headOf(state, live, fileOf(document)).version;
      const departments = new Set(knowledge.content().departments.departments.map(({ id }) => id));
      return checkEntry(document, text, (await textOf(head)) ?? '', departments);
    }
    const draft = draftIn(state, document);
    const tree = applyChanges(live, draft === undefined ? [] : [draft]);
    const { problems } = await knowledge.check(await trees.source('a draft', tree));
    const isAnnouncement = document.startsWith('announcements/');
    const liveText = isAnnouncement ? await textOf(headOf(state, live, document).live) : null;
    const at = { now: clock(), timeZone: knowledge.content().calendar.timeZone };
    const more = [
      ...(isAnnouncement ? unknownAccounts(document, text, new Set(deps.accounts())) : []),
      ...(liveText === null ? [] : repeatFaults(document, liveText, text, at)),
    ];
    const placed: readonly DocumentProblem[] = await placeProblems(trees, tree, [...problems, ...more]);
    const own = placed.filter((problem) => problem.document === document);
    return hasFields(document) ? withPaths(text, own) : own;
  }

  function isKnown(state: ContentRecord, live: Tree, document: DocumentId): boolean {
    const { version, live: current, base } = headOf(state, live, document);
    return version !== null || current !== null || base !== null || draftIn(state, document) !== undefined;
  }

  function needKnown(state: ContentRecord, live: Tree, document: DocumentId): void {
    if (!isKnown(state, live, document)) throw unknownDocument(document);
  }

  /** Repeats work that others overtook: it then sees what they did. */
  async function again<T>(work: (now: Loaded) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(await load());
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'content.moved' || attempt >= maxAttempts) throw error;
      }
    }
  }

  /** What was sent as a text; fields are set in the version that was edited. */
  async function sentText({ document, base, change }: SaveRequest): Promise<string> {
    if ('text' in change) {
      const { text } = change;
      return bounded(text === '' || text.endsWith('\n') ? text : `${text}\n`);
    }
    if (base === null)
      throw new CodedError('input.invalid', 'A document that was removed has no fields: send its text.');
    const before = await trees.text(base);
    if ('entry' in change) return editEntry(before, change.entry);
    if (hasFields(document)) return bounded(editFields(before, change.fields));
    throw new CodedError('input.invalid', `${document} has no fields: send its text.`);
  }

  async function conflictOf(request: SaveRequest, yours: string, document: DeskDocument): Promise<DraftConflict> {
    // A version that nobody knows cannot be merged.
    const base = request.base === null ? null : await trees.text(request.base).catch(() => null);
    const merged = base === null || document.text === null ? null : mergeTexts(base, yours, document.text);
    const message = 'Somebody else saved this meanwhile: look at both texts and save again.';
    return {
      error: { code: 'content.moved', message },
      theirs: document,
      yours,
      merged: merged === null || merged.isConflict ? null : merged.text,
    };
  }

  return {
    async list() {
      const { state, live } = await load();
      const documents = await items.all(state, live);
      const topics = live.map(({ document }) => document).filter((each) => /^faq\/[^/]+\.yaml$/.test(each));
      const withoutLocalDays = yearsWithoutLocalDays(knowledge.content().calendar, clock());
      return { release: state.live.number, topics: topics.map(documentTopic), withoutLocalDays, documents };
    },

    async read(document) {
      const { state, live } = await load();
      needKnown(state, live, document);
      return view(state, live, document);
    },

    async save(request) {
      const { document, base, onto, by } = request;
      if (!isDocumentId(document)) throw unknownDocument(document);
      return again(async ({ state, live }) => {
        // A new entry is begun by `create`, where it gets its id; a new file is begun by saving it.
        if (entryOf(document) !== null) needKnown(state, live, document);
        const text = await sentText(request);
        const head = headOf(state, live, document);
        if (head.version !== base) {
          const theirs = await view(state, live, document);
          return { kind: 'conflict', conflict: await conflictOf(request, text, theirs) };
        }
        const version = await trees.putText(text);
        const from = onto !== null && onto === head.live ? onto : head.base;
        await log.take({ type: 'draft', document, onto: state.live.tree, seen: base, base: from, version, by });
        const now = await load();
        return { kind: 'saved', document: await view(now.state, now.live, document) };
      });
    },

    async create(topic, title, by) {
      const file = `faq/${topic}.yaml`;
      return again(async ({ state, live }) => {
        if (headOf(state, live, file).version === null) {
          throw new CodedError('content.unknown', `There is no topic ${topic}: choose one of the list.`);
        }
        const id = newEntryId(topic, title.ca ?? title.es ?? title.en ?? '', (entry) => {
          return isKnown(state, live, newEntryDocument(topic, entry));
        });
        const document = newEntryDocument(topic, id);
        const today = dayIn(knowledge.content().calendar.timeZone, clock());
        const version = await trees.putText(newEntryText(id, title, usualDepartment(file), today));
        await log.take({ type: 'draft', document, onto: state.live.tree, seen: null, base: null, version, by });
        const now = await load();
        return view(now.state, now.live, document);
      });
    },

    async remove(document, by) {
      return again(async ({ state, live }) => {
        needKnown(state, live, document);
        const { version, base } = headOf(state, live, document);
        const own = draftIn(state, document);
        if (own !== undefined && own.before === null) await log.take({ type: 'discard', document, by });
        else {
          const step = {
            type: 'draft',
            document,
            onto: state.live.tree,
            seen: version,
            base,
            version: null,
            by,
          } as const;
          await log.take(step);
        }
        return viewNow(document);
      });
    },

    async discard(document, by) {
      await log.take({ type: 'discard', document, by });
      return viewNow(document);
    },
  };

  async function viewNow(document: DocumentId): Promise<DeskDocument | null> {
    const { state, live } = await load();
    const { version, live: current } = headOf(state, live, document);
    return version === null && current === null ? null : view(state, live, document);
  }

  /** The department that answers for most entries of a topic. */
  function usualDepartment(file: string): string | null {
    const counts = new Map<string, number>();
    for (const { department } of knowledge.content().faq[file]?.entries ?? []) {
      counts.set(department, (counts.get(department) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
  }
}

function bounded(text: string): string {
  if (Buffer.byteLength(text) <= maxFileBytes) return text;
  throw new CodedError('input.too-large', 'A document holds at most 2 MB: split it.');
}

function unknownDocument(document: DocumentId): CodedError {
  return new CodedError('content.unknown', `There is no document ${document.slice(0, 100)}: load the list again.`);
}
