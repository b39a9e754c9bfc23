import { commands } from '../../core/model/parsedCommand.ts';
import { phraseKeys } from '../../core/model/phrase.ts';
import { placeholdersIn } from '../../core/util/interpolate.ts';
import type { YamlResult } from '../load/readYaml.ts';
import type { Problem } from '../problem.ts';
import type { CommandsFile, PhrasesFile, SmalltalkFile } from '../schema/talk.ts';

type Check<T> = (file: string, result: YamlResult<T>) => readonly Problem[];

/** Values that the code provides for phrases, in addition to those of `council.yaml`. */
const given: readonly string[] = [
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
  'into',
  'reason',
  'deadline',
  'firstDeadline',
  'options',
  'opening',
  'passage',
  'links',
  'place',
  'before',
  'time',
  'stop',
  'what',
  'question',
  'about',
  'day',
  'weekday',
  'hours',
  'from',
  'until',
  'office',
];

/**
 * Creates the check of `phrases.yaml`: no key is missing or unknown, and each `{{name}}` has a value. What `shipped` has
 * is said in place of a missing one, and its absence only told.
 */
export function createPhrasesCheck(
  values: readonly string[],
  shipped: Readonly<Record<string, unknown>>,
): Check<PhrasesFile> {
  const known = new Set([...values, ...given]);
  return (file, { value, line }) => {
    const missing = phraseKeys
      .filter((key) => value.phrases[key] === undefined)
      .map((key) => {
        const isShipped = shipped[key] !== undefined;
        const meanwhile = isShipped ? '; meanwhile the bot says what ships with it' : '';
        const message = `phrase \`${key}\` is missing: add it in ca, es and en${meanwhile}`;
        return { file, line: 1, message, fatal: !isShipped };
      });
    const others = Object.entries(value.phrases).flatMap(([key, texts]) => {
      const warn = (path: readonly PropertyKey[], message: string): Problem => {
        return { file, line: line(['phrases', key, ...path]), message, fatal: false };
      };
      const unused = (phraseKeys as readonly string[]).includes(key)
        ? []
        : [warn([], `phrase \`${key}\` is never used: correct its name or remove it`)];
      const unknown = Object.entries(texts).flatMap(([locale, text]) =>
        placeholdersIn(text)
          .filter((name) => !known.has(name))
          .map((name) => warn([locale], `{{${name}}} has no value: use a name that council.yaml has`)),
      );
      return [...unused, ...unknown];
    });
    return [...missing, ...others];
  };
}

/** Those of the phrases that can be said with the values of a council: of a name without a value the name itself would be read. */
export function sayable(phrases: PhrasesFile['phrases'], values: readonly string[]): PhrasesFile['phrases'] {
  const known = new Set([...values, ...given]);
  const isSaid = (texts: Readonly<Record<string, string>>) =>
    Object.values(texts).every((text) => placeholdersIn(text).every((name) => known.has(name)));
  return Object.fromEntries(Object.entries(phrases).filter(([, texts]) => isSaid(texts)));
}

/** Checks that `commands.yaml` holds each command once. */
export const checkCommands: Check<CommandsFile> = (file, { value, line }) => {
  const all = value.commands.map(({ command }) => command);
  const missing = commands
    .filter((command) => !all.includes(command))
    .map((command) => ({
      file,
      line: 1,
      message: `command \`${command}\` is missing: add its title, words and questions`,
      fatal: false,
    }));
  return [...missing, ...twice(file, line, 'commands', 'command', all)];
};

/** Checks that the ids of `smalltalk.yaml` have the right prefix and are unique. */
export const checkSmalltalk: Check<SmalltalkFile> = (file, { value, line }) => {
  const ids = value.entries.map(({ id }) => id);
  const foreign = ids.flatMap((id, index) =>
    id.startsWith('smalltalk.')
      ? []
      : [
          {
            file,
            line: line(['entries', index, 'id']),
            message: `\`${id}\` is not a small talk id: begin it with smalltalk.`,
            fatal: true,
          },
        ],
  );
  return [...foreign, ...twice(file, line, 'entries', 'id', ids)];
};

function twice(
  file: string,
  line: YamlResult<unknown>['line'],
  list: string,
  key: string,
  names: readonly string[],
): readonly Problem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ file, line: line([list, index, key]), message: `\`${name}\` occurs twice: keep one of them`, fatal: true }],
  );
}
