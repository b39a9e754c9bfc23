import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { editorStore } from '../../actions/content/editor.ts';
import type { FieldPath } from '../../model/content/fields.ts';
import { type PlacedProblem, placeProblem, problemsOf } from '../../model/content/problems.ts';
import { useStore } from '../../observable.ts';
import { type ConsoleStrings, useStrings } from '../../strings.ts';
import { Icon } from '../Icon.tsx';

/** Placed once for each version of the document. */
const placed = new WeakMap<object, readonly PlacedProblem[]>();
const none: readonly PlacedProblem[] = [];

export function usePlacedProblems(): readonly PlacedProblem[] {
  const problems = useStore(editorStore, ({ document }) => document?.problems ?? null);
  if (problems === null) return none;
  const known = placed.get(problems) ?? problems.map(placeProblem);
  placed.set(problems, known);
  return known;
}

export const useFieldProblems = (path: FieldPath): readonly PlacedProblem[] => problemsOf(usePlacedProblems(), path);

export function problemText({ cause, limit, text }: PlacedProblem, strings: ConsoleStrings): string {
  return cause === null ? text : interpolate(strings.content.problems[cause], { limit });
}

/** Problems of a field. `isExact`: those of the field as a whole, not of what is below it. */
export function FieldProblems({ path, isExact = false }: { readonly path: FieldPath; readonly isExact?: boolean }) {
  const strings = useStrings();
  const field = path.join('.');
  const problems = useFieldProblems(path).filter((each) => !isExact || each.path === field);
  return (
    <>
      {problems.map((each) => (
        <p key={`${each.path} ${each.text}`} class={`problem ${each.isFatal ? 'fatal' : ''}`}>
          <Icon name="late" />
          <span>{problemText(each, strings)}</span>
        </p>
      ))}
    </>
  );
}

/** Problems of the document as a whole, and of fields that only its text shows. */
export function ProblemList({ problems }: { readonly problems: readonly PlacedProblem[] }) {
  const strings = useStrings();
  if (problems.length === 0) return null;
  return (
    <ul class="problems">
      {problems.map((each) => (
        <li key={`${each.path} ${each.text}`} class={`problem ${each.isFatal ? 'fatal' : ''}`}>
          {each.path !== null && <code>{each.path}</code>} {problemText(each, strings)}
        </li>
      ))}
    </ul>
  );
}
