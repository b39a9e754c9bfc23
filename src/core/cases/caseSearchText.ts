import type { CaseCode } from '../model/case.ts';
import type { Commit, SealedContent } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Kind } from '../model/kind.ts';
import { textOf } from '../model/message.ts';
import { internalNoteOf } from '../model/staffCommand.ts';
import type { CaseRow } from '../ports/caseIndex.ts';
import type { Journal } from '../ports/journal.ts';
import type { Sealer } from '../ports/sealer.ts';
import { plainWords } from '../util/plainWords.ts';
import { hideKeys } from './caseLinks.ts';
import { casesOfTurns, runUpTurns } from './caseTurns.ts';

/** Maximum number of tokens kept for a case; the newest are kept. */
const maxTokens = 1_000;
/** Maximum length of the text that says what a case is about. */
const snippetLength = 200;
/** Fewest words of a text that tells something: of one that opened a case, and of any other. */
const openingLength = 2;
const laterLength = 4;
/** Number of newest commits read of a long conversation, and the page size. */
const maxCommits = 500;
const page = 100;

/** The searchable text of a case, for its row in the index of cases. */
export type Gathered = Pick<CaseRow, 'text' | 'isDescribed' | 'tokens' | 'keyId'>;

/** A case whose search text is gathered. */
interface Gathering {
  readonly code: CaseCode;
  /** Revision of the commit that opened it. */
  readonly openedBy: number;
  readonly kind: Kind;
  /** The case's newest row: earlier commits need not be read again, unless some were erased. Null: there is no row. */
  readonly known: CaseRow | null;
  /** Commits up to this revision are in `known`, even if they did not change it; 0: unknown. */
  readonly holds: number;
}

/**
 * Gathers the searchable text of some cases of a conversation, up to a commit. Each case gets only its own text,
 * because somebody who may see one case may not see another.
 */
export async function gatherTokens(
  { journal, sealer }: { journal: Pick<Journal, 'read'>; sealer: Pick<Sealer, 'open' | 'fate'> },
  conversation: ConversationId,
  until: number,
  cases: readonly Gathering[],
): Promise<ReadonlyMap<CaseCode, Gathered>> {
  const readable = new Map<string, Promise<boolean>>();
  // Erased text is not indexed even for a moment: the process might end before it is removed again.
  const isReadable = (keyId: string) => {
    const asked = readable.get(keyId) ?? sealer.fate(keyId).then((fate) => fate === 'alive');
    readable.set(keyId, asked);
    return asked;
  };
  const gathers = new Map<CaseCode, Gather>();
  for (const { code, openedBy, kind, known, holds } of cases) {
    const goesOn = known !== null && (known.keyId === null ? holds > 0 : await isReadable(known.keyId));
    const start = goesOn ? Math.max(known.revision, holds) : openedBy - 1 - runUpTurns;
    const from = Math.max(start, until - maxCommits, 0);
    const of = { code, openedBy, kind, from };
    const { text, isDescribed, tokens, keyId } = goesOn ? known : nothing;
    gathers.set(code, { ...of, text, isDescribed: isDescribed === true, tokens: new Set(tokens), keyId });
  }
  const commits = await readFrom(
    journal,
    conversation,
    Math.min(...[...gathers.values()].map(({ from }) => from)),
    until,
  );
  const belonging = casesOfTurns(commits);
  for (const [at, commit] of commits.entries()) {
    const to = (belonging[at] ?? []).flatMap((code) => gathers.get(code) ?? []);
    const open = to.filter(({ from }) => from < commit.revision);
    const content = open.length === 0 ? null : await sealer.open(commit);
    if (content !== null) for (const gather of open) add(gather, commit, content);
  }
  return new Map([...gathers].map(([code, gather]) => [code, finish(gather)]));
}

/** The text gathered for one case. */
interface Gather extends Pick<Gathering, 'code' | 'openedBy' | 'kind'> {
  /** Revision after which commits are still to be added. */
  readonly from: number;
  text: string;
  isDescribed: boolean;
  readonly tokens: Set<string>;
  keyId: string | null;
}

const nothing: Gathered = { text: '', tokens: [], keyId: null };

function add(gather: Gather, { keyId, revision }: Commit, content: SealedContent): void {
  gather.keyId ??= keyId;
  const subject = subjectIn(content, gather, revision);
  if (subject !== null) {
    gather.text = subject;
    gather.isDescribed = true;
  } else if (!gather.isDescribed) gather.text = textOf(content.inbound).trim() || gather.text;
  for (const word of textsOf(content).flatMap(caseTokens)) {
    // A repeated word counts as new: it moves to the end.
    gather.tokens.delete(word);
    gather.tokens.add(word);
  }
}

/**
 * What the citizen tells of a case in a commit; null: nothing, or it was told already. Until a case is opened the newest
 * words count, for they led to it, and what was told in its flow counts most; after that the first ones that tell something.
 */
function subjectIn(content: SealedContent, gather: Gather, revision: number): string | null {
  const { inbound, collected } = content;
  const least = revision === gather.openedBy ? openingLength : laterLength;
  const describes = (text: string) => plainWords(text).split(' ').length >= least;
  if (collected?.case === gather.code && (revision <= gather.openedBy || !gather.isDescribed)) {
    const said = Object.values(collected.slots).filter(({ position, files }) => !position && !files?.length);
    const what = said.find(({ text }) => describes(text));
    if (what !== undefined) return what.text;
  }
  if (gather.isDescribed && revision > gather.openedBy) return null;
  // A wish for a person says nothing of why.
  if (revision === gather.openedBy && gather.kind === 'person') return null;
  if (inbound === null || inbound.content.kind === 'choice' || inbound.content.kind === 'continue') return null;
  const text = hideKeys(textOf(inbound).trim());
  return describes(text) ? text : null;
}

function finish({ text, isDescribed, tokens, keyId }: Gather): Gathered {
  return {
    text: Array.from(text).slice(0, snippetLength).join(''),
    ...(isDescribed ? { isDescribed } : {}),
    tokens: [...tokens].slice(-maxTokens),
    keyId,
  };
}

async function readFrom(
  journal: Pick<Journal, 'read'>,
  conversation: ConversationId,
  after: number,
  until: number,
): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (let from = after; from < until; ) {
    const more = await journal.read(conversation, from, Math.min(page, until - from));
    if (more.length === 0) break;
    commits.push(...more);
    from = more.at(-1)?.revision ?? until;
  }
  return commits;
}

/**
 * What people said in a case. The bot's answers are left out: they are in every other case too and would drown the
 * search results.
 */
function textsOf({ inbound, outbound, command }: SealedContent): readonly string[] {
  if (command === undefined) return [hideKeys(textOf(inbound))];
  // Staff replies are among the outbound messages.
  const replies = outbound.map(({ text }) => hideKeys(text));
  const note = internalNoteOf(command);
  return note === null ? replies : [...replies, note];
}

/**
 * The search tokens of a text: without accents and capitals, each once. Both the index and queries use this function,
 * so that they match.
 */
export function caseTokens(text: string): readonly string[] {
  const plain = plainWords(text);
  return plain === '' ? [] : [...new Set(plain.split(' '))];
}
