import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Content } from '../../../src/content/content.ts';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { exceptionsOf, understandingLessonsOf } from '../../../src/content/understanding/lessonsOf.ts';
import { acts, aspects } from '../../../src/core/model/understanding.ts';
import { noClass } from '../../../src/language/understanding/classes.ts';
import { textsOf, type UnderstandingLessons } from '../../../src/language/understanding/lessons.ts';
import {
  askedInDialogues,
  exceptionsInDialogues,
  readTrainingDialogues,
  type TrainingDialogue,
} from '../../../src/language/understanding/trainingDialogues.ts';
import { createContentFolder } from '../../support/contentFolder.ts';
import { shippedContent } from '../../support/shippedContent.ts';

let content: Content;
let lessons: UnderstandingLessons;
beforeAll(async () => {
  content = await shippedContent();
  lessons = understandingLessonsOf(content);
});

const idsOf = (part: 'aspects' | 'acts' | 'topics') => lessons[part].map(({ id }) => id);
const textsIn = (part: 'aspects' | 'acts' | 'topics', id: string) =>
  lessons[part].find((each) => each.id === id)?.texts ?? [];
/** The texts that are not among others. There are thousands: `arrayContaining` compares each with each. */
const missingIn = (all: readonly string[], texts: readonly string[]) => {
  const known = new Set(all);
  return texts.filter((text) => !known.has(text));
};

describe('what understanding is learnt from, as it ships', () => {
  test('has every aspect and act, and for topics and aspects what belongs to none', () => {
    expect(idsOf('aspects').sort()).toEqual([...aspects, 'exceptions', noClass].sort());
    expect(idsOf('acts').sort()).toEqual([...acts].sort());
    expect(idsOf('topics')).toEqual(expect.arrayContaining(['padro.alta', 'command.person', noClass]));
  });

  test('has texts for each class, and names each once', () => {
    for (const part of ['aspects', 'acts', 'topics'] as const) {
      expect(new Set(idsOf(part)).size).toBe(idsOf(part).length);
      for (const { id, texts } of lessons[part])
        expect({ part, id, some: texts.length > 0 }).toEqual({ part, id, some: true });
    }
  });

  test('takes what asks a side of something unnamed for asking on', () => {
    const [cost] = content.aspects.aspects.filter(({ id }) => id === 'cost');
    expect(missingIn(textsIn('acts', 'follow'), cost?.questions.ca ?? ['missing'])).toEqual([]);
  });

  test('has no text of an aspect among those that belong to none', () => {
    const none = new Set(textsIn('aspects', noClass));
    const both = aspects.flatMap((id) => textsIn('aspects', id).filter((text) => none.has(text)));
    expect(both).toEqual([]);
  });

  test('learns special cases from conversations, too', () => {
    const missing = exceptionsInDialogues(readTrainingDialogues()).flatMap(({ entry, exception, texts }) => {
      const found = lessons.exceptions.find((each) => each.entry === entry && each.exception === exception);
      return missingIn(found?.texts ?? [], texts);
    });
    expect(missing).toEqual([]);
  });

  test('learns entries from conversations, too', () => {
    const [asked] = askedInDialogues(readTrainingDialogues());
    const texts = asked?.variants.map(({ text }) => text) ?? [];
    expect(texts.length).toBeGreaterThan(0);
    expect(missingIn(textsIn('topics', asked?.id ?? ''), texts)).toEqual([]);
  });

  test('names each text once to those who make vectors', () => {
    const texts = textsOf(lessons);
    expect(new Set(texts).size).toBe(texts.length);
    expect(missingIn(texts, textsIn('acts', 'correct'))).toEqual([]);
  });
});

test('content without the files of understanding is still learnt from', async () => {
  const folder = await createContentFolder();
  const { content: plain } = await loadContent(folderSource(folder.path), null);
  const found = understandingLessonsOf(plain, []);
  expect(found.aspects.map(({ id }) => id)).toEqual([noClass]);
  expect(found.acts.map(({ id }) => id)).toEqual(expect.arrayContaining(['ask', 'chat']));
  expect(found.exceptions).toEqual([]);
  // As an older version stored it.
  const [name, file] = Object.entries(plain.faq)[0] ?? [];
  const old = structuredClone(file);
  for (const entry of old?.entries ?? []) Reflect.deleteProperty(entry, 'exceptions');
  if (name !== undefined && old !== undefined) expect(exceptionsOf({ faq: { [name]: old } })).toEqual([]);
  await folder.remove('.');
});

describe('special cases in conversations', () => {
  const said = (user: string, texts: readonly string[]): TrainingDialogue['turns'][number] => ({
    user,
    act: 'aspect',
    topic: 'padro.alta',
    texts,
  });
  const casesIn = (...turns: TrainingDialogue['turns']) => exceptionsInDialogues([{ id: 'ca-1', locale: 'ca', turns }]);

  test('are asked for by what their text answers best', () => {
    const turns = [
      said('no tinc contracte de lloguer', ['exceptions:no-contract', 'documents']),
      said('el contracte és de la meva mare', ['exceptions:no-contract']),
      said('quins papers he de portar', ['documents', 'exceptions:no-contract']),
      said('quant costa, si us plau', []),
    ];
    const texts = ['no tinc contracte de lloguer', 'el contracte és de la meva mare'];
    expect(casesIn(...turns)).toEqual([{ entry: 'padro.alta', exception: 'no-contract', texts }]);
  });

  test('are not asked for by a few words, which may be about any', () => {
    expect(casesIn(said('i els diumenges?', ['exceptions:saturday']))).toEqual([]);
  });

  test('that the content does not have count for nothing', () => {
    const dialogues = [
      { id: 'ca-1', locale: 'ca' as const, turns: [said('vinc de molt lluny jo', ['exceptions:far'])] },
    ];
    expect(exceptionsOf(content, dialogues).filter(({ exception }) => exception === 'far')).toEqual([]);
  });
});
