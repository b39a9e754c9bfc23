import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { ContentRecord, DocumentId } from '../../core/model/records.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { entryOf } from '../documents/split.ts';
import type { Tree } from '../documents/tree.ts';
import { clashName } from '../gate/clashName.ts';
import type { ClashAction, SettledClash } from '../gate/views.ts';
import { draftIn, type TogetherStep } from './decideContent.ts';
import type { DeskDeps } from './deps.ts';
import { draftTogether } from './draftTogether.ts';
import { editEntry } from './editEntry.ts';
import { readFields } from './entryFields.ts';
import { headOf } from './resolve.ts';
import type { BulkChange, BulkOutcome, EntryFields } from './views.ts';

/** What an editor does with a question that comes close to another service. */
export type SettleClash = (clash: SettledClash, action: ClashAction, by: AgentId) => Promise<BulkOutcome>;

/**
 * Drafts that the question goes to the other service (`move`) or away (`remove`); `keep` notes that it is not to be said
 * again, and `forget` that it is. @throws {CodedError} `content.unknown` where the question does not stand there any more
 */
export function createSettleClash(deps: Pick<DeskDeps, 'log' | 'trees'>): SettleClash {
  const { log, trees } = deps;

  async function textOf(state: ContentRecord, live: Tree, document: DocumentId): Promise<string> {
    const { version } = headOf(state, live, document);
    if (version === null) throw unknownQuestion();
    return trees.text(version);
  }

  return async (clash, action, by) => {
    if (action === 'keep' || action === 'forget') {
      await log.take({ type: 'clash', clash: clashName(clash), kept: action === 'keep', by });
      return { changed: [], skipped: [] };
    }
    const { wording, other } = clash;
    return draftTogether(deps, by, async (state, live) => {
      const steps: TogetherStep[] = [];
      const changed: BulkChange[] = [];
      const draft = async (document: DocumentId, edit: (text: string) => string) => {
        const before = await textOf(state, live, document);
        const edited = edit(before);
        if (edited === before) return;
        const { version: seen, base } = headOf(state, live, document);
        const version = await trees.putText(edited);
        steps.push({ type: 'draft', document, onto: state.live.tree, seen, base, version, by });
        changed.push({ document, before: seen, hadDraft: draftIn(state, document) !== undefined, version });
      };
      await draft(documentOf(state, live, wording.entry), (text) =>
        withoutQuestion(text, wording.locale, wording.text),
      );
      if (action === 'move')
        await draft(documentOf(state, live, other), (text) => withQuestion(text, wording.locale, wording.text));
      return { steps, outcome: { changed, skipped: [] } };
    });
  };
}

/** The document of a service by its id. @throws {CodedError} `content.unknown` where it is none, as of a flow */
function documentOf({ drafts }: ContentRecord, live: Tree, entry: string): DocumentId {
  const found = [...live, ...drafts].find(({ document }) => entryOf(document) === entry);
  if (found === undefined) throw unknownQuestion();
  return found.document;
}

type Questions = NonNullable<EntryFields['questions']>;

/** The same without a question, wherever it stands in the entry. */
function withoutQuestion(text: string, locale: Locale, question: string): string {
  const fields = readFields(text);
  const words = plainWords(question);
  let isFound = false;
  const without = (questions: Questions | null | undefined): Questions | null | undefined => {
    const own = questions?.[locale];
    if (own === undefined || !Array.isArray(own)) return questions;
    const left = own.filter((each) => typeof each !== 'string' || plainWords(each) !== words);
    if (left.length === own.length) return questions;
    isFound = true;
    return { ...questions, [locale]: left };
  };
  const questions = without(fields?.questions);
  const exceptions = fields?.exceptions?.map((each) => ({ ...each, questions: without(each.questions) ?? undefined }));
  if (fields === null || !isFound) throw unknownQuestion();
  return editEntry(text, { questions, exceptions });
}

/** The same with a question at the end, where it has none that says the same. */
function withQuestion(text: string, locale: Locale, question: string): string {
  const fields = readFields(text);
  if (fields === null) throw unknownQuestion();
  const own = fields.questions?.[locale] ?? [];
  if (own.some((each) => plainWords(each) === plainWords(question))) return text;
  return editEntry(text, { questions: { ...fields.questions, [locale]: [...own, question] } });
}

function unknownQuestion(): CodedError {
  return new CodedError('content.unknown', 'The question is no longer there: check the drafts again.');
}
