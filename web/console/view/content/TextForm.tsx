import { useRef } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { editorStore, writeText } from '../../actions/content/editor.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { DocumentSpelling } from './DocumentSpelling.tsx';
import { problemText, usePlacedProblems } from './problems.tsx';

/** A document as text, with the lines of its problems. */
export function TextForm() {
  const strings = useStrings();
  const text = useStore(editorStore, (value) => value.text);
  const id = useStore(editorStore, (value) => value.id);
  const problems = usePlacedProblems();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div class="textform">
      {problems.length > 0 && (
        <ul class="problems" aria-label={strings.content.problemsLabel}>
          {problems.map((each) => (
            <li key={`${each.line} ${each.text}`} class={`problem ${each.isFatal ? 'fatal' : ''}`}>
              {each.line !== null && (
                <button type="button" class="plain small" onClick={() => goToLine(field.current, each.line ?? 1)}>
                  {interpolate(strings.content.line, { line: each.line })}
                </button>
              )}
              {each.path !== null && <code>{each.path}</code>} {problemText(each, strings)}
            </li>
          ))}
        </ul>
      )}
      <label for="document-text" class="hidden">
        {interpolate(strings.content.textOf, { id })}
      </label>
      <textarea
        id="document-text"
        ref={field}
        class="code-text"
        spellcheck={false}
        wrap="off"
        value={text}
        onInput={({ currentTarget: { value } }) => writeText(value)}
      />
      <DocumentSpelling text={text} />
    </div>
  );
}

/** Selects a line, 1 for the first, and scrolls to it. */
function goToLine(field: HTMLTextAreaElement | null, line: number): void {
  if (field === null) return;
  const lines = field.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((length, each) => length + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  field.scrollTop = (field.scrollHeight / Math.max(1, lines.length)) * Math.max(0, line - 4);
}
