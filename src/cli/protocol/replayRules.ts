import { iterateCommits } from '../../core/journal/iterateCommits.ts';
import type { AccountRecord } from '../../core/model/accountRecord.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import { type Surface, textOf } from '../../core/model/message.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { type Circumstances, decideProtocol, type Protocol, type Trait } from '../../protocol/index.ts';
import type { Classify } from './classifierOf.ts';
import { compare, type Difference } from './compare.ts';
import type { ProtocolStrings } from './strings.ts';

interface ReplayDeps {
  readonly journal: Pick<Journal, 'scan'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly knowledge: Pick<Knowledge, 'entry' | 'understand'>;
  readonly accounts: readonly AccountRecord[];
  readonly before: Protocol;
  readonly after: Protocol;
  readonly classify: Classify;
  readonly strings: ProtocolStrings;
}

/** Messages with the same outcome, and the differences. */
interface Group {
  count: number;
  readonly circumstances: Circumstances;
  readonly differences: readonly Difference[];
  /** The newest of them. */
  newest: { readonly conversation: string; readonly at: number };
}

/** Runs the messages of the journal through two protocols and reports, line by line, what the second would change. */
export async function replay(deps: ReplayDeps): Promise<readonly string[]> {
  const { journal, strings, before, after } = deps;
  const groups = new Map<string, Group>();
  const counts = { messages: 0, changed: 0, unread: 0 };
  for await (const commit of iterateCommits(journal)) {
    if (!isMessage(commit)) continue;
    const all = await circumstancesOf(commit, deps);
    if (all === 'unread') counts.unread += 1;
    if (all === 'unread' || all.length === 0) continue;
    counts.messages += 1;
    if (all.filter((each) => note(groups, commit, each, deps)).length > 0) counts.changed += 1;
  }
  const summary = interpolate(strings.replay.turns, {
    count: String(counts.messages),
    changed: String(counts.changed),
    unread: String(counts.unread),
  });
  const sorted = [...groups.values()].sort((a, b) => b.count - a.count);
  return [
    interpolate(strings.replay.versions, { before: before.version, after: after.version }),
    ...(sorted.length === 0 ? [strings.replay.same] : sorted.flatMap((group) => sayGroup(group, strings))),
    summary,
    strings.replay.surfaceUnknown,
  ];
}

function isMessage({ state, events }: Commit): boolean {
  return !isRecord(state) && events.some(({ type }) => type === 'message.received');
}

/**
 * The known circumstances of a message; one for each surface on which it may have been written, none where it has no
 * content.
 */
async function circumstancesOf(
  commit: Commit,
  { sealer, knowledge, accounts, classify }: ReplayDeps,
): Promise<readonly Circumstances[] | 'unread'> {
  const content = await sealer.open(commit);
  if (content === null) return 'unread';
  const text = textOf(content.inbound);
  if (text.trim() === '' || content.inbound?.content.kind === 'choice') return [];
  const { events } = commit;
  const guess = classify(text, content.outbound[0]?.locale ?? 'ca');
  const answered = events.find((event) => event.type === 'question.answered')?.entry;
  const invited = events.some((event) => event.type === 'private.invited');
  const traits: Trait[] = [];
  if (guess.rule !== null) traits.push('evidence');
  if (invited) traits.push('private-topic');
  if (events.some((event) => event.type === 'question.unanswered')) traits.push('needs-research');
  traits.push(...knowledge.understand(text, '').understanding.traits);
  const definition = accounts.find(({ id }) => id === commit.account)?.definition ?? null;
  const surfaces: readonly Surface[] = invited ? ['public'] : ['public', 'private'];
  return surfaces.map((surface) => ({
    kind: guess.kind,
    traits,
    surface,
    account: { id: commit.account, department: definition?.department ?? null, hours: definition?.hours ?? null },
    department: answered === undefined ? null : (knowledge.entry(answered)?.department ?? null),
    at: commit.at,
  }));
}

/** Adds a message to its group if the protocols decide differently, and says whether they do. */
function note(groups: Map<string, Group>, commit: Commit, circumstances: Circumstances, deps: ReplayDeps): boolean {
  const { before, after, strings } = deps;
  const differences = compare(decideProtocol(before, circumstances), decideProtocol(after, circumstances), strings);
  if (differences.length === 0) return false;
  const key = JSON.stringify([circumstances.kind, circumstances.surface, differences]);
  const newest = { conversation: commit.conversation, at: commit.at };
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { count: 1, circumstances, differences, newest });
  else {
    group.count += 1;
    group.newest = newest;
  }
  return true;
}

function sayGroup({ count, circumstances, differences, newest }: Group, strings: ProtocolStrings): readonly string[] {
  return [
    '',
    interpolate(strings.replay.change, {
      count: String(count),
      kind: strings.kinds[circumstances.kind],
      surface: strings.surface[circumstances.surface],
      at: new Date(newest.at).toISOString(),
      conversation: newest.conversation.slice(0, 12),
    }),
    ...differences.map((each) => interpolate(strings.replay.part, { ...each })),
  ];
}
