import { activityId } from '../../../adapters/webchat/directline/activity.ts';
import { type Installation, type Kept, verify } from '../verifyJournal.ts';
import type { Read } from './follower.ts';
import type { ChatTalked, PushTalked } from './people.ts';
import { pushAccountId } from './platform.ts';
import type { Talked } from './talk.ts';

/** Result of the conversations of one kind. */
export interface Judgement {
  readonly acknowledged: number;
  readonly retries: number;
  readonly doubles: number;
  /** Messages that were never acknowledged, not even after all faults ended. */
  readonly silent: number;
  /** Acknowledged messages that are not in the journal. */
  readonly lost: number;
  /** Messages that are in the journal more than once. */
  readonly twice: number;
  /** Messages without an answer. */
  readonly unanswered: number;
  /** Conversations whose revisions have a gap or a repetition. */
  readonly broken: number;
  /**
   * Acknowledgements that disagree with the journal's revision; messages that the journal has in another order than
   * they were sent.
   */
  readonly misplaced: number;
  /** Activities that a client did not receive, received again, or received in another order than the journal's. */
  readonly untrue: number;
}

/** Result of the messages that the outbox sent. */
export interface Sent {
  readonly sent: number;
  readonly neverArrived: number;
  /** Messages that first arrived after a later one, or again after it. */
  readonly outOfOrder: number;
  /** Arrivals of a message that had arrived before. */
  readonly repeats: number;
  readonly left: number;
  readonly deadLetters: number;
}

/** Result of a reader of the growing journal. */
export interface Followed {
  readonly followed: number;
  /** Commits that were not read, although later ones were. */
  readonly skipped: number;
  /** Commits that were read again. */
  readonly again: number;
  /** Commits that were read after a later one of their conversation. */
  readonly disordered: number;
}

/** Compares conversations of the web chat with the journal: what was acknowledged, and what every page received. */
export function judgeChats(installation: Installation, talks: readonly ChatTalked[]): Judgement {
  const turnsOf = byConversation(installation.kept.filter(({ account }) => account === 'web'));
  let untrue = 0;
  let misplaced = 0;
  for (const { chat, sent, sequential } of talks) {
    const turns = turnsOf.get(installation.conversationId('web', chat.conversation)) ?? [];
    const expected = turns.flatMap(({ revision, kind, answers }) =>
      Array.from({ length: answers + 1 }, (_, ordinal) => activityId(chat.conversation, revision, ordinal)).slice(
        kind === 'start' ? 1 : 0,
      ),
    );
    untrue += chat.received.sets.length === 0 ? expected.length : untruths(expected, chat);
    misplaced += misplacedIn(turns, { sent, sequential }, (revision) => activityId(chat.conversation, revision, 0));
  }
  const ids = talks.map(({ chat }) => installation.conversationId('web', chat.conversation));
  return { ...common(installation, ids, talks), misplaced, untrue };
}

/**
 * Differences between what a page should have received and what it did, counted at the first difference of each
 * position.
 */
function untruths(expected: readonly string[], { received, shown }: ChatTalked['chat']): number {
  const said = received.sets.flatMap(({ activities }) => activities.filter(({ type }) => type === 'message'));
  let wrong = Math.abs(said.length - expected.length);
  wrong += said.filter(({ id }, index) => id !== expected[index]).length;
  const places = said.map(({ channelData }) => channelData['webchat:sequence-id']);
  wrong += places.filter((place, index) => index > 0 && place <= (places[index - 1] as number)).length;
  const watermarks = received.sets.flatMap(({ watermark, activities }) =>
    activities.length > 0 ? [Number(watermark)] : [],
  );
  wrong += watermarks.filter((mark, index) => index > 0 && !(mark > (watermarks[index - 1] as number))).length;
  wrong += expected.filter((id) => shown.get(id) !== 1).length;
  return wrong;
}

/** Compares conversations of the pushing platform with the journal. */
export function judgePushes(installation: Installation, talks: readonly PushTalked[]): Judgement {
  const turnsOf = byConversation(installation.kept.filter(({ account }) => account === pushAccountId));
  const misplaced = talks.reduce((sum, talked) => {
    const turns = turnsOf.get(installation.conversationId(pushAccountId, talked.conversation)) ?? [];
    return sum + misplacedIn(turns, talked, String);
  }, 0);
  const ids = talks.map(({ conversation }) => installation.conversationId(pushAccountId, conversation));
  return { ...common(installation, ids, talks), misplaced, untrue: 0 };
}

/** Compares what the platform received with what the journal says was to be sent. */
export function judgeSink({ kept, outbox }: Installation, arrived: readonly string[]): Sent {
  const due = kept.flatMap(({ conversation, revision, sends }) =>
    sends.map((ordinal) => `${conversation}.${revision}.${ordinal}`),
  );
  const seen = new Set<string>();
  const latest = new Map<string, number>();
  let outOfOrder = 0;
  for (const key of arrived) {
    const [conversation = '', revision, ordinal] = key.split('.');
    const place = Number(revision) + Number(ordinal) / 1_000;
    const before = latest.get(conversation) ?? 0;
    if (place < before) outOfOrder += 1;
    latest.set(conversation, Math.max(place, before));
    seen.add(key);
  }
  return {
    sent: due.length,
    neverArrived: due.filter((key) => !seen.has(key)).length,
    outOfOrder,
    repeats: arrived.length - seen.size,
    left: outbox.waiting,
    deadLetters: outbox.deadLetters,
  };
}

/** Compares what was read while the journal grew with its final content. */
export function judgeFollower({ kept }: Installation, read: readonly Read[]): Followed {
  const nameOf = ({ conversation, revision }: Read) => `${conversation}:${revision}`;
  const seen = new Set(read.map(nameOf));
  const newest = new Map<string, number>();
  let disordered = 0;
  for (const { conversation, revision } of read) {
    const before = newest.get(conversation) ?? 0;
    if (revision < before) disordered += 1;
    newest.set(conversation, Math.max(before, revision));
  }
  return {
    followed: read.length,
    skipped: kept.filter((commit) => !seen.has(nameOf(commit))).length,
    again: read.length - seen.size,
    disordered,
  };
}

function byConversation(kept: readonly Kept[]): ReadonlyMap<string, readonly Kept[]> {
  return Map.groupBy(kept, ({ conversation }) => conversation);
}

function common(installation: Installation, conversations: readonly string[], talks: readonly Talked[]) {
  const those = new Set(conversations);
  const kept = installation.kept.filter(({ conversation }) => those.has(conversation));
  const acknowledged = talks.flatMap(({ sent }) => sent.map(({ id }) => id));
  const { lost, repeated: twice, unanswered, broken } = verify({ ...installation, kept }, acknowledged);
  const sum = (of: 'retries' | 'doubles' | 'silent') => talks.reduce((total, talked) => total + talked[of], 0);
  return {
    acknowledged: acknowledged.length,
    retries: sum('retries'),
    doubles: sum('doubles'),
    silent: sum('silent'),
    lost,
    twice,
    unanswered,
    broken,
  };
}

function misplacedIn(
  turns: readonly Kept[],
  { sent, sequential }: Pick<Talked, 'sent' | 'sequential'>,
  nameOf: (revision: number) => string,
): number {
  const revisions = new Map(turns.map(({ id, revision }) => [id, revision]));
  const places = sent.map(({ id }) => revisions.get(id) ?? 0);
  const wrong = sent.filter(({ places: named }, index) =>
    named.some((name) => name !== nameOf(places[index] as number)),
  );
  const swapped = sequential
    ? places.filter((place, index) => index > 0 && place <= (places[index - 1] as number))
    : [];
  return wrong.length + swapped.length;
}

/** Violations in words: empty when everything is correct. */
export function wrongs(
  talks: Readonly<Record<string, Judgement>>,
  sent: Sent,
  { skipped, again, disordered }: Followed,
  others: Readonly<Record<string, number>>,
): readonly string[] {
  const { neverArrived, outOfOrder, left, deadLetters } = sent;
  const ofTalks = Object.entries(talks).flatMap(([client, judgement]) => {
    const { silent, lost, twice, unanswered, broken, misplaced, untrue } = judgement;
    const counts = counted(client, { silent, lost, twice, unanswered, broken, misplaced, untrue });
    return judgement.acknowledged > 0 ? counts : [...counts, `${client}: nothing was acknowledged`];
  });
  return [
    ...ofTalks,
    ...counted('outbox', { neverArrived, outOfOrder, left, deadLetters }),
    ...counted('follower', { skipped, again, disordered }),
    ...counted('processes', others),
  ];
}

const counted = (of: string, counts: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${of}: ${count} ${name}`]));
