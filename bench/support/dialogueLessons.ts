import {
  type Detail,
  type DetailContext,
  detailCandidates,
  detailFeatures,
  detailFeaturesOf,
  detailsOf,
  surelyLike,
} from '../../src/core/dialogue/details.ts';
import { featuresOf } from '../../src/core/dialogue/moveFeatures.ts';
import { movesOf } from '../../src/core/dialogue/moves.ts';
import {
  candidatesOf,
  type Spoken,
  subjectFeatures,
  subjectFeaturesOf,
  subjectsOf,
} from '../../src/core/dialogue/subjects.ts';
import {
  type DetailModel,
  isAspect,
  type Move,
  type MoveModel,
  type SubjectModel,
  type Understanding,
} from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import type { Sample } from './dialogues.ts';
import { type ChoiceExample, fitChoices } from './fitChoices.ts';
import { fitMoves } from './fitMoves.ts';

/** A turn of a conversation, as it was read. */
export type ReadSample = Sample & { readonly understanding: Understanding };

/** All that is learnt from conversations. */
export interface DialogueModels {
  readonly moves: MoveModel;
  readonly subjects: SubjectModel;
  readonly details: DetailModel;
}

/** Chosen on the tuning part. */
const penalties = { moves: 0.0003, subjects: 0.0005, details: 0.0005 } as const;

/**
 * Conversations from this number on add what is rare. Those before have the usual mix of subjects and count as often as
 * that; chosen on the tuning part.
 */
const firstRare = 200;
const usualWeight = 4;
const isUsual = ({ dialogue }: ReadSample) => Number(dialogue.id.split('-')[1]) < firstRare;

/** What people do who mean a service. */
const aboutActs = ['topic', 'aspect', 'back', 'correct'];

type Entries = Pick<Knowledge, 'entry'>;

/** Learns what messages do. */
export function learnMoves(samples: readonly ReadSample[]): MoveModel {
  return fitMoves(
    samples.map(({ understanding, situation, move }) => ({ features: featuresOf(understanding, situation), move })),
    penalties.moves,
  );
}

/** Learns which service messages are about, and what of it they ask for, by what they probably do. */
export function learnSubjects(samples: readonly ReadSample[], moves: MoveModel, entries: Entries): DialogueModels {
  const all = samples.flatMap((sample) => Array.from({ length: isUsual(sample) ? usualWeight : 1 }, () => sample));
  const subjects = fitChoices(
    all.flatMap((sample) => subjectExampleOf(sample, moves, entries) ?? []),
    { size: subjectFeatures.length, penalty: penalties.subjects },
  );
  const details = fitChoices(
    all.flatMap((sample) => detailExampleOf(sample, moves, entries) ?? []),
    { size: detailFeatures.length, penalty: penalties.details },
  );
  return { moves, subjects, details };
}

/** What tells which service a message is about, and the one that was meant; null: none. Undefined: not known. */
function subjectCase(sample: ReadSample, moves: MoveModel, { entry }: Entries) {
  const { understanding, situation, turn } = sample;
  const wanted = turn.act === 'outside' ? null : aboutActs.includes(turn.act) ? turn.topic : undefined;
  if (wanted === undefined || (situation.dialogue.focus.length === 0 && situation.choices.length === 0)) return null;
  const spoken: Spoken = {
    dialogue: situation.dialogue,
    choices: situation.choices,
    moves: movesOf(moves, understanding, situation),
    isService: (id) => entry(id)?.kind === 'faq',
    sidesOf: (id) => Object.keys(entry(id)?.aspects ?? {}).filter(isAspect),
    generalOf: situation.generalOf,
  };
  return { spoken, entries: candidatesOf(understanding, spoken), wanted };
}

function subjectExampleOf(sample: ReadSample, moves: MoveModel, entries: Entries): ChoiceExample | null {
  const found = subjectCase(sample, moves, entries);
  if (found === null) return null;
  const candidates = [null, ...found.entries].map((id) => subjectFeaturesOf(sample.understanding, found.spoken, id));
  // Who meant what nobody can tell from the text meant none of these.
  return { candidates, right: [found.wanted === null ? 0 : found.entries.indexOf(found.wanted) + 1] };
}

/** What tells what of its service a message asks for. Null: it asks for none, or that is not known. */
function detailCase(sample: ReadSample, moves: MoveModel, { entry }: Entries) {
  const { understanding, situation, turn } = sample;
  const service = turn.topic ? entry(turn.topic) : undefined;
  if (service === undefined || !aboutActs.includes(turn.act)) return null;
  const context: DetailContext = {
    entry: service.id,
    dialogue: situation.dialogue,
    moves: movesOf(moves, understanding, situation),
    sides: Object.keys(service.aspects).filter(isAspect),
    general: service.general,
  };
  return { context, candidates: detailCandidates(understanding, context) };
}

/** Which of some details somebody meant who wrote that a message asks for a side; what cannot be told is unclear. */
export function detailMeant(candidates: readonly Detail[], aspect: Sample['turn']['aspect']): number {
  const isMeant = (detail: Detail) => {
    if (!aspect) return detail.kind === 'whole';
    return detail.kind === 'aspect' ? detail.aspect === aspect : detail.kind === 'exception' && aspect === 'exceptions';
  };
  const found = candidates.findIndex(isMeant);
  return found >= 0 ? found : candidates.findIndex(({ kind }) => kind === 'unclear');
}

/** All that would be right: also a special case that the text is surely like, and to say that there is no text. */
function detailsRight(sample: ReadSample, { candidates, context }: NonNullable<ReturnType<typeof detailCase>>) {
  const { aspect } = sample.turn;
  const meant = detailMeant(candidates, aspect);
  if (!aspect || aspect === 'exceptions') return [meant];
  const like = sample.understanding.exceptions.find(({ entry }) => entry === context.entry)?.likeness ?? 0;
  const special = like >= surelyLike ? candidates.findIndex(({ kind }) => kind === 'exception') : -1;
  const unclear = context.sides.includes(aspect) ? -1 : candidates.findIndex(({ kind }) => kind === 'unclear');
  return [meant, special, unclear].filter((index) => index >= 0);
}

function detailExampleOf(sample: ReadSample, moves: MoveModel, entries: Entries): ChoiceExample | null {
  const found = detailCase(sample, moves, entries);
  if (found === null) return null;
  return {
    candidates: found.candidates.map((detail) => detailFeaturesOf(sample.understanding, found.context, detail)),
    right: detailsRight(sample, found),
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
  return {
    moves: scored(
      samples.map(({ move, understanding, situation }) => ({
        of: move as string,
        isRight: movesOf(moves, understanding, situation)[0]?.move === (move as Move),
      })),
    ),
    subjects: scored(
      samples.flatMap((sample) => {
        const found = subjectCase(sample, moves, entries);
        if (found === null) return [];
        const [best] = subjectsOf(subjects, sample.understanding, found.spoken);
        const isRight = found.wanted === null ? (best?.confidence ?? 0) < 0.5 : best?.entry === found.wanted;
        return [{ of: sample.turn.act, isRight }];
      }),
    ),
    details: scored(
      samples.flatMap((sample) => {
        const found = detailCase(sample, moves, entries);
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
