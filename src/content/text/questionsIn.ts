import { withoutRefusal } from '../../core/flows/takesBack.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import { questionsOf } from '../../language/understanding/questionsOf.ts';
import type { Content } from '../content.ts';
import { createWithoutCourtesy } from './withoutCourtesy.ts';

/** Tells the questions of a text apart as they are read: what only greets, thanks or names a language belongs to none. */
export function createQuestionsIn(
  { smalltalk }: Pick<Content, 'smalltalk'>,
  spoken: Knowledge['spokenLanguage'],
): NonNullable<Knowledge['questionsIn']> {
  const withoutCourtesy = createWithoutCourtesy(smalltalk);
  return (text) => {
    const asked = withoutRefusal(text) ?? text;
    return questionsOf(withoutCourtesy(spoken(asked)?.rest || asked));
  };
}
