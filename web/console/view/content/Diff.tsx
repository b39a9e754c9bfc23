import type { DeskChange } from '../../../../src/content/desk/views.ts';
import { diffHunks, type Hunk, hunksOf } from '../../model/content/hunks.ts';
import { useStrings } from '../../strings.ts';

/** A passage of so many characters is told apart from the one that replaces it by a new line. */
const longRun = 60;

/**
 * A change of a document: the lines that differ, word by word, with a line around them.
 * `name`: what the change is of, among all that are on the page.
 */
export function ChangeDiff({ change, name }: { readonly change: DeskChange; readonly name: string }) {
  const strings = useStrings().content;
  const hunks = hunksOf(change.diff);
  const isLong = hunks.length > 12 || change.kind !== 'changed';
  return isLong ? (
    <details class="difffold">
      <summary>{change.kind === 'changed' ? strings.showDifference : strings.showText}</summary>
      <Hunks hunks={hunks} name={name} />
    </details>
  ) : (
    <Hunks hunks={hunks} name={name} />
  );
}

/** What differs between two texts. */
export function TextDiff({ before, after }: { readonly before: string; readonly after: string }) {
  return <Hunks hunks={diffHunks(before, after)} name="" />;
}

function Hunks({ hunks, name }: { readonly hunks: readonly Hunk[]; readonly name: string }) {
  const strings = useStrings().content;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="diff" tabIndex={0} aria-label={name === '' ? strings.difference : `${strings.difference}: ${name}`}>
      {hunks.map((hunk, index) =>
        hunk.kind === 'gap' ? (
          <p key={index} class="gap">
            …
          </p>
        ) : (
          <p key={index} class={hunk.kind}>
            {hunk.words.map((word, at) =>
              word.kind === 'same' ? (
                word.text
              ) : word.kind === 'added' ? (
                <ins key={at}>{word.text}</ins>
              ) : (
                <del key={at}>{word.text + (word.text.length > longRun ? '\n' : '')}</del>
              ),
            )}
          </p>
        ),
      )}
    </section>
  );
}
