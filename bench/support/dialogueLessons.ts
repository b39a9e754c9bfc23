import { contextFeaturesOf } from '../../src/core/dialogue/contextFeatures.ts';
import {
  createDetailFeatures,
  type Detail,
  type DetailContext,
  detailCandidates,
  detailFeatures,
  detailsOf,
  surelyLike,
  textName,
} from '../../src/core/dialogue/details.ts';
import { featureNames, featuresOf } from '../../src/core/dialogue/moveFeatures.ts';
import { movesOf as rankMoves } from '../../src/core/dialogue/moves.ts';
import { createSubjectFeatures, type Spoken, subjectFeatures } from '../../src/core/dialogue/subjectFeatures.ts';
import { candidatesOf, subjectsOf } from '../../src/core/dialogue/subjects.ts';
import {
  moves as allMoves,
  type DetailModel,
  isAspect,
  type MoveModel,
  type RankedMove,
  type SubjectModel,
  type Understanding,
} from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import type { Sample } from './dialogues.ts';
import { type Example, fitNetwork } from './fitNetwork.ts';

/** A turn of a conversation, as it was read. */
export type ReadSample = Sample & {
  readonly understanding: Understanding;
  /** It was put into another conversation: see splicedSamples.ts. */
  readonly isSpliced?: true;
};

/** All that is learnt from conversations. */
export interface DialogueModels {
  readonly moves: MoveModel;
  readonly subjects: SubjectModel;
  readonly details: DetailModel;
}

/**
 * How much a turn counts, by the series of its conversation (test/data/dialogues/README.md); chosen on the tuning part. The
 * first, up to 199, have the usual mix of what people do, and those that ask on about one service (`n`) the usual follow-ups;
 * others add what people do who talk with the bot itself (`p`), what is hard (`m`) or rare.
 */
const weights = { usual: 5, asked: 4, improvised: 3, hard: 2, rare: 1 } as const;
const firstRare = 200;

function seriesOf({ dialogue }: Pick<ReadSample, 'dialogue'>): keyof typeof weights {
  const series = dialogue.id.split('-')[1] ?? '';
  if (series.startsWith('n')) return 'asked';
  if (series.startsWith('m')) return 'hard';
  if (series.startsWith('p')) return 'improvised';
  return Number(series) < firstRare ? 'usual' : 'rare';
}

/**
 * How much more turns to something else count for which service is meant: those that were put into other conversations, and those of the
 * conversations themselves, of which there are few beside the follow-ups. By three-fold cross-validation.
 */
const turned = { spliced: 2, own: 1.25 } as const;

function turnWeightOf({ isSpliced, turn, situation }: ReadSample): number {
  if (isSpliced === true) return turned.spliced;
  return turn.act === 'topic' && situation.dialogue.focus.length > 0 ? turned.own : 1;
}

const weightOf = (sample: ReadSample) => weights[seriesOf(sample)];

/** Whether a message has several questions, which those who wrote of one service did not label as such. */
function isUnlabelled(sample: ReadSample): boolean {
  const series = seriesOf(sample);
  const asking = sample.understanding.questions.filter(({ asks }) => asks === true);
  return (series === 'asked' || series === 'hard') && asking.length > 1;
}

/** What people do who mean a service. */
const aboutActs = ['topic', 'aspect', 'back', 'correct'];

type Entries = Pick<Knowledge, 'entry' | 'wordsShared'>;

/** Rare moves count more than their share, but not as much as frequent ones. */
const evenness = 0.4;

/** Learns what messages do. */
export function learnMoves(all: readonly ReadSample[]): MoveModel {
  const samples = all.filter((sample) => !isUnlabelled(sample));
  const counts = Map.groupBy(samples, ({ move }) => move);
  return fitNetwork(
    samples.map((sample) => ({
      candidates: [featuresOf(sample.understanding, sample.situation)],
      right: [allMoves.indexOf(sample.move)],
      weight:
        weightOf(sample) *
        (samples.length / allMoves.length / (counts.get(sample.move)?.length ?? samples.length)) ** evenness,
    })),
    { features: featureNames.length, outputs: allMoves.length },
  );
}

/** What messages probably do, as told by what was not learnt from them. */
export type MovesOf = (sample: ReadSample) => readonly RankedMove[];

/** Learns which service messages are about, and what of it they ask for, by what they probably do. */
export function learnSubjects(
  samples: readonly ReadSample[],
  movesOf: MovesOf,
  entries: Entries,
): Omit<DialogueModels, 'moves'> {
  const subjects = fitNetwork(
    samples.flatMap((sample) => subjectExampleOf(sample, movesOf, entries) ?? []),
    { features: subjectFeatures.length, outputs: 1 },
  );
  const details = fitNetwork(
    samples.flatMap((sample) => detailExampleOf(sample, movesOf, entries) ?? []),
    { features: detailFeatures.length, outputs: 1 },
  );
  return { subjects, details };
}

/** The services that were meant: none by what is outside. Null: that is not known. */
function servicesMeant({ act, topic, topics }: Sample['turn']): readonly string[] | null {
  if (act === 'outside') return [];
  if (act === 'two') return topics?.map((each) => each.topic) ?? null;
  if (!aboutActs.includes(act) || topic === undefined) return null;
  return topic === null ? [] : [topic];
}

/** What tells which service a message is about, and those that were meant. Null: that is not known. */
function subjectCase(sample: ReadSample, movesOf: MovesOf, { entry, wordsShared }: Entries) {
  const { understanding, situation, turn } = sample;
  const wanted = servicesMeant(turn);
  if (wanted === null || (situation.dialogue.focus.length === 0 && situation.choices.length === 0)) return null;
  const spoken: Spoken = {
    dialogue: situation.dialogue,
    choices: situation.choices,
    moves: movesOf(sample),
    isService: (id) => entry(id)?.kind === 'faq',
    sidesOf: (id) => Object.keys(entry(id)?.aspects ?? {}).filter(isAspect),
    generalOf: situation.generalOf,
    shared: wordsShared?.(turn.user, sample.dialogue.locale) ?? null,
  };
  return { spoken, entries: candidatesOf(understanding, spoken), wanted };
}

function subjectExampleOf(sample: ReadSample, movesOf: MovesOf, entries: Entries): Example | null {
  const found = subjectCase(sample, movesOf, entries);
  if (found === null) return null;
  const featuresOf = createSubjectFeatures(sample.understanding, found.spoken);
  const candidates = [null, ...found.entries].map((entry) => featuresOf(entry).slice());
  return {
    candidates,
    context: contextFeaturesOf(sample.understanding, sample.situation.dialogue),
    right: rightOf(found),
    weight: weightOf(sample) * turnWeightOf(sample),
  };
}

/** The numbers of the candidates that would be right. Who meant what nobody can tell from the text meant none of these. */
function rightOf({ entries, wanted }: NonNullable<ReturnType<typeof subjectCase>>): readonly number[] {
  const right = wanted.map((id) => entries.indexOf(id) + 1).filter((index) => index > 0);
  return right.length === 0 ? [0] : right;
}

/** What tells what of its service a message asks for. Null: it asks for none, or that is not known. */
function detailCase(sample: ReadSample, movesOf: MovesOf, { entry, wordsShared }: Entries) {
  const { situation, turn, understanding } = sample;
  const service = turn.topic ? entry(turn.topic) : undefined;
  if (service === undefined || !aboutActs.includes(turn.act)) return null;
  const context: DetailContext = {
    entry: service.id,
    dialogue: situation.dialogue,
    moves: movesOf(sample),
    sides: Object.keys(service.aspects).filter(isAspect),
    general: service.general,
    exceptions: service.exceptions.map(({ id }) => id),
    shared: wordsShared?.(turn.user, sample.dialogue.locale) ?? null,
  };
  return { context, candidates: detailCandidates(understanding, context) };
}

/** Which of some details somebody meant who wrote that a message asks for a side; what cannot be told is unclear. */
function detailMeant(candidates: readonly Detail[], aspect: Sample['turn']['aspect']): number {
  const isMeant = (detail: Detail) => {
    if (!aspect) return detail.kind === 'whole';
    return detail.kind === 'aspect' ? detail.aspect === aspect : detail.kind === 'exception' && aspect === 'exceptions';
  };
  const found = candidates.findIndex(isMeant);
  return found >= 0 ? found : candidates.findIndex(({ kind }) => kind === 'unclear');
}

/**
 * Those whose texts say what was asked, as somebody found who read them all; the whole only where no part says it. Where none does,
 * it is right to say so.
 */
function detailsThatSay(texts: readonly string[], candidates: readonly Detail[], sides: readonly string[]) {
  const found = candidates.flatMap((detail, index) => (texts.includes(textName(detail) ?? '') ? [index] : []));
  const exact = found.filter((index) => candidates[index]?.kind !== 'whole');
  if (exact.length > 0 && texts[0] !== 'whole') return exact;
  if (found.length > 0) return found;
  // A side of which nothing is written is told by its name.
  return candidates.flatMap((detail, index) =>
    detail.kind === 'unclear' || (detail.kind === 'aspect' && !sides.includes(detail.aspect)) ? [index] : [],
  );
}

/** All that would be right: also a special case that the text is surely like, and to say that there is no text. */
function detailsRight(sample: ReadSample, { candidates, context }: NonNullable<ReturnType<typeof detailCase>>) {
  const { aspect, texts } = sample.turn;
  if (texts !== undefined) return detailsThatSay(texts, candidates, context.sides);
  const meant = detailMeant(candidates, aspect);
  if (!aspect || aspect === 'exceptions') return [meant];
  const like = sample.understanding.exceptions.find(({ entry }) => entry === context.entry)?.likeness ?? 0;
  const special = like >= surelyLike ? candidates.findIndex(({ kind }) => kind === 'exception') : -1;
  const unclear = context.sides.includes(aspect) ? -1 : candidates.findIndex(({ kind }) => kind === 'unclear');
  return [meant, special, unclear].filter((index) => index >= 0);
}

function detailExampleOf(sample: ReadSample, movesOf: MovesOf, entries: Entries): Example | null {
  const found = detailCase(sample, movesOf, entries);
  if (found === null) return null;
  const featuresOf = createDetailFeatures(sample.understanding, found.context);
  return {
    candidates: found.candidates.map((detail) => featuresOf(detail).slice()),
    context: contextFeaturesOf(sample.understanding, sample.situation.dialogue),
    right: detailsRight(sample, found),
    weight: weightOf(sample),
  };
}

/** How often a model is right about the turns of each class. */
export interface Score {
  readonly of: string;
  readonly turns: number;
  readonly right: number;
}

/** Scores what was learnt on other conversations: moves, services by act, and details by whether they are new. */
export function scoreDialogues(
  samples: readonly ReadSample[],
  { moves, subjects, details }: DialogueModels,
  entries: Entries,
): { readonly moves: readonly Score[]; readonly subjects: readonly Score[]; readonly details: readonly Score[] } {
  const movesOf: MovesOf = ({ understanding, situation }) => rankMoves(moves, understanding, situation);
  return {
    moves: scored(
      samples.map((sample) => ({ of: sample.move as string, isRight: movesOf(sample)[0]?.move === sample.move })),
    ),
    subjects: scored(
      samples.flatMap((sample) => {
        const found = subjectCase(sample, movesOf, entries);
        if (found === null) return [];
        const [best] = subjectsOf(subjects, sample.understanding, found.spoken);
        const isRight =
          found.wanted.length === 0 ? (best?.confidence ?? 0) < 0.5 : found.wanted.includes(best?.entry ?? '');
        return [{ of: sample.turn.act, isRight }];
      }),
    ),
    details: scored(
      samples.flatMap((sample) => {
        const found = detailCase(sample, movesOf, entries);
        if (found === null) return [];
        const { candidates, context } = found;
        const [best] = detailsOf(details, sample.understanding, context);
        const wanted = candidates[detailMeant(candidates, sample.turn.aspect)];
        return [{ of: wanted?.kind ?? '', isRight: JSON.stringify(best?.detail) === JSON.stringify(wanted) }];
      }),
    ),
  };
}

function scored(judged: readonly { readonly of: string; readonly isRight: boolean }[]): readonly Score[] {
  return [...Map.groupBy(judged, ({ of }) => of)].map(([of, own]) => ({
    of,
    turns: own.length,
    right: own.filter(({ isRight }) => isRight).length,
  }));
}
