import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { RecordLog } from '../../core/journal/recordLog.ts';
import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import { type Locale, locales } from '../../core/model/locale.ts';
import { maskPersonalData } from '../../core/model/maskPersonalData.ts';
import type { ContentVersion, DocumentId, QuestionRecord } from '../../core/model/records.ts';
import type { PubSub } from '../../core/ports/pubsub.ts';
import type { ContentDesk } from '../desk/desk.ts';
import type { DeskDocument, EntryFields, Texts } from '../desk/views.ts';
import { shownText } from '../gate/gateQuestion.ts';
import type { ClusterId, KnownDecision, QuestionMark } from './askedQuestion.ts';
import type { FoundCluster } from './clusterFacts.ts';
import { questionsTopic } from './followQuestions.ts';
import type { ClusterLists } from './listClusters.ts';
import type { QuestionTexts } from './questionTexts.ts';
import type { QuestionCluster, WordingRequest } from './views.ts';

/** The account of these records: no real account can have this id. */
const questionsAccount = '(questions)';
/** Questions of a cluster that a decision names, so that it is found again. */
const namedQuestions = 20;
/** How often a draft is saved again because others saved meanwhile. */
const maxAttempts = 5;

/** What a person lets be used of a question: its words, as they saw them or have shortened them. */
interface ReleasedWording extends WordingRequest {
  readonly by: AgentId;
}

interface BeginEntryRequest extends ReleasedWording {
  readonly topic: string;
  readonly title: Texts;
  /** Whether the answer begins with what staff replied. */
  readonly withReply: boolean;
}

/** What editors do with clusters of unanswered questions. Each step is recorded with its author. */
export interface QuestionDecisions {
  /**
   * Adds a wording to an entry's draft.
   * @throws {CodedError} `content.unknown`, `content.conflict`, `content.moved`, `input.invalid`
   */
  addWording(wording: ReleasedWording, document: DocumentId): Promise<QuestionCluster | null>;
  /** Begins an entry with a wording. Throws as `addWording`. */
  beginEntry(request: BeginEntryRequest): Promise<{ readonly document: DocumentId }>;
  /** Puts a cluster aside. @throws {CodedError} `content.unknown` */
  putAside(cluster: ClusterId, use: 'not-ours' | 'ignored', by: AgentId): Promise<QuestionCluster | null>;
  /** Takes a decision back, and out of the drafts what it added. @throws {CodedError} `content.unknown` */
  undo(cluster: ClusterId, by: AgentId): Promise<QuestionCluster | null>;
}

interface QuestionDecisionsDeps {
  readonly tenant: string;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly desk: Pick<ContentDesk, 'read' | 'save' | 'create' | 'discard'>;
  readonly lists: ClusterLists;
  readonly texts: QuestionTexts;
  /** Takes what was decided, until the index has it. */
  readonly decided: Map<ClusterId, KnownDecision>;
  readonly pubsub: Pick<PubSub, 'publish'>;
  readonly clock: () => number;
}

type Added = Pick<QuestionRecord, 'use' | 'document' | 'begun'> & {
  readonly question: QuestionMark | null;
  readonly wording: { readonly locale: Locale; readonly hash: string } | null;
};

export function createQuestionDecisions(deps: QuestionDecisionsDeps): QuestionDecisions {
  const { tenant, records, desk, lists, texts, decided, pubsub, clock } = deps;
  const streamOf = (cluster: ClusterId) => ({ tenant, account: questionsAccount, name: `question ${cluster}` });

  async function needCluster(id: ClusterId): Promise<FoundCluster> {
    const found = await lists.find(id);
    if (found !== null) return found;
    throw new CodedError('content.unknown', 'These questions are gone: load the list again.');
  }

  async function record({ id, questions }: FoundCluster, by: AgentId, step: Added): Promise<void> {
    const { use, document, question, wording, begun } = step;
    const at = clock();
    const recorded = await records.append<QuestionRecord>(streamOf(id), '', (before) => {
      const kept = before?.document === document && document !== null ? before : null;
      return {
        events: [
          {
            type: 'question.decided',
            by,
            cluster: id,
            use,
            document,
            question,
            questions: questions.slice(0, namedQuestions).map(({ mark }) => mark),
          },
        ],
        state: {
          record: 'question',
          shape: 1,
          cluster: id,
          use,
          document,
          by,
          at,
          wordings: [...(kept?.wordings ?? []), ...(wording === null ? [] : [wording])],
          begun: begun ?? kept?.begun ?? null,
        },
      };
    });
    const newest = recorded?.revision ?? 0;
    decided.set(id, { cluster: id, use, document, by, at, step: newest, release: null });
    pubsub.publish(questionsTopic);
  }

  /** Saves an entry's draft with other wordings of one language; null where they are as they should be. */
  async function saveWordings(
    document: DocumentId,
    change: (own: Readonly<Record<Locale, readonly string[]>>) => Readonly<Record<Locale, readonly string[]>> | null,
    more: EntryFields,
    by: AgentId,
  ): Promise<DeskDocument> {
    for (let attempt = 1; ; attempt += 1) {
      const now = await desk.read(document);
      if (now.text === null || now.entry === null)
        throw new CodedError('content.conflict', 'This entry is being removed, or cannot be read: choose another one.');
      const wanted = change(wordingsOf(now.entry));
      if (wanted === null) return now;
      const questions = Object.fromEntries(Object.entries(wanted).filter(([, own]) => own.length > 0));
      const saved = await desk.save({
        document,
        base: now.base,
        onto: null,
        change: { entry: { ...more, questions } },
        by,
      });
      if (saved.kind === 'saved') return saved.document;
      if (attempt >= maxAttempts) throw new CodedError('content.moved', saved.conflict.error.message);
    }
  }

  const adding = (locale: Locale, text: string) => (own: Readonly<Record<Locale, readonly string[]>>) =>
    own[locale].includes(text) ? null : { ...own, [locale]: [...own[locale], text] };

  return {
    async addWording({ cluster, question, locale, text, by }, document) {
      const found = await needCluster(cluster);
      needQuestion(found, question);
      const wording = checkedWording(text);
      await saveWordings(document, adding(locale, wording), {}, by);
      const step = { use: 'entry', document, question, begun: null } as const;
      await record(found, by, { ...step, wording: { locale, hash: hashOf(wording) } });
      return lists.one(cluster);
    },

    async beginEntry({ cluster, question, locale, text, by, topic, title, withReply }) {
      const found = await needCluster(cluster);
      needQuestion(found, question);
      const wording = checkedWording(text);
      const replied = withReply ? found.questions.findLast(({ reply }) => reply !== null) : undefined;
      const reply = replied === undefined ? null : await texts.reply(replied);
      const { id: document } = await desk.create(topic, title, by);
      const answer = reply === null ? {} : { answer: { [reply.locale]: reply.text } };
      const saved = await saveWordings(document, adding(locale, wording), answer, by);
      const step = { use: 'new-entry', document, question, begun: saved.base as ContentVersion | null } as const;
      await record(found, by, { ...step, wording: { locale, hash: hashOf(wording) } });
      return { document };
    },

    async putAside(cluster, use, by) {
      const found = await needCluster(cluster);
      await record(found, by, { use, document: null, question: null, wording: null, begun: null });
      return lists.one(cluster);
    },

    async undo(cluster, by) {
      const found = await needCluster(cluster);
      const before = (await records.newest<QuestionRecord>(streamOf(cluster)))?.state ?? null;
      if (before !== null && before.document !== null && found.decision?.release == null) await takeOut(before, by);
      await record(found, by, { use: 'open', document: null, question: null, wording: null, begun: null });
      return lists.one(cluster);
    },
  };

  /** Takes wordings out of a draft; a new entry goes as a whole, unless somebody has written on in it. */
  async function takeOut({ document, wordings, begun }: QuestionRecord, by: AgentId): Promise<void> {
    if (document === null) return;
    const now = await desk.read(document).catch(() => null);
    if (now === null || now.draft === null) return;
    if (now.state === 'new' && now.base === begun) return void (await desk.discard(document, by));
    const isAdded = (locale: Locale, text: string) =>
      wordings.some((each) => each.locale === locale && each.hash === hashOf(text));
    const live = now.live?.entry == null ? null : wordingsOf(now.live.entry);
    const saved = await saveWordings(
      document,
      (own) => {
        const left = mapLocales((locale) =>
          own[locale].filter((text) => !isAdded(locale, text) || live?.[locale].includes(text) === true),
        );
        return locales.every((locale) => left[locale].length === own[locale].length) ? null : left;
      },
      {},
      by,
    );
    // Nothing is left to publish but the way in which it is written.
    if (saved.draft !== null && saved.live !== null && isDeepStrictEqual(saved.entry, saved.live.entry))
      await desk.discard(document, by);
  }
}

function needQuestion({ questions }: FoundCluster, mark: QuestionMark): void {
  if (questions.some((each) => each.mark === mark)) return;
  throw new CodedError('content.unknown', 'This question is gone: load the list again.');
}

/** The words that somebody releases. @throws {CodedError} `input.invalid` where they still name a person's data */
function checkedWording(text: string): string {
  const wording = text.trim().replace(/\s+/g, ' ');
  const { kinds } = maskPersonalData(wording, (kind) => `[${kind}]`);
  if (kinds.length > 0 || /\[(?:dni|iban|card|phone|email)\]/.test(wording) || wording !== shownText(wording))
    throw new CodedError('input.invalid', 'This wording holds an identifier of a person: write it without.');
  return wording;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

function mapLocales<T>(make: (locale: Locale) => T): Record<Locale, T> {
  return Object.fromEntries(locales.map((locale) => [locale, make(locale)])) as Record<Locale, T>;
}

/** The wordings of an entry in every language, as far as they can be read. */
function wordingsOf({ questions }: EntryFields): Record<Locale, readonly string[]> {
  return mapLocales((locale) => {
    const own = questions?.[locale];
    return Array.isArray(own) ? own.filter((each) => typeof each === 'string') : [];
  });
}
