import { useState } from 'preact/hooks';
import { editorStore } from '../../actions/content/editor.ts';
import { otherProblems } from '../../model/content/problems.ts';
import { useStrings } from '../../strings.ts';
import { Facts } from './Facts.tsx';
import { LocaleTexts } from './LocaleTexts.tsx';
import { ProblemList, usePlacedProblems } from './problems.tsx';
import { RealQuestions } from './RealQuestions.tsx';
import { Aspects, answerLimit, Exceptions, titleLimit } from './Sides.tsx';
import { Wordings } from './Wordings.tsx';

/** Fewest wordings of a service in each language. */
const leastWordings = 8;

/** A service, field by field. */
export function EntryForm() {
  const strings = useStrings().content;
  // It is not folded while somebody writes in it.
  const [hasPlain] = useState(() => editorStore.get().entry.plain !== undefined);
  return (
    <div class="entryform">
      <ProblemList problems={otherProblems(usePlacedProblems())} />
      <LocaleTexts
        legend={strings.fields.title}
        hint={strings.titleHint}
        path={['title']}
        limit={titleLimit}
        isLong={false}
      />
      <Wordings path={['questions']} least={leastWordings} />
      <RealQuestions />
      <LocaleTexts legend={strings.answer} hint={strings.answerHint} path={['answer']} limit={answerLimit} isLong />
      <details class="fold" open={hasPlain}>
        <summary>{strings.plain}</summary>
        <LocaleTexts legend={strings.plain} hint={strings.plainHint} path={['plain']} limit={answerLimit} isLong />
      </details>
      <Facts />
      <Aspects />
      <Exceptions />
    </div>
  );
}
