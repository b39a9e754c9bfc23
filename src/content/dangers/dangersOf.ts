import type { DangerHelp } from '../../core/model/danger.ts';
import type { Kind } from '../../core/model/kind.ts';
import type { DangerLessons, DangerRules } from '../../language/danger/index.ts';
import type { Content } from '../content.ts';
import { examplesOfKinds } from '../kindsOf.ts';

/** What an example of an emergency shows where it is not said which danger it is. */
const anyDanger = 'emergency';

/** The dangers as they are detected while the bot runs. */
export function dangerRulesOf({ dangers }: Pick<Content, 'dangers'>): readonly DangerRules[] {
  return dangers.dangers.map(({ id, patterns, unless, help }) => ({ id, patterns, unless, help }));
}

/** Whom to call, by id. What is not written in a language is said as the first one says it. */
export function dangerHelpOf({ dangers }: Pick<Content, 'dangers'>): ReadonlyMap<string, DangerHelp> {
  const [general] = dangers.help;
  return new Map(
    dangers.help.map(({ id, number, quickExit, entry, alarm, line }) => [
      id,
      {
        number,
        quickExit,
        alarm: { ...general?.alarm, ...alarm },
        line: { ...general?.line, ...line },
        ...(entry === undefined ? {} : { entry }),
      },
    ]),
  );
}

/** Kinds of messages that tell of no danger. */
const harmless: readonly Kind[] = ['out-of-scope', 'praise', 'information-request', 'press', 'politics', 'spam'];

/**
 * Training data of the danger detector. Of the rest of the content only emergencies and kinds that tell of no danger, so that other
 * changes need no new training.
 */
export function dangerLessonsOf({ dangers, kinds }: Pick<Content, 'dangers' | 'kinds'>): DangerLessons {
  const helpOf = new Map(dangers.dangers.map(({ id, help }) => [id, help]));
  const general = dangers.help[0]?.id ?? '';
  return {
    examples: [
      ...dangers.examples.map(({ danger, text }) => ({ danger, help: helpOf.get(danger) ?? general, text })),
      ...examplesOfKinds({ kinds }, ['emergency']).map((text) => ({ danger: anyDanger, help: general, text })),
    ],
    lookalikes: dangers.lookalikes.map(({ text }) => text),
    ordinary: [...dangers.ordinary.map(({ text }) => text), ...examplesOfKinds({ kinds }, harmless)],
  };
}
