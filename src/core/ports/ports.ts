import type { Commit, OutboxTask, SealedContent } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { Knowledge } from './knowledge.ts';
import type { Locale } from '../model/locale.ts';
import type { PhraseKey } from '../model/phrase.ts';

/** The journal of commits: append-only, the only source of truth. */
export interface Journal {
  /**
   * The newest state of a conversation (null when it has none), and the revision that already holds this
   * inbound key (null when none does).
   */
  load(conversation: ConversationId, inboundKey: string): Promise<Loaded>;
  /**
   * Stores a commit with its outbox tasks. Resolves once it is durable. `conflict`: the revision is taken, load
   * again and rerun; `duplicate`: this inbound message is already in, nothing changed.
   */
  append(commit: Commit): Promise<'appended' | 'conflict' | 'duplicate'>;
  /** Commits of one conversation with a revision above `after`, oldest first, at most `limit`. */
  read(conversation: ConversationId, after: number, limit: number): Promise<readonly Commit[]>;
  /**
   * All commits in the order in which they became durable, from a cursor (null: the beginning). The cursor returned
   * continues after the last of them; where nothing is left it is the one given, which finds what comes later. Fewer
   * than `limit` are returned where there were no more.
   */
  scan(cursor: string | null, limit: number): Promise<{ commits: readonly Commit[]; cursor: string | null }>;
}

export interface Loaded {
  readonly latest: Pick<Commit, 'revision' | 'state' | 'keyId'> | null;
  readonly duplicateOf: number | null;
}

/** A task of the outbox with what the dispatcher needs to order and retry it. */
export interface OutboxEntry {
  readonly tenant: string;
  readonly account: string;
  readonly conversation: ConversationId;
  readonly revision: number;
  readonly task: OutboxTask;
  /** Failed attempts so far; a lease that ran out counts as one, which tells its holder from the next one. */
  readonly attempts: number;
}

/**
 * What is still to be delivered. Tasks enter it with their commit. An aftermath stands outside of its conversation's
 * order, and enters leased to whoever appended its commit, for `aftermathHeldFor`.
 */
export interface Outbox {
  /**
   * Takes up to `limit` tasks that are due at `now` and leases them until `leaseUntil`: at most one a conversation,
   * always its oldest, none of a conversation whose oldest is leased or waits for a retry; and every aftermath. What has
   * been due longest comes first; a task is due from its commit's `at`. `holder` names the process that takes them, and
   * counts as a sign of life of it if there was anything to take; left out, only the end of the lease sets them free.
   */
  claim(now: number, leaseUntil: number, limit: number, holder?: string): Promise<readonly OutboxEntry[]>;
  /** A sign of life of a process that holds tasks. False: it was taken for dead, and what it held is free. */
  beat(holder: string): Promise<boolean>;
  /** Processes that claimed something and have not left, with a number that changes with each sign of life. */
  holders(): Promise<readonly { readonly holder: string; readonly beat: number }[]>;
  /**
   * Takes a process for dead, if it gave no sign of life since `beat`: its leases count as run out at `now`. Resolves to
   * how many tasks it held; 0 if it lives.
   */
  takeOver(holder: string, beat: number, now: number): Promise<number>;
  /** A process that holds nothing more ends. */
  leave(holder: string): Promise<void>;
  /**
   * Marks a task as done; `platformId` is the platform's id of the message, if it gives one. Believed whoever says it,
   * lease or not: it was delivered. Of an aftermath also when it was given up.
   */
  done(entry: OutboxEntry, platformId: string | null): Promise<void>;
  /** Puts a failed task back, due at `dueAt`. Ignored when the lease ran out and another has taken the task. */
  retry(entry: OutboxEntry, dueAt: number, code: string): Promise<void>;
  /**
   * Puts a task back that was not tried, due at `dueAt`: no attempt is counted. `code` says what it waits for. Ignored
   * like a retry.
   */
  defer(entry: OutboxEntry, dueAt: number, code: string): Promise<void>;
  /** Lets all tasks of an account that were put back untried with a code become due at `now`, if they would be later. */
  hasten(tenant: string, account: string, code: string, now: number): Promise<void>;
  /**
   * Gives a task up: it is kept for staff, and the conversation goes on with the next one. Ignored when the lease ran
   * out and another has taken the task.
   */
  bury(entry: OutboxEntry, code: string): Promise<void>;
  /** When the next task becomes due (milliseconds since 1970), null when nothing waits. */
  nextDue(): Promise<number | null>;
  /** Tasks waiting and tasks given up. */
  depth(): Promise<{ waiting: number; buried: number }>;
  /** The same for each account that has any. */
  depths(): Promise<readonly AccountDepth[]>;
}

/** What of a conversation has not been delivered, for whoever shows it. */
export interface Undelivered {
  /**
   * Tasks of a conversation that wait or were given up, in no particular order; all others were carried out. An aftermath
   * is not told of: nobody sees it.
   */
  undelivered(conversation: ConversationId): Promise<readonly UndeliveredTask[]>;
}

export interface UndeliveredTask {
  readonly revision: number;
  readonly ordinal: number;
  readonly state: 'waiting' | 'buried';
}

export interface AccountDepth {
  readonly tenant: string;
  readonly account: string;
  readonly waiting: number;
  readonly buried: number;
}

/** What became of a key: destroyed on purpose, which leaves a mark, is not the same as nowhere to be found. */
export type KeyFate = 'alive' | 'destroyed' | 'unknown';

/** Keys of conversations, stored apart from the journal. */
export interface Keys {
  /**
   * The key under which new content of a conversation is sealed; made (durably) when there is none. `last`: the id of
   * the newest commit's, which may be taken unseen, see `KeyChoice`.
   */
  current(conversation: ConversationId, last?: string): Promise<ConversationKey>;
  /** A key by its id; null when it was destroyed, or is nowhere: `fate` tells which. */
  find(keyId: string): Promise<ConversationKey | null>;
  fate(keyId: string): Promise<KeyFate>;
  /** A new key (durable) that becomes the current one; older ones stay until they are destroyed. */
  rotate(conversation: ConversationId): Promise<ConversationKey>;
  /**
   * Destroys every key of a conversation that is older than `except` (null: every key): what was sealed under them can
   * never be read again. Younger keys seal only what came later, and stay. Saying it again changes nothing.
   */
  destroy(conversation: ConversationId, except: string | null): Promise<void>;
}

export interface ConversationKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/**
 * Under which key something is sealed. `fresh`: a new one, so that the old one can be destroyed without this content.
 * `current`: that of the conversation, whoever has rotated it. What follows a commit (an id of a key) takes the key of that
 * commit without looking: whoever rotates it does so in a commit, and then the one that follows is refused. A journal that
 * is put back to before such a commit must therefore not be written to by who remembers the old key.
 */
export type KeyChoice = 'fresh' | 'current' | { readonly follows: string };

/** Seals personal content and derives the ids that hide platform ids. */
export interface Sealer {
  conversationId(tenant: string, account: string, platformConversation: string): ConversationId;
  inboundKey(conversation: ConversationId, platformMessageId: string): string;
  seal(
    conversation: ConversationId,
    content: Omit<SealedContent, 'salts'>,
    key: KeyChoice,
  ): Promise<{ sealed: Uint8Array; keyId: string; commitments: readonly string[] }>;
  /** Null when the key was destroyed, or is nowhere: `fate` tells which. */
  open(commit: Pick<Commit, 'conversation' | 'keyId' | 'sealed'>): Promise<SealedContent | null>;
  /** What became of a key: whether what was sealed under it can be opened, was erased, or is lost. */
  fate(keyId: string): Promise<KeyFate>;
}

/** Small records that channels keep for themselves, sealed by the caller: what a button is too small for, and the like. */
export interface Blobs {
  /** Stores one durably; an id that is there already keeps what it has. */
  put(conversation: ConversationId, id: string, sealed: Uint8Array, keyId: string): Promise<void>;
  get(conversation: ConversationId, id: string): Promise<{ sealed: Uint8Array; keyId: string } | null>;
}

/** A file for which there is to be room. */
export interface FileToKeep {
  readonly conversation: ConversationId;
  /** Unique in its conversation: whoever hands the file in again names it the same. */
  readonly id: string;
  /** Bytes before they are sealed. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Most bytes of files. */
export interface FileQuota {
  /** Of one conversation together. */
  readonly conversation: number;
  /** Of all that came within a day. */
  readonly day: number;
}

/** Bytes of files that are kept. */
export interface FileUsage {
  readonly conversation: number;
  readonly day: number;
}

export interface KeptFile {
  readonly conversation: ConversationId;
  readonly id: string;
  /** Key under which it was sealed; null as long as only its room is kept. */
  readonly keyId: string | null;
}

/** Files that people sent, sealed by the caller and kept apart from the journal: they can be removed. */
export interface Files {
  /** What a conversation has, and what all together sent since a moment (milliseconds since 1970). */
  usage(conversation: ConversationId, since: number): Promise<FileUsage>;
  /**
   * Keeps room for a file, durably and before it is sealed; of several at once, none gets more than its quota. `present`:
   * the file is there already. Room that is never used counts until it is removed.
   */
  reserve(file: FileToKeep, quota: FileQuota): Promise<'reserved' | 'present' | 'conversation-full' | 'day-full'>;
  /** Stores a file in its room, durably. A file that is there already keeps what it has; without room nothing is stored. */
  put(conversation: ConversationId, id: string, sealed: Uint8Array, keyId: string): Promise<void>;
  get(conversation: ConversationId, id: string): Promise<{ sealed: Uint8Array; keyId: string } | null>;
  /** All files of a conversation. */
  list(conversation: ConversationId): Promise<readonly KeptFile[]>;
  /** Files and rooms from before a moment of which nobody has confirmed that a commit refers to them, oldest first. */
  unconfirmed(before: number, limit: number): Promise<readonly KeptFile[]>;
  /** Notes that commits refer to files. */
  confirm(conversation: ConversationId, ids: readonly string[]): Promise<void>;
  /** Removes files with their bytes, or room that was kept. */
  remove(conversation: ConversationId, ids: readonly string[]): Promise<void>;
  /** Bytes that are free where files are kept; null where nobody knows. */
  freeBytes(): Promise<number | null>;
}

/** Versions of what the bot knew, so that every event's version can be looked up. */
export interface KnowledgeVersions {
  /** Stores a version once; saying it again only makes it the latest. `content` is JSON. */
  save(version: string, content: string, at: number): Promise<void>;
  get(version: string): Promise<string | null>;
  /** The version saved last, for the first time or again. */
  latest(): Promise<{ version: string; content: string } | null>;
}

/** The knowledge in force right now. */
export interface KnowledgeSource {
  current(): Knowledge;
}

/** What sentences mean, as vectors of unit length: worked out elsewhere than on the thread that answers. */
export interface SentenceVectors {
  /** Null where it is not there in time, or off: the caller goes on without. Never rejects. */
  vectorOf(text: string): Promise<Float32Array | null>;
}

/** Milliseconds since 1970. */
export type Clock = () => number;

/** Phrases of the bot by key, with variables filled in. */
export type Translate = (key: PhraseKey, locale: Locale, variables: Readonly<Record<string, string>>) => string;

/** Wakes whoever waits for news of a conversation. A lost wake-up may cost a delay, never data. */
export interface Wake {
  publish(topic: string): void;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, listener: () => void): () => void;
}

/** Structured log without personal text: a message and plain fields. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
