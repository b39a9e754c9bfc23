import { createHmac, createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import type { Commit, OutboxTask } from '../../core/model/commit.ts';
import type { Event, SideEffect } from '../../core/model/event.ts';
import type { Keys } from '../../core/ports/sealer.ts';
import { deriveSecret } from '../../journal/deriveSecret.ts';
import { disclosureOf, type EntryContent, writeEntry } from './entry.ts';
import { type EventContext, questionTypes, type Treatment, treatments } from './treatments.ts';

/** Bytes of salts and of values that join entries: never the same by chance, and not to be found by guessing. */
const secretLength = 16;

/** Returns the entries of a commit, in the order of its events. */
export type EntriesOf = (commit: Commit) => Promise<readonly string[]>;

interface EntriesDeps {
  readonly tenant: string;
  readonly keys: Pick<Keys, 'find'>;
  /** 32 bytes from which the values that join entries are derived. */
  readonly secret: Uint8Array;
  readonly roundingMs: number;
}

/** An entry with the disclosures of its hidden fields. */
export interface DisclosedEntry {
  readonly entry: string;
  readonly disclosures: readonly string[];
}

/** What an entry to disclose is about: the opening of a case by its code, the answer to a request, or to a question. */
export type Disclosed = { readonly case: string } | { readonly request: string } | 'question';

/**
 * Makes an entry again, with all that it hides. Null: the commit has no such entry, or its conversation was erased, so
 * that nobody can show it any more.
 */
export function createDisclosure({ tenant, keys, secret, roundingMs }: EntriesDeps) {
  const refOf = refsUnder(secret);
  return async (commit: Commit, of: Disclosed): Promise<DisclosedEntry | null> => {
    if (commit.tenant !== tenant || (await keys.find(commit.keyId)) === null) return null;
    const contents = contentsOf(commit, { commit, refOf, roundingMs });
    const ordinal = contents.findIndex(matches(of, refOf));
    const content = contents[ordinal];
    if (content === undefined) return null;
    const saltOf = await saltsOf(commit, keys);
    const salt = (name: string) => saltOf(ordinal, name);
    const disclosures = Object.entries(content.hidden).map(([name, value]) => disclosureOf(salt(name), name, value));
    return { entry: writeEntry(content, roundingMs, salt), disclosures };
  };
}

/** Of several questions in one message the first one is meant: the texts are the same. */
function matches(of: Disclosed, refOf: EventContext['refOf']): (content: EntryContent) => boolean {
  if (of === 'question') return ({ type }) => questionTypes.includes(type);
  if ('request' in of) return ({ type, hidden }) => type === 'right.answered' && hidden.request === of.request;
  const ref = refOf('case', of.case);
  return ({ type, shown }) => type === 'case.opened' && shown.case === ref;
}

/** Values that join entries, under the installation's secret. */
function refsUnder(secret: Uint8Array): EventContext['refOf'] {
  const refKey = createSecretKey(secret);
  return (...names) => mac(refKey, ['ref', ...names]);
}

/** Makes public entries of what the journal records. */
export function createEntries({ tenant, keys, secret, roundingMs }: EntriesDeps): EntriesOf {
  const refOf = refsUnder(secret);

  return async (commit) => {
    if (commit.tenant !== tenant) return [];
    const contents = contentsOf(commit, { commit, refOf, roundingMs });
    if (contents.length === 0) return [];
    const saltOf = await saltsOf(commit, keys);
    return contents.map((content, ordinal) => writeEntry(content, roundingMs, (name) => saltOf(ordinal, name)));
  };
}

function contentsOf(commit: Commit, context: EventContext): readonly EntryContent[] {
  const contents = commit.events.flatMap((event) => contentOf(event, context));
  // Versions before 0.1 recorded an erasure as a side effect alone.
  const isRecorded = commit.events.some(({ type }) => type === 'content.erased');
  if (isRecorded || !commit.outbox.some(erases)) return contents;
  return [...contents, { type: 'content.erased', at: commit.at, shown: {}, hidden: {} }];
}

function contentOf<E extends Event>(event: E, context: EventContext): readonly EntryContent[] {
  const treatment = treatments[event.type] as Treatment<E> | undefined;
  if (treatment === undefined || 'reason' in treatment) return [];
  const { as: type, shown, hidden, beside } = treatment;
  const { at } = context.commit;
  const second = beside?.(event) ?? null;
  return [
    { type, at, shown: shown(event, context), hidden: hidden(event, context) },
    ...(second === null ? [] : [{ type: second.as, at, shown: second.shown, hidden: {} }]),
  ];
}

function erases(task: OutboxTask): boolean {
  const isErasure = ({ type }: SideEffect) => type === 'erase-content';
  if (task.kind === 'side-effects') return task.sideEffects.some(isErasure);
  return task.kind === 'effect' && isErasure(task.sideEffect);
}

/**
 * The salts of a commit's entries, derived from its conversation's key: erasing the conversation makes them unknowable.
 * If the key is gone already, they are random and forgotten at once.
 */
async function saltsOf(commit: Commit, keys: Pick<Keys, 'find'>): Promise<(ordinal: number, name: string) => string> {
  const key = saltKeyOf((await keys.find(commit.keyId))?.key ?? randomBytes(32));
  const seed = createHmac('sha256', key)
    .update(JSON.stringify([commit.conversation, commit.revision]))
    .digest('hex');
  // A hash over a secret seed, cut short, costs a sixth of a further HMAC and gives away as little.
  return (ordinal, name) => shortened(hash('sha256', `${seed} ${ordinal} ${name}`, 'buffer'));
}

/** Caches keys of salts as long as the keys of their conversations live: deriving one costs more than an entry. */
const saltKeys = new WeakMap<Uint8Array, KeyObject>();

function saltKeyOf(conversationKey: Uint8Array): KeyObject {
  let found = saltKeys.get(conversationKey);
  if (!found) {
    found = createSecretKey(deriveSecret(conversationKey, 'public log salts'));
    saltKeys.set(conversationKey, found);
  }
  return found;
}

function mac(key: KeyObject, names: readonly string[]): string {
  return shortened(createHmac('sha256', key).update(JSON.stringify(names)).digest());
}

function shortened(digest: Buffer): string {
  return digest.toString('base64url', 0, secretLength);
}
