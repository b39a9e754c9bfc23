import { join } from 'node:path';
import { iterateCommits } from '../../../src/core/journal/iterateCommits.ts';
import type { Stores } from '../../../src/store/open.ts';
import { checkLog } from '../../../src/transparency/check/checkLog.ts';
import { openSource } from '../../../src/transparency/check/logSource.ts';
import { createEntries } from '../../../src/transparency/entries/createEntries.ts';
import { createQuestionCounter } from '../../../src/transparency/entries/questionCounter.ts';
import { defaultFigures, parsePolicy, policyPath } from '../../../src/transparency/log/logPolicy.ts';
import { extend, rootOf } from '../../../src/transparency/merkle/edge.ts';
import { createTileReader } from '../../../src/transparency/merkle/tileReader.ts';
import { bundlesOf } from '../../../src/transparency/merkle/tiles.ts';
import { parseCheckpointText } from '../../../src/transparency/note/checkpoint.ts';
import { parseNote } from '../../../src/transparency/note/signedNote.ts';

/** What a public log says, compared with the journal that it was made of. Every number but the first three should be 0. */
export interface LogJudgement {
  /** Public events of the journal. */
  readonly events: number;
  readonly entries: number;
  /**
   * Entries that stand behind later ones of other conversations: MongoDB shows a commit that took long in front of those that were
   * read meanwhile.
   */
  readonly late: number;
  /** Public events without an entry. */
  readonly missing: number;
  /** Entries that are there once more than what happened. */
  readonly again: number;
  /** Entries of things that did not happen. */
  readonly invented: number;
  /** Entries that stand before an earlier one of their conversation. */
  readonly disordered: number;
  /** Checkpoints that somebody saw and that the log does not continue. */
  readonly contradicted: number;
  /** What a check of the whole log finds. */
  readonly faults: readonly string[];
}

/** Entry of a journal, with the conversation that it is of. */
interface Expected {
  readonly conversation: string;
  readonly entry: string;
}

/** Entries that a journal makes, in its order. */
async function entriesOf(
  { store, keyring }: Pick<Stores, 'store' | 'keyring'>,
  tenant: string,
  policyBytes: Uint8Array,
) {
  const policy = parsePolicy(policyBytes);
  const roundingMs = policy.roundingSeconds * 1_000;
  const make = createEntries({ tenant, keys: keyring, secret: keyring.derive('public log'), roundingMs });
  const counted = { ...policy, figures: policy.figures ?? defaultFigures };
  const counter = createQuestionCounter({ tenant, policy: counted }, 'beginning');
  const entries: Expected[] = [];
  for await (const commit of iterateCommits(store.journal)) {
    const { conversation } = commit;
    const made = [...counter.add(commit), ...(await make(commit))];
    entries.push(...made.map((entry) => ({ conversation, entry })));
  }
  return entries;
}

/** Entries in a published log; `folder` holds its files. */
export async function entriesIn(folder: string): Promise<readonly string[]> {
  const source = openSource(folder);
  const bytes = await source.read('checkpoint');
  if (bytes === null) return [];
  const { size } = headOf(Buffer.from(bytes).toString());
  const readTile = createTileReader(source);
  const entries: string[] = [];
  for (const name of bundlesOf(size)) {
    for (const entry of await readTile(name)) entries.push(Buffer.from(entry).toString());
  }
  return entries;
}

/** Size and root of a checkpoint. */
export function headOf(signed: string) {
  return parseCheckpointText(parseNote(signed).text);
}

/**
 * Compares a log at rest with its journal, entry by entry, and with all checkpoints that somebody saw while it grew, in
 * the order in which they were seen.
 */
export async function judgeLog(
  stores: Pick<Stores, 'store' | 'keyring'>,
  { tenant, folder, seen }: { readonly tenant: string; readonly folder: string; readonly seen: readonly string[] },
): Promise<LogJudgement> {
  const published = join(folder, 'public');
  const source = openSource(published);
  const policy = await source.read(policyPath);
  if (policy === null) throw new Error(`the public log in ${published} has not begun`);
  const expected = await entriesOf(stores, tenant, policy);
  const entries = await entriesIn(published);
  const [happened, said] = [countsOf(expected.map(({ entry }) => entry)), countsOf(entries)];
  const surplus = (more: ReadonlyMap<string, number>, less: ReadonlyMap<string, number>) =>
    [...more].map(([entry, count]) => [entry, Math.max(0, count - (less.get(entry) ?? 0))] as const);
  const excess = surplus(said, happened);
  const sumOf = (counts: readonly (readonly [string, number])[]) => counts.reduce((sum, [, count]) => sum + count, 0);
  const { late, disordered } = orderOf(entries, expected);
  const { faults } = await checkLog(source, { keys: [], seen: seen.at(-1) ?? null });
  return {
    events: expected.length,
    entries: entries.length,
    late,
    missing: sumOf(surplus(happened, said)),
    again: sumOf(excess.filter(([entry]) => happened.has(entry))),
    invented: sumOf(excess.filter(([entry]) => !happened.has(entry))),
    disordered,
    contradicted: contradictedBy(entries, seen),
    faults,
  };
}

/** How the order of entries differs from that of what happened. */
function orderOf(entries: readonly string[], expected: readonly Expected[]): { late: number; disordered: number } {
  const places = new Map<string, number[]>();
  for (const [place, { entry }] of expected.entries()) places.set(entry, [...(places.get(entry) ?? []), place]);
  const found = entries.flatMap((entry) => places.get(entry)?.shift() ?? []);
  const furthest = new Map<string, number>();
  let disordered = 0;
  /** The least place in which so many of the entries so far can end that stand in order. */
  const ends: number[] = [];
  for (const place of found) {
    const conversation = expected[place]?.conversation ?? '';
    if (place < (furthest.get(conversation) ?? -1)) disordered += 1;
    else furthest.set(conversation, place);
    const at = ends.findLastIndex((end) => end < place) + 1;
    ends[at] = place;
  }
  return { late: found.length - ends.length, disordered };
}

/** Checkpoints that do not name the root of so many first entries, or that came after a larger one. */
function contradictedBy(entries: readonly string[], seen: readonly string[]): number {
  const heads = seen.map(headOf);
  const wanted = new Set(heads.map(({ size }) => size));
  const roots = new Map<number, string>();
  let edge: Parameters<typeof extend>[0] = { size: 0, entries: [], rows: [] };
  for (const [index, entry] of entries.entries()) {
    edge = extend(edge, [Buffer.from(entry)]).edge;
    if (wanted.has(index + 1)) roots.set(index + 1, hex(rootOf(edge)));
  }
  return heads.filter(({ size, root }, index) => roots.get(size) !== hex(root) || size < (heads[index - 1]?.size ?? 0))
    .length;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function countsOf(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** What is wrong with a log, in words; empty: nothing. */
export function logWrongs(judgement: LogJudgement): readonly string[] {
  const counted = ['missing', 'again', 'invented', 'disordered', 'contradicted'] as const;
  const wrong = counted.filter((each) => judgement[each] > 0).map((each) => `${each}: ${judgement[each]}`);
  return [...wrong, ...judgement.faults];
}
