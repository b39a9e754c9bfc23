import { decide } from '../../core/dialogue/decide.ts';
import type { TurnThresholds } from '../../core/model/understanding/turnThresholds.ts';
import type { Ranked } from '../../core/model/understanding.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import { isInDoubt } from '../../language/understanding/openUnderstanding.ts';
import { readable } from '../../language/understanding/readable.ts';
import { openTopics } from '../../language/understanding/topicReader.ts';
import type { Content } from '../content.ts';
import { variantsOf } from '../entries.ts';
import type { LearntModels } from '../reading/textReader.ts';
import { likenessOf } from './likeness.ts';
import type { QuestionOutcome } from './outcome.ts';
import type { Clash, Wording } from './views.ts';

/** The bot's own ranking of entries. */
type RankEntries = (text: string, vector: Float32Array | null) => RankedEntries;

export interface RankedEntries {
  readonly ranked: readonly Ranked[];
  readonly voice: 'words' | 'meaning';
}

/** Ranks entries by what was learnt; the meaning of a text is weighed in where its words leave a doubt. */
export function openRanking({ learnt, meaning }: Pick<LearntModels, 'learnt' | 'meaning'>): RankEntries {
  const topics = openTopics(learnt.index, meaning?.topics ?? null);
  return (text, vector) => {
    const read = topics.read(text);
    const byWords = read(null);
    if (vector === null || meaning === null || !isInDoubt(byWords[0]?.confidence ?? 0))
      return { ranked: byWords, voice: 'words' };
    return { ranked: read(vector), voice: 'meaning' };
  };
}

/** All questions from which entries are learnt: of the FAQ and its special cases, of small talk, flows and commands. */
export function wordingsIn(content: Content): readonly Wording[] {
  return variantsOf(content).flatMap(({ id, variants }) =>
    variants.map(({ locale, text }) => ({ entry: id, locale, text })),
  );
}

interface ClashDeps {
  readonly thresholds: TurnThresholds;
  /** See `GateOptions`. */
  readonly vectorsOf: (texts: readonly string[]) => Promise<ReadonlyMap<string, Float32Array>>;
}

export interface RankedContent {
  readonly wordings: readonly Wording[];
  readonly rank: RankEntries;
}

/** Texts whose meanings are asked for together. */
const textsAtOnce = 256;
/** By how much the confidence in an entry falls where a new question takes its place. */
const leastFall = 0.15;
/** Least likeness of a new question to one that fell because of it. */
const leastLikeness = 0.3;
/** Entries that a new question may take questions from. */
const neighbours = 3;

/**
 * Finds the new questions that come close to another entry than theirs. The content before does not know them, so that
 * its ranking of them is the one without them.
 */
export async function findNewClashes(
  before: RankedContent,
  after: RankedContent,
  deps: ClashDeps,
): Promise<readonly Clash[]> {
  const { thresholds } = deps;
  const known = new Set(before.wordings.map(keyOf));
  const added = after.wordings.filter((wording) => !known.has(keyOf(wording)));
  if (added.length === 0) return [];
  const byEntry = Map.groupBy(after.wordings, ({ entry }) => entry);
  const without = await rankAll(added, before.rank, deps);
  const atRisk = new Set(
    added.flatMap(({ entry }, index) =>
      (without[index]?.ranked ?? [])
        .slice(0, neighbours)
        .map((ranked) => ranked.entry)
        .filter((other) => other !== entry),
    ),
  );
  const fallen = await fallsIn(before, after, atRisk, deps);
  const clashes = new Map<string, Clash>();
  const report = (wording: Wording, other: string, confidence: number, falls: readonly Wording[]) => {
    const key = JSON.stringify([keyOf(wording), other]);
    const found = clashes.get(key);
    const all = [...new Set([...(found?.falls ?? []), ...falls])];
    clashes.set(key, clashOf(wording, other, Math.max(confidence, found?.confidence ?? 0), all));
  };
  for (const [index, wording] of added.entries()) {
    const best = wantedBy(without[index], thresholds);
    if (best !== null && best.entry !== wording.entry) report(wording, best.entry, best.confidence, []);
  }
  const knownOf = Map.groupBy(before.wordings, ({ entry }) => entry);
  const addedOf = Map.groupBy(added, ({ entry }) => entry);
  for (const { wording, to } of fallen) {
    // What is not like it has not taken it: the ground has only shifted.
    const cause = nearestOf(wording.text, addedOf.get(to) ?? [], leastLikeness);
    if (cause !== null) report(cause, wording.entry, 0, [wording]);
  }
  const now = await rankAll(
    [...clashes.values()].map(({ wording }) => wording),
    after.rank,
    deps,
  );
  return [...clashes.values()]
    .map((clash, index): Clash => {
      const answered = isAnsweredFrom(clash.wording.entry, now[index], thresholds);
      const { entry } = clash.wording;
      // Careless questions are like each other: only what was there before says what belongs to an entry.
      const own = knownOf.get(entry) ?? byEntry.get(entry) ?? [];
      return { ...clash, advice: adviceFor(clash, own, answered ? 'answered' : 'not-answered') };
    })
    .sort(byWeight);

  function clashOf(wording: Wording, other: string, confidence: number, falls: readonly Wording[]): Clash {
    return {
      wording,
      other,
      near: nearestOf(
        wording.text,
        (byEntry.get(other) ?? []).filter(({ locale }) => locale === wording.locale),
      ),
      confidence,
      falls,
      taken: 0,
      advice: 'keep',
    };
  }
}

/**
 * Finds the questions of a content that another entry would answer if they did not stand where they do. `rankWithout`
 * ranks a question by what was learnt without it.
 */
export function findPublishedClashes(
  wordings: readonly Wording[],
  rankWithout: (index: number) => RankedEntries,
  thresholds: TurnThresholds,
): readonly Clash[] {
  const byEntry = Map.groupBy(wordings, ({ entry }) => entry);
  const clashes: Clash[] = [];
  for (const [index, wording] of wordings.entries()) {
    const { ranked, voice } = rankWithout(index);
    const decision = decide(ranked, thresholds.topics[voice]);
    if (decision.kind !== 'answer' || decision.entry === wording.entry) continue;
    const near = nearestOf(
      wording.text,
      (byEntry.get(decision.entry) ?? []).filter(({ locale }) => locale === wording.locale),
    );
    const confidence = ranked[0]?.confidence ?? 0;
    const clash: Clash = { wording, other: decision.entry, near, confidence, falls: [], taken: 0, advice: 'keep' };
    // With the question in its place it is answered from there: what it is like decides.
    clashes.push({ ...clash, advice: adviceFor(clash, byEntry.get(wording.entry) ?? [], 'answered') });
  }
  return clashes.sort(byWeight);
}

/** Questions of some entries that were answered at once and are not any more, each with the entry that is in the way. */
async function fallsIn(
  before: RankedContent,
  after: RankedContent,
  entries: ReadonlySet<string>,
  deps: ClashDeps,
): Promise<readonly { readonly wording: Wording; readonly to: string }[]> {
  const known = new Set(before.wordings.map(keyOf));
  const asked = after.wordings.filter((wording) => entries.has(wording.entry) && known.has(keyOf(wording)));
  const then = await rankAll(asked, before.rank, deps);
  const now = await rankAll(asked, after.rank, deps);
  return asked.flatMap((wording, index) => {
    if (!isAnsweredFrom(wording.entry, then[index], deps.thresholds)) return [];
    if (isAnsweredFrom(wording.entry, now[index], deps.thresholds)) return [];
    // What hovered at the line falls with any new question, and is nobody's fault.
    if (confidenceIn(then[index], wording.entry) - confidenceIn(now[index], wording.entry) < leastFall) return [];
    const rival = now[index]?.ranked.find(({ entry }) => entry !== wording.entry);
    return rival === undefined ? [] : [{ wording, to: rival.entry }];
  });
}

function confidenceIn(found: RankedEntries | undefined, entry: string): number {
  return found?.ranked.find((ranked) => ranked.entry === entry)?.confidence ?? 0;
}

async function rankAll(
  wordings: readonly Wording[],
  rank: RankEntries,
  { vectorsOf }: ClashDeps,
): Promise<readonly RankedEntries[]> {
  const found: RankedEntries[] = [];
  for (let from = 0; from < wordings.length; from += textsAtOnce) {
    const some = wordings.slice(from, from + textsAtOnce);
    const byWords = some.map(({ text }) => rank(text, null));
    const inDoubt = some.filter((_, index) => isInDoubt(byWords[index]?.ranked[0]?.confidence ?? 0));
    const vectors = await vectorsOf([...new Set(inDoubt.map(({ text }) => readable(text)))]);
    for (const [index, { text }] of some.entries()) {
      const vector = vectors.get(readable(text));
      found.push(vector === undefined ? (byWords[index] as RankedEntries) : rank(text, vector));
    }
  }
  return found;
}

/** The entry that would be given, or offered first; null: none. */
function wantedBy(found: RankedEntries | undefined, thresholds: TurnThresholds): Ranked | null {
  if (found === undefined) return null;
  const decision = decide(found.ranked, thresholds.topics[found.voice]);
  return decision.kind === 'none' ? null : (found.ranked[0] ?? null);
}

function isAnsweredFrom(entry: string, found: RankedEntries | undefined, thresholds: TurnThresholds): boolean {
  if (found === undefined) return false;
  const decision = decide(found.ranked, thresholds.topics[found.voice]);
  return decision.kind === 'answer' && decision.entry === entry;
}

/** What to do with a question. `own`: those that belong to its entry. */
function adviceFor(
  { wording, near, falls }: Clash,
  own: readonly Wording[],
  now: 'answered' | 'not-answered',
): Clash['advice'] {
  const text = plainWords(wording.text);
  if (near !== null && plainWords(near.text) === text) return 'remove';
  const others = own.filter((each) => plainWords(each.text) !== text);
  const toOwn = likenessOf(wording.text, nearestOf(wording.text, others)?.text ?? '');
  const toOther = near === null ? 0 : likenessOf(wording.text, near.text);
  if (toOther >= toOwn) return 'move';
  return now === 'answered' && falls.length === 0 ? 'keep' : falls.length > 0 ? 'remove' : 'move';
}

/** Adds to clashes what they take from other entries; what takes something is not to be kept. */
export function withTaken(
  clashes: readonly Clash[],
  compared: readonly { readonly before: QuestionOutcome; readonly after: QuestionOutcome; readonly times: number }[],
): readonly Clash[] {
  return clashes.map((clash) => {
    const { wording, other, advice } = clash;
    const taken = compared
      .filter(
        ({ before, after }) =>
          before.answers.some(({ entry }) => entry === other) &&
          !after.answers.some(({ entry }) => entry === other) &&
          [...after.answers.map(({ entry }) => entry), ...after.menu].includes(wording.entry),
      )
      .reduce((sum, { times }) => sum + times, 0);
    return { ...clash, taken, advice: taken > 0 && advice === 'keep' ? 'move' : advice };
  });
}

/** The most similar of some questions; null where none is at least so similar. */
function nearestOf(text: string, wordings: readonly Wording[], least = 0): Wording | null {
  let nearest: Wording | null = null;
  let most = -1;
  for (const wording of wordings) {
    const likeness = likenessOf(text, wording.text);
    if (likeness < least || likeness <= most) continue;
    nearest = wording;
    most = likeness;
  }
  return nearest;
}

const keyOf = ({ entry, locale, text }: Wording) => `${entry} ${locale} ${plainWords(text)}`;

function byWeight(a: Clash, b: Clash): number {
  return b.falls.length - a.falls.length || b.confidence - a.confidence;
}
