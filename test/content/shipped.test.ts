import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCommandWords } from '../../src/content/commandWords.ts';
import { entriesOf, variantsOf } from '../../src/content/entries.ts';
import type { LoadedContent } from '../../src/content/load/loadContent.ts';
import { sayProblem } from '../../src/content/problem.ts';
import { locales } from '../../src/core/model/locale.ts';
import { commands } from '../../src/core/model/parsedCommand.ts';
import { phraseKeys } from '../../src/core/model/phrase.ts';
import { openingOf } from '../../src/core/util/firstSentences.ts';
import { plainWords } from '../../src/core/util/plainWords.ts';
import { createTranslator } from '../../src/language/translator.ts';
import { loadShippedContent } from '../support/shippedContent.ts';

const _folder = fileURLToPath(new URL('../../dialogs', import.meta.url));

/** What the code gives to phrases, beside the values of `council.yaml`. */
const given = [
  'what',
  'before',
  'time',
  'stop',
  'question',
  'about',
  'privacyUrl',
  'caseUrl',
  'aspect',
  'contact',
  'name',
  'url',
  'date',
  'title',
  'code',
  'case',
  'department',
  'deadline',
  'firstDeadline',
  'options',
  'opening',
  'passage',
  'links',
  'place',
  'into',
  'reason',
  'day',
  'weekday',
  'hours',
  'from',
  'until',
];

/** In these, words stand out that are no commands: whether an office is open then. */
const ofOpenings = [
  'openThen',
  'closedThen',
  'closedInPart',
  'closedOnHoliday',
  'nextIsHoliday',
  'openNow',
  'closedNow',
];

let loaded: LoadedContent;
beforeAll(async () => {
  loaded = await loadShippedContent();
});

const variablesOf = (text: string) => Array.from(text.matchAll(/\{\{([^}]*)\}\}/g), ([, name]) => name).sort();

describe('the content that we ship', () => {
  test('has no problem', () => {
    expect(loaded.problems.map(sayProblem)).toEqual([]);
  });

  test('answers at least seventy questions in plain words of three languages', () => {
    expect(entriesOf(loaded.content).filter(({ kind }) => kind === 'faq').length).toBeGreaterThanOrEqual(70);
    for (const { variants } of variantsOf(loaded.content)) {
      expect(new Set(variants.map(({ locale }) => locale)).size).toBe(locales.length);
    }
  });

  test('lets who asks about violence leave at once, for a page that is not ours', () => {
    const leaving = entriesOf(loaded.content).filter(({ quickExit }) => quickExit);
    expect(leaving.map(({ id }) => id)).toContain('social.violencia-masclista');
    expect(loaded.content.council.links.quickExit).toBe('https://www.meteo.cat');
  });

  test('lets people on a phone tap the number to call in an emergency', () => {
    for (const { id, answer } of entriesOf(loaded.content)) {
      for (const locale of locales) {
        const untapped = answer[locale]
          .replace(/\[[^\]]*\]\([^)]*\)/g, '')
          .match(/(?<!\d )\b(?:112|116 111|900 900 120)\b/);
        expect([id, locale, untapped?.[0]]).toEqual([id, locale, undefined]);
      }
    }
  });

  test('can be begun in public with whole sentences or whole lists, sides and special cases as well', () => {
    for (const { id, kind, answer, aspects, exceptions } of entriesOf(loaded.content)) {
      if (kind !== 'faq') continue;
      const sides = [...Object.values(aspects), ...exceptions].map((part) => part.answer);
      for (const text of [answer, ...sides].flatMap((each) => locales.map((locale) => openingOf(each[locale]).text))) {
        const isWhole = /(?:[.!?…][*_)»"”]*|\n(?:- |\d+\. ).*[^:])$/.test(text);
        expect([id, text, isWhole]).toEqual([id, text, true]);
      }
    }
  });

  test('gives no two entries the same id', () => {
    const ids = entriesOf(loaded.content).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('asks nothing under two entries, small talk and commands included', () => {
    const first = new Map<string, string>();
    const twice = variantsOf(loaded.content).flatMap(({ id, variants }) =>
      variants.filter(({ text }) => {
        const words = plainWords(text);
        const before = first.get(words) ?? id;
        first.set(words, before);
        return before !== id;
      }),
    );
    expect(twice).toEqual([]);
  });

  test('has no example of danger twice, but for accents and signs', () => {
    const { examples, lookalikes, ordinary } = loaded.content.dangers;
    const all = [...examples, ...lookalikes, ...ordinary].map(({ text }) => plainWords(text)).filter(Boolean);
    expect(all.length).toBeGreaterThan(10_000);
    expect(new Set(all).size).toBe(all.length);
  });

  test('is in force for some time from the day of its verification', () => {
    for (const { id, verified, valid } of entriesOf(loaded.content).filter(({ kind }) => kind === 'faq')) {
      expect({ id, isValid: valid.from !== null && verified !== null && valid.from <= verified }).toEqual({
        id,
        isValid: true,
      });
    }
  });
});

describe('the phrases that we ship', () => {
  test.each(phraseKeys)('%s is there, with the same values in every language', (key) => {
    const phrase = loaded.content.phrases.phrases[key];
    expect(Object.keys(phrase ?? {}).sort()).toEqual([...locales].sort());
    for (const locale of locales) expect(variablesOf(phrase?.[locale] ?? '')).toEqual(variablesOf(phrase?.ca ?? ''));
  });

  test('use values that somebody gives, and no value of the council is idle', () => {
    const { phrases, council } = loaded.content;
    const used = new Set(Object.values(phrases.phrases).flatMap((texts) => Object.values(texts).flatMap(variablesOf)));
    const known = [...Object.keys(council.values), ...given];
    expect([...used].filter((name) => !known.includes(String(name)))).toEqual([]);
    expect(Object.keys(council.values).filter((name) => !used.has(name))).toEqual([]);
  });

  test('are said whole, with nothing left to fill in', () => {
    const { phrases, council } = loaded.content;
    const values = Object.fromEntries(given.map((name) => [name, `the ${name}`]));
    const translate = createTranslator(phrases.phrases, { ...council.values, ...values });
    for (const key of phraseKeys) {
      for (const locale of locales) {
        const text = translate(key, locale, {});
        expect(text).not.toMatch(/[{}]|undefined|\$t\(/);
        expect(text).not.toBe(key);
      }
    }
  });

  test('introduce an automatic assistant, and say how to reach a person and where the privacy page is', () => {
    const { introduction } = loaded.content.phrases.phrases;
    expect(introduction?.ca).toMatch(/assistent automàtic.*\*\*persona\*\*.*\{\{privacyUrl\}\}/s);
    expect(introduction?.es).toMatch(/asistente automático.*\*\*persona\*\*.*\{\{privacyUrl\}\}/s);
    expect(introduction?.en).toMatch(/automatic assistant.*\*\*person\*\*.*\{\{privacyUrl\}\}/s);
  });

  test('introduce it so briefly that what is offered below is in sight on a phone', () => {
    const { introduction, attendedFrom } = loaded.content.phrases.phrases;
    const { council } = loaded.content.council.values;
    for (const locale of locales) {
      const name = typeof council === 'string' ? council : (council?.[locale] ?? '');
      const said = `${introduction?.[locale] ?? ''} ${attendedFrom?.[locale] ?? ''}`.replace('{{council}}', name);
      // Seven lines of a phone, with a day and an hour of opening.
      expect(said.replace(/\(\{\{privacyUrl\}\}\)/, '').length).toBeLessThanOrEqual(250);
    }
  });

  test('fit on a button where they are one', () => {
    for (const key of phraseKeys.filter((each) => each.startsWith('choice.'))) {
      for (const locale of locales) {
        expect(loaded.content.phrases.phrases[key]?.[locale].length).toBeLessThanOrEqual(40);
      }
    }
  });
});

describe('the commands that we ship', () => {
  test('are all there, and no word runs two of them', () => {
    const all = loaded.content.commands.commands;
    expect(all.map(({ command }) => command).sort()).toEqual([...commands].sort());
    const commandOf = createCommandWords(loaded.content.commands);
    for (const { command, words } of all) {
      for (const locale of locales) {
        for (const word of [command, ...words[locale]])
          expect({ word, runs: commandOf(word) }).toEqual({ word, runs: command });
      }
    }
  });

  test('take no question away from an entry', () => {
    const commandOf = createCommandWords(loaded.content.commands);
    const others = variantsOf(loaded.content).filter(({ id }) => !id.startsWith('command.'));
    const taken = others.flatMap(({ id, variants }) =>
      variants.filter(({ text }) => commandOf(text) !== null).map(({ text }) => `${id}: ${text}`),
    );
    expect(taken).toEqual([]);
  });

  test('are run by the words that the phrases tell people to write', () => {
    const commandOf = createCommandWords(loaded.content.commands);
    const { settled = {}, add = {} } = loaded.content.flowWords ?? {};
    const steering = [...Object.values(settled), ...Object.values(add)].flat();
    for (const [key, texts] of Object.entries(loaded.content.phrases.phrases)) {
      if (ofOpenings.includes(key)) continue;
      for (const locale of locales) {
        const words = Array.from(texts[locale].matchAll(/\*\*([^*]+)\*\*/g), ([, word]) => word ?? '');
        const notified = words.filter(
          (word) => !/assistent|asistente|assistant|\{\{(?:code|title|time)\}\}/.test(word),
        );
        for (const word of notified)
          expect({ key, word, runs: commandOf(word) !== null || steering.includes(word.toLowerCase()) }).toEqual({
            key,
            word,
            runs: true,
          });
      }
    }
  });
});
