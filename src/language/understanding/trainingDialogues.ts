import { readFileSync } from 'node:fs';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { Act, Aspect } from '../../core/model/understanding.ts';
import { weakly } from '../../core/util/memoizeLast.ts';
import type { TrainingEntry } from '../retrieval/trainingEntry.ts';
import type { ExceptionTexts } from './exceptions.ts';
import type { ClassLessons } from './lessons.ts';

/** What somebody who wrote a dialogue says of one of its turns: see test/data/dialogues/README.md. */
export interface LabelledTurn {
  readonly user: string;
  readonly act: string;
  readonly topic?: string | null;
  readonly aspect?: Aspect | 'exceptions' | null;
  /** Texts of `topic` that say something on what is asked, the most exact first: `whole`, a side, or `exceptions:` and an id. */
  readonly texts?: readonly string[];
  readonly topics?: readonly { readonly topic: string; readonly aspect?: Aspect | 'exceptions' }[];
}

export interface TrainingDialogue {
  readonly id: string;
  readonly locale: Locale;
  readonly turns: readonly LabelledTurn[];
}

/** Conversations in three languages from which the bot learns what messages do; written for this project. */
export const readTrainingDialogues = weakly(() =>
  readDialoguesIn<TrainingDialogue>(new URL('./dialogues/', import.meta.url)),
);

/** Reads labelled conversations: in `folder`, one file of JSON lines a language. */
export function readDialoguesIn<T extends TrainingDialogue>(folder: URL): readonly T[] {
  return locales.flatMap((locale) =>
    readFileSync(new URL(`${locale}.jsonl`, folder), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => ({ ...JSON.parse(line), locale }) as T),
  );
}

/** What the acts of a dialogue's turns are called where they are learnt; those left out are told otherwise. */
const actOf: Readonly<Record<string, Act>> = {
  topic: 'ask',
  aspect: 'follow',
  back: 'back',
  correct: 'correct',
  simpler: 'simpler',
  repeat: 'repeat',
  more: 'more',
  yes: 'yes',
  no: 'no',
  ack: 'ack',
  smalltalk: 'chat',
  person: 'person',
  status: 'status',
  incident: 'report',
  complaint: 'report',
  suggestion: 'report',
  addition: 'add',
  outside: 'outside',
};

/** What people do in dialogues, by act; and which sides of a service they ask on about, by aspect. */
export function lessonsOfDialogues(dialogues: readonly TrainingDialogue[]): {
  readonly acts: readonly ClassLessons[];
  readonly aspects: readonly ClassLessons[];
} {
  const turns = dialogues.flatMap((dialogue) => dialogue.turns);
  return {
    acts: byClass(turns.map(({ user, act }) => [actOf[act], user])),
    aspects: byClass(
      turns.map(({ user, act, aspect }) => [act === 'aspect' ? (aspect ?? undefined) : undefined, user]),
    ),
  };
}

/** Acts of messages that name by themselves the service they are about. */
const naming: readonly string[] = ['topic', 'back'];

/** How people ask for services in dialogues, where a message says by itself which it means; by entry. */
export function askedInDialogues(dialogues: readonly TrainingDialogue[]): readonly TrainingEntry[] {
  const asked = dialogues.flatMap(({ locale, turns }) =>
    turns.flatMap(({ user: text, act, topic }) => (topic && naming.includes(act) ? [{ id: topic, locale, text }] : [])),
  );
  return [...Map.groupBy(asked, ({ id }) => id)].map(([id, found]) => ({
    id,
    variants: found.map(({ locale, text }) => ({ locale, text })),
  }));
}

/** Fewest words of a message that says by itself which special case it is about: "and on Sundays" may be about any. */
const fewestWords = 4;
const special = 'exceptions:';

/** How people ask for special cases in dialogues: the messages that their texts answer most exactly. */
export function exceptionsInDialogues(dialogues: readonly TrainingDialogue[]): readonly ExceptionTexts[] {
  const asked = dialogues.flatMap(({ turns }) =>
    turns.flatMap(({ user, topic, texts }) => {
      const [exact] = texts ?? [];
      if (!topic || !exact?.startsWith(special) || user.split(/\s+/).length < fewestWords) return [];
      return [{ entry: topic, exception: exact.slice(special.length), text: user }];
    }),
  );
  return [...Map.groupBy(asked, ({ entry, exception }) => `${entry} ${exception}`).values()].flatMap((found) =>
    found.slice(0, 1).map(({ entry, exception }) => ({ entry, exception, texts: found.map(({ text }) => text) })),
  );
}

function byClass(said: readonly (readonly [id: string | undefined, text: string])[]): readonly ClassLessons[] {
  const classes = Map.groupBy(said, ([id]) => id);
  return [...classes].flatMap(([id, found]) =>
    id === undefined ? [] : [{ id, texts: found.map(([, text]) => text) }],
  );
}
