import { z } from 'zod';
import { commands } from '../../core/model/parsedCommand.ts';
import { answer, departmentId, entryId, followUps, localised, title, variants, webAddress } from './common.ts';

const noText = 'is empty: write it or remove the line';

/** `dialogs/smalltalk.yaml`: thanks, greetings, insults, "are you a robot". */
export const smalltalkFile = z.strictObject({
  entries: z.array(
    z.strictObject({
      id: entryId,
      title: localised(title),
      /** Training wordings: similar ones are understood, too. */
      questions: localised(variants(6)).optional(),
      /** Wordings that count only word for word and are not training data. */
      words: localised(z.array(z.string().trim().min(1, noText))).optional(),
      answer: localised(answer),
      followUps,
      /** Whether it takes leave: the bot asks nothing more then. */
      closes: z.boolean().optional(),
      /** Emoji with this meaning; `*` matches any that no entry lists. */
      emoji: z.array(z.string().trim().min(1, noText)).default([]),
    }),
  ),
});

/** `dialogs/commands.yaml`: the exact words and free wordings of each command. */
export const commandsFile = z.strictObject({
  commands: z.array(
    z.strictObject({
      command: z.enum(commands, { error: `is not a command: write one of ${commands.join(', ')}` }),
      title: localised(title),
      /** Exact words that run it, with or without a slash. */
      words: localised(z.array(z.string().trim().min(1, noText)).min(1, 'has no words: write at least one')),
      /** Free wordings that mean it; absent: its words alone run it. */
      questions: localised(variants(4)).optional(),
    }),
  ),
});

/** `dialogs/departments.yaml`. */
export const departmentsFile = z.strictObject({
  departments: z
    .array(
      z.strictObject({
        id: departmentId,
        name: localised(z.string().trim().min(2, noText)),
        /** The name within a sentence, where that needs an article: "l'Oficina d'atenció ciutadana". */
        withArticle: localised(z.string().trim().min(2, noText)).optional(),
        /** Other names by which people ask for it, in any language: "OIAC", "town hall". */
        aliases: z.array(z.string().trim().min(2, noText)).max(50).default([]),
        /** E-mail address of the head of the area, who is notified when a case has waited for long. */
        head: z.email('is not an e-mail address: write that of the head of the area').optional(),
      }),
    )
    .min(1, 'has no departments: add one'),
});

/** `dialogs/phrases.yaml`: everything else that the bot says, by key. */
export const phrasesFile = z.strictObject({
  phrases: z.record(z.string(), localised(answer)),
});

/** `dialogs/council.yaml`: who runs this bot; the phrases use it. */
export const councilFile = z.strictObject({
  /** Values for `{{name}}` in phrases. */
  values: z.record(
    z.string(),
    z.union([z.string(), localised(z.string())], {
      error: 'is not a value: write one text between quotes, or one each for ca, es and en',
    }),
  ),
  /** What a new person is offered: entries, flows as `flow.street-incident`, commands as `command.person`. */
  welcome: z.array(entryId).max(7, 'offers too much: name at most 7'),
  /** How people of the city sign what they write to citizens. */
  signature: z.enum(['team', 'role', 'first-name']).default('team'),
  /** Pages that every page of ours links to; `quickExit` is the harmless page for a person who must leave at once. */
  links: z.strictObject({
    site: webAddress,
    privacy: webAddress.optional(),
    accessibility: webAddress.optional(),
    /** The council's platform for longer processes of participation. */
    participation: webAddress.optional(),
    quickExit: webAddress.default('https://www.meteo.cat'),
  }),
});

export type SmalltalkFile = z.infer<typeof smalltalkFile>;
export type CommandsFile = z.infer<typeof commandsFile>;
export type DepartmentsFile = z.infer<typeof departmentsFile>;
export type PhrasesFile = z.infer<typeof phrasesFile>;
export type CouncilFile = z.infer<typeof councilFile>;
