import { useState } from 'preact/hooks';
import { editorStore } from '../../actions/content/editor.ts';
import { otherProblems } from '../../model/content/problems.ts';
import { useStrings } from '../../strings.ts';
import { Facts } from './Facts.tsx';
import { LocaleTexts } from './LocaleTexts.tsx';
import { problemText, usePlacedProblems } from './problems.tsx';
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
      <OtherProblems />
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

/** Problems of the entry as a whole, and of fields that only its text shows. */
function OtherProblems() {
  const strings = useStrings();
  const problems = otherProblems(usePlacedProblems());
  if (problems.length === 0) return null;
  return (
    <ul class="problems">
      {problems.map((each) => (
        <li key={each.text} class={`problem ${each.isFatal ? 'fatal' : ''}`}>
          {each.path !== null && <code>{each.path}</code>} {problemText(each, strings)}
        </li>
      ))}
    </ul>
  );
}
